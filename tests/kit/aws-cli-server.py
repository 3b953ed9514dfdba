"""Runs the AWS CLI for each request, in one process that has it loaded: starting Python and reading the model of EC2 take
over a second each time, and a plan makes hundreds of calls. A request is a path, sent over a pipe: beside it are the
words, what was said, and a pipe on which the status is awaited."""
import contextlib
import os
import shutil
import sys
import tempfile
import traceback
import zipfile

layer, program, home = sys.argv[1:]
SERVICES = ("ec2", "sts", "ram")


def unpack():
    """Once for all tests: it is 143 MB. Two at the same time each make one of their own, and the second goes away."""
    if os.path.isdir(program):
        return
    os.makedirs(os.path.dirname(program), exist_ok=True)
    fresh = tempfile.mkdtemp(dir=os.path.dirname(program))
    with zipfile.ZipFile(layer) as packed:
        packed.extractall(fresh)
    try:
        os.rename(fresh, program)
    except OSError:
        shutil.rmtree(fresh)


unpack()
sys.path.insert(0, os.path.join(program, "awscli"))

from awscli import clidriver

# One for each way to call: whatever a call leaves behind in it is of the same account and Region.
drivers = {}
loaders = []
clients = {}
make_client = clidriver.create_nested_client


def client_of(session, service, **how):
    """Making the 800 methods of a client, and working out its endpoint, takes ten times as long as a call."""
    key = (id(session), service, *how.values())
    if key not in clients:
        clients[key] = make_client(session, service, **how)
    return clients[key]


clidriver.create_nested_client = client_of


def driver_of(words):
    """The driver for what stands before the service: who calls, and where."""
    service = next((i for i, word in enumerate(words) if word in SERVICES), len(words))
    key = tuple(words[:service])
    if key not in drivers:
        drivers[key] = clidriver.create_clidriver()
        session = drivers[key].session
        loaders.append(session.get_component("data_loader"))
        session.register_component("data_loader", loaders[0])
    return drivers[key]


def run(words):
    try:
        return driver_of(words).main(words)
    except SystemExit as stop:
        return stop.code or 0
    except BaseException:
        traceback.print_exc()
        return 255
    finally:
        # As where a process ends: the next call does not find a connection that AWS has given up meanwhile.
        for client in clients.values():
            client.close()


def serve(path):
    with open(path + ".args", encoding="utf-8") as file:
        words = file.read().split("\0")[:-1]
    with open(path + ".out", "w") as out, open(path + ".err", "w") as err:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = run(words)
    with open(path + ".done", "w") as done:
        done.write(f"{status}\n")


# Open for writing too, so that the pipe does not end when nobody asks.
with os.fdopen(os.open(os.path.join(home, "ask"), os.O_RDWR), "r") as asks:
    print("ready", flush=True)
    for line in asks:
        serve(line.rstrip("\n"))
