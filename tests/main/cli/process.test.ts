/** The command line as real processes: start, streams, broken pipes, signals. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  watch as watchFolder,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readSnapshot } from '#app/snapshot/read.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { ACCOUNTS } from '#app/world/sample/places.ts';
import { packageVersion } from '#main/package.ts';
import { wantsColour } from '#main/cli/terminal.ts';
import { startEndpoint, type Endpoint } from '#tests/aws/endpoint.ts';
import { scratch } from '#tests/kit/terminal.ts';
import { unless } from '#tests/kit/tools.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const bin = join(root, 'bin/peerless.js');
const folder = scratch();

/** Without a display, colour or credentials of the machine the tests run on. */
const plain: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(AWS_|DISPLAY$|WAYLAND_DISPLAY$|NO_COLOR$|FORCE_COLOR$|NODE_)/.test(name),
    ),
  ),
  HOME: folder.path,
};

const start = (args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess =>
  spawn(process.execPath, [bin, ...args], {
    cwd: folder.path,
    env: { ...plain, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

async function finish(
  child: ChildProcess,
): Promise<{ code: number | null; out: string; err: string }> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (err += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  // Whoever edits while the tests run gets a build in between.
  return { code, out, err: err.replace(/^peerless: buil(?:ding|t) .*\n/gm, '') };
}
const peerless = (...args: string[]) => finish(start(args));

beforeAll(async () => {
  // A clone builds what it needs with its first command.
  await peerless('rules');
}, 180_000);

describe('start', () => {
  it('--version says the version and loads nothing else', async () => {
    expect(await peerless('--version')).toEqual({ code: 0, out: `${packageVersion()}\n`, err: '' });
  });
});

describe('streams and exit codes', () => {
  it('results on stdout, messages on stderr', async () => {
    const { code, out, err } = await peerless('lint', '--demo', '--format', 'json');
    expect(code).toBe(1);
    expect((JSON.parse(out) as { schema: string }).schema).toBe('peerless/lint@1');
    expect(err).toBe('');
    expect(await peerless('lint')).toMatchObject({ code: 2, out: '' });
  });

  it('a reader that goes away ends the command quietly', async () => {
    const child = start(['reach', '--demo', '--format', 'csv', '--allow-partial']);
    child.stdout?.once('data', () => child.stdout?.destroy());
    const { code, err } = await finish(child);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('a verdict survives a broken pipe', async () => {
    const child = start(['lint', '--demo']);
    child.stdout?.destroy();
    expect(await finish(child)).toMatchObject({ code: 1, err: '' });
  });
});

it('NO_COLOR, a dumb terminal and a pipe get no colour', () => {
  expect(wantsColour({ isTTY: true }, {})).toBe(true);
  expect(wantsColour({ isTTY: true }, { NO_COLOR: '' })).toBe(true);
  expect(wantsColour({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
  expect(wantsColour({ isTTY: true }, { TERM: 'dumb' })).toBe(false);
  expect(wantsColour({ isTTY: false }, {})).toBe(false);
});

describe('collect', () => {
  let aws: Endpoint;
  beforeAll(async () => {
    aws = await startEndpoint({ pages: sampleEstate().pages() });
  });
  afterAll(() => aws.close());
  const env = () => aws.env(ACCOUNTS.network);
  const output = (name: string) => join(folder.path, name);
  const read = (name: string) => readSnapshot(readFileSync(output(name), 'utf8'), name);

  it('reads what the endpoint has; a refused call is a gap and exit code 4', async () => {
    aws.faults.clear();
    aws.faults.refuse('DescribeVpcEndpoints', 'us-east-1');
    const { code, out, err } = await finish(start(['collect', '-o', 'all.json'], env()));
    expect({ code, out }).toEqual({ code: 4, out: '' });
    expect(err).toContain('DescribeVpcEndpoints');
    expect(err).toContain('wrote all.json');
    expect(err).toMatch(
      /^peerless: calls go to http:\/\/127\.0\.0\.1:\d+\/? because of AWS_ENDPOINT_URL$/m,
    );
    const { pages } = read('all.json');
    expect(pages.filter((p) => p.error).map((p) => [p.operation, p.region])).toEqual([
      ['DescribeVpcEndpoints', 'us-east-1'],
    ]);
    expect(await peerless('lint', 'all.json', '--fail-on', 'never')).toMatchObject({ code: 4 });
  });

  it('an answer that AWS cut short is told, and exit code 4', async () => {
    aws.faults.clear();
    aws.faults.more('SearchTransitGatewayRoutes', 'us-east-1');
    const args = ['collect', '-o', 'short.json', '--region', 'us-east-1'];
    const { code, err } = await finish(start(args, env()));
    expect(code).toBe(4);
    expect(err).toContain('cut short by AWS');
    expect((await finish(start([...args, '--allow-partial'], env()))).code).toBe(0);
  });

  /** The pages of a snapshot, whenever they were read. */
  const told = (name: string) => read(name).pages.map((page) => ({ ...page, time: '' }));

  it('killed three times on the way, goes on each time and ends with all of it', async () => {
    aws.faults.clear();
    const once = ['collect', '--region', 'us-east-1', '-o'];
    expect((await finish(start([...once, 'once.json'], env()))).code).toBe(0);
    const args = [...once, 'killed.json'];
    const before = aws.requests.length;
    aws.faults.slow(20);
    /** Answers that stand in whole lines of the journal. */
    const kept = (): number => {
      const part = output('killed.json.part');
      return existsSync(part) ? readFileSync(part, 'utf8').split(/ page \d+ .*\n/).length - 1 : 0;
    };
    let answers = 0;
    for (const resume of [[], ['--resume'], ['--resume']]) {
      const child = start([...args, ...resume], env());
      // Any moment will do, once something more was kept than before.
      const more = answers + 1 + Math.floor(Math.random() * 3);
      const watch = setInterval(() => {
        if (kept() >= more) child.kill('SIGKILL');
      }, 2);
      await finish(child);
      clearInterval(watch);
      answers = kept();
    }
    aws.faults.clear();
    expect(existsSync(output('killed.json'))).toBe(false);
    const again = await finish(start(args, env()));
    expect(again.code).toBe(2);
    expect(again.err).toMatch(/killed\.json\.part holds what a stopped collection read.*--resume/);
    const { code, err } = await finish(start([...args, '--resume'], env()));
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(err).toMatch(/going on with what was begun at \d{4}-.*: \d+ answers? (is|are) there/);
    expect(told('killed.json')).toEqual(told('once.json'));
    expect(existsSync(output('killed.json.part'))).toBe(false);
    // Nobody asked everything anew four times.
    const whole = read('once.json').pages.length + 1;
    expect(aws.requests.length - before).toBeLessThan(2.5 * whole);
  }, 60_000);

  const windows =
    process.platform === 'win32' ? 'Windows has no limit of the size of files' : undefined;
  /** Where no file may grow beyond some kilobytes, as on a disk that is full. */
  const cramped = (args: readonly string[]) =>
    spawn('/bin/sh', ['-c', 'ulimit -f 16; exec "$@"', 'sh', process.execPath, bin, ...args], {
      cwd: folder.path,
      env: { ...plain, ...env() },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  it.skipIf(windows)(
    unless(windows, 'a disk that is full stops it; what was read is gone on with'),
    async () => {
      aws.faults.clear();
      const args = ['collect', '--region', 'us-east-1', '-o', 'full.json'];
      const { code, err } = await finish(cramped(args));
      expect(code).toBe(3);
      expect(err).toMatch(
        /full\.json\.part could not be written: files may not be that large here/,
      );
      expect(err).toMatch(/the same command with --resume reads the rest/);
      expect(err).not.toMatch(/\n\s+at /);
      expect((await finish(start([...args, '--resume'], env()))).code).toBe(0);
      expect(told('full.json')).toEqual(told('once.json'));
    },
  );

  it.skipIf(windows)(
    unless(
      windows,
      'a disk that is full once the snapshot is written leaves the old one and the journal',
    ),
    async () => {
      aws.faults.clear();
      // Everything is read; the snapshot is all that is missing.
      mkdirSync(output('late.json'));
      const args = ['collect', '--region', 'us-east-1', '-o', 'late.json'];
      expect((await finish(start(args, env()))).code).toBe(3);
      rmdirSync(output('late.json'));
      writeFileSync(output('late.json'), 'the old one');
      const { code, err } = await finish(cramped([...args, '--resume']));
      expect(code).toBe(3);
      expect(err).toMatch(/late\.json could not be written: files may not be that large here/);
      expect(err).not.toContain('late.json.part could not');
      expect(err).toContain('kept in late.json.part; the same command with --resume');
      expect(err).not.toMatch(/\n\s+at /);
      expect(readFileSync(output('late.json'), 'utf8')).toBe('the old one');
      const beside = () => readdirSync(folder.path).filter((name) => name.includes('late.json'));
      expect(beside().sort()).toEqual(['late.json', 'late.json.part']);
      expect((await finish(start([...args, '--resume'], env()))).code).toBe(0);
      expect(told('late.json')).toEqual(told('once.json'));
      expect(beside()).toEqual(['late.json']);
    },
  );

  it.each([
    ['Ctrl-C', ['SIGINT']],
    ['Ctrl-C twice', ['SIGINT', 'SIGINT']],
  ] as const)(
    '%s while the snapshot is written leaves it whole, or the old one',
    async (_, sent) => {
      aws.faults.clear();
      const name = `${sent.join('-')}.json`;
      const args = ['collect', '--region', 'us-east-1', '-o', name];
      writeFileSync(output(name), 'the old one');
      const child = start(args, env());
      // The file is written beside the old one first.
      const watch = watchFolder(folder.path, (_, changed) => {
        if (!changed?.endsWith('.tmp')) return;
        watch.close();
        for (const signal of sent) child.kill(signal);
      });
      await finish(child);
      watch.close();
      const whole = readFileSync(output(name), 'utf8') !== 'the old one';
      if (!whole) expect((await finish(start([...args, '--resume'], env()))).code).toBe(0);
      expect(told(name)).toEqual(told('once.json'));
      expect(existsSync(output(`${name}.part`)) && !whole).toBe(false);
    },
  );

  it('a second Ctrl-C ends it at once, and loses nothing', async () => {
    aws.faults.clear();
    aws.faults.slow(100);
    const args = ['collect', '--region', 'us-east-1', '-o', 'twice.json'];
    const child = start(args, env());
    let seen = 0;
    aws.faults.onRequest = () => {
      if (++seen !== 15) return;
      child.kill('SIGINT');
      child.kill('SIGINT');
    };
    await finish(child);
    expect(child.signalCode ?? child.exitCode).not.toBe(0);
    aws.faults.clear();
    expect((await finish(start([...args, '--resume'], env()))).code).toBe(0);
    expect(told('twice.json')).toEqual(told('once.json'));
  });

  it('Ctrl-C keeps what was read', async () => {
    aws.faults.clear();
    aws.faults.slow(100);
    const child = start(['collect', '-o', 'some.json', '--region', 'us-east-1'], env());
    aws.faults.onRequest = (operation) => {
      if (operation !== 'GetTransitGatewayRouteTableAssociations') return;
      // A second Ctrl-C would end it at once.
      aws.faults.onRequest = undefined;
      child.kill('SIGINT');
    };
    const { code, err } = await finish(child);
    expect(code).toBe(4);
    expect(err).toContain('stopped; kept');
    expect(err).toContain('kept in some.json.part; the same command with --resume reads the rest');
    expect(existsSync(output('some.json.part'))).toBe(true);
    const { pages } = read('some.json');
    expect(pages.some((p) => p.operation === 'DescribeTransitGatewayRouteTables' && p.answer)).toBe(
      true,
    );
    expect(pages.filter((p) => p.error).map((p) => p.error?.failure)).toContain('cancelled');
  });

  it('exits 3 where AWS cannot be reached, 2 where the address is none', async () => {
    const gone = await finish(
      start(
        [
          'collect',
          '-o',
          'x.json',
          '--endpoint-url',
          'http://127.0.0.1:9',
          '--region',
          'us-east-1',
        ],
        env(),
      ),
    );
    expect(gone).toMatchObject({ code: 3, out: '' });
    expect(gone.err).not.toMatch(/\n\s+at /);
    const none = await finish(
      start(['collect', '-o', 'x.json', '--endpoint-url', 'localhost'], env()),
    );
    expect(none.code).toBe(2);
  }, 120_000);
});

describe('serve', () => {
  it('prints the address on stdout, serves the page, and ends with 0', async () => {
    const child = start(['serve', '--demo', '--no-open']);
    const ended = finish(child);
    const [first] = (await once(child.stdout!, 'data')) as [Buffer];
    const url = /^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}\n$/
      .exec(first.toString())?.[0]
      .trim();
    expect(url).toBeDefined();
    const page = await fetch(url!);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<title>Peerless</title>');
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  it.runIf(process.platform === 'linux')('leaves nothing of the token on disk', async () => {
    const temporary = join(folder.path, 'temporary');
    const tools = join(folder.path, 'tools');
    mkdirSync(temporary);
    mkdirSync(tools);
    // The browser: says which file it was given.
    const opener = `#!/bin/sh\necho "$1" > "${temporary}/opened"\n`;
    writeFileSync(join(tools, 'xdg-open'), opener, { mode: 0o755 });
    const env = { DISPLAY: ':7', TMPDIR: temporary, PATH: `${tools}:${process.env.PATH ?? ''}` };
    const child = start(['serve', '--demo'], env);
    const ended = finish(child);
    const opened = join(temporary, 'opened');
    await vi.waitUntil(() => existsSync(opened) && readFileSync(opened, 'utf8') !== '', 20_000);
    const file = fileURLToPath(readFileSync(opened, 'utf8').trim());
    expect(readFileSync(file, 'utf8')).toContain('#token=');
    expect(statSync(file).mode & 0o077).toBe(0);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    expect(readdirSync(temporary)).toEqual(['opened']);
  });

  it('a port that is taken is said in words', async () => {
    const first = start(['serve', '--no-open']);
    const [text] = (await once(first.stdout!, 'data')) as [Buffer];
    const port = /:(\d+)\//.exec(text.toString())?.[1] ?? '';
    const second = await peerless('serve', '--no-open', '--port', port);
    expect(second.code).toBe(2);
    expect(second.err).toContain('the port is taken');
    first.kill('SIGTERM');
    await once(first, 'close');
  });
});

describe('npm start', () => {
  it('without a display: the lint summary, one line why, the address; ends with 0', async () => {
    const child = spawn(process.execPath, [join(root, 'scripts/start.js')], {
      cwd: folder.path,
      env: plain,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', (text: Buffer) => {
      if (text.includes('#token=')) child.kill('SIGINT');
    });
    const { code, out, err } = await finish(child);
    expect(code).toBe(0);
    expect(out).toMatch(/\d+ errors?, \d+ warnings?/);
    expect(out).toContain('http://127.0.0.1:');
    if (process.platform === 'linux') {
      expect(err.split('\n').filter((line) => line.includes('no desktop window'))).toHaveLength(1);
    }
  }, 60_000);
});
