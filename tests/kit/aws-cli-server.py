"""Runs the AWS CLI for each request, in a fork of a process that has it loaded: starting Python and reading the model of
EC2 take over a second each time, and a plan makes hundreds of calls. A request is a path, sent over a pipe: beside it
are the words, what was said, and a pipe on which the status is awaited."""
import gc
import os
import sys
import traceback

from awscli.botocore.client import ClientCreator
from awscli.clidriver import create_clidriver

# A client gets some 800 methods, the same for each call: making them takes a fifth of it.
make_methods = ClientCreator._create_methods
made = {}


def methods_once(self, service):
    name = service.service_name
    if name not in made:
        made[name] = make_methods(self, service)
    return dict(made[name])


ClientCreator._create_methods = methods_once

home = sys.argv[1]
driver = create_clidriver()
loader = driver.session.get_component("data_loader")
# What each call would have to read again.
for name in ("endpoints", "partitions", "sdk-default-configuration"):
    loader.load_data(name)
spare = type(driver.session)()
spare.register_component("data_loader", loader)
spare.set_credentials("nobody", "nothing")
commands = driver._get_command_table()
for service in ("ec2", "sts", "ram"):
    driver.session.get_service_model(service)
    loader.load_service_model(service, "endpoint-rule-set-1")
    loader.load_service_model(service, "paginators-1")
    # Names of commands and of methods: most of what a call would work out.
    commands[service]._get_command_table()
    spare.create_client(service, region_name="us-east-1")
gc.freeze()


def serve(path):
    with open(path + ".args", encoding="utf-8") as file:
        args = file.read().split("\0")[:-1]
    for descriptor, name in ((1, ".out"), (2, ".err")):
        to = os.open(path + name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(to, descriptor)
    try:
        status = driver.main(args)
    except SystemExit as stop:
        status = stop.code or 0
    except BaseException:
        traceback.print_exc()
        status = 255
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


# Open for writing too, so that the pipe does not end when nobody asks.
with os.fdopen(os.open(os.path.join(home, "ask"), os.O_RDWR), "r") as asks:
    print("ready", flush=True)
    for line in asks:
        path = line.rstrip("\n")
        child = os.fork()
        if child == 0:
            serve(path)
        _, status = os.waitpid(child, 0)
        with open(path + ".done", "w") as done:
            done.write(f"{os.waitstatus_to_exitcode(status)}\n")
