/** What scripts may rely on whatever the command: exit codes, streams, nearest names, colour. */
import { describe, expect, it } from 'vitest';
import { BrokenPipe } from '#main/cli/command.ts';
import { commands } from '#main/cli/commands/index.gen.ts';
import { packageVersion } from '#main/package.ts';
import { peerless } from '#tests/kit/terminal.ts';

const READERS = ['lint', 'reach', 'trace', 'draw', 'anonymize'] as const;
const NEEDED: Readonly<Record<(typeof READERS)[number], readonly string[]>> = {
  lint: [],
  reach: [],
  trace: ['--from', 'a', '--to', 'b'],
  draw: ['--as', 'svg', '-o', '-'],
  anonymize: ['-o', '-'],
};

describe('help and version', () => {
  it('go to stdout with exit code 0', async () => {
    const help = await peerless(['--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const command of commands) expect(help.out).toContain(`  ${command.id}`);
    expect(await peerless(['--version'])).toEqual({
      code: 0,
      out: `${packageVersion()}\n`,
      err: '',
    });
  });

  it('explain every command by itself', async () => {
    for (const { id } of commands) {
      const { code, out, err } = await peerless([id, '--help']);
      expect({ id, code, err }).toEqual({ id, code: 0, err: '' });
      expect(out).toContain(`peerless ${id}`);
      expect(await peerless(['help', id])).toEqual({ code, out, err });
    }
  });

  it('a bare call shows the help as a usage error, on stderr', async () => {
    const { code, out, err } = await peerless([]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Usage: peerless');
  });
});

describe('usage errors exit 2, say so on stderr, and name the nearest valid name', () => {
  it.each([
    [['lnit'], 'Did you mean lint?'],
    [['lnit', '--help'], "unknown command 'lnit'\n(Did you mean lint?)"],
    [['help', 'lnit'], "unknown command 'lnit'\n(Did you mean lint?)"],
    [['bogus', '-h'], "unknown command 'bogus'"],
    [['lint', '--formt', 'json'], 'Did you mean --format?'],
    [['lint', '--demo', '--format', 'jsn'], 'Did you mean "json"?'],
    [['lint', '--demo', '--fail-on', 'eror'], 'Did you mean "error"?'],
    [['draw', '--demo', '--as', 'svgg', '-o', '-'], 'Did you mean "svg"?'],
    [['explain', 'peering-mehs'], 'Did you mean "peering-mesh"?'],
    [['lint', 'one', 'two'], 'too many arguments'],
    [['trace', '--demo'], "required option '--from"],
    [['trace', '--demo', '--from', 'a', '--to', 'b', '--port', '70000'], 'from 0 to 65535'],
    [['serve', '--port', 'http'], 'from 0 to 65535'],
  ])('%j', async (argv, words) => {
    const { code, out, err } = await peerless(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

describe.each(READERS)('%s without a usable source', (command) => {
  const rest = NEEDED[command];

  it('says what to do rather than take the sample estate unasked', async () => {
    const { code, out, err } = await peerless([command, ...rest]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('--demo');
  });

  it('refuses a source and --demo together', async () => {
    const { code, err } = await peerless([command, 'estate.json', '--demo', ...rest]);
    expect(code).toBe(2);
    expect(err).toContain('not both');
  });

  it('names a path that is not there', async () => {
    const { code, out, err } = await peerless([command, '/no/such/place', ...rest]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('/no/such/place');
  });
});

it('colour is used only where the terminal has it', async () => {
  const plain = await peerless(['rules']);
  const bright = await peerless(['rules'], { colour: true });
  expect(plain.out).not.toContain('\u001b[');
  expect(bright.out).toContain('\u001b[');
  expect(bright.out.replace(/\u001b\[\d+m/g, '')).toBe(plain.out);
});

it('an internal fault is told from the user’s: exit 70, no stack unless asked for', async () => {
  const drained = () => Promise.reject(new TypeError('planted'));
  const { code, err } = await peerless(['lint', '--demo'], { drained });
  expect(code).toBe(70);
  expect(err).toContain('a fault of Peerless');
  expect(err).toContain('planted');
  expect(err).not.toMatch(/\n\s+at /);
  const loud = await peerless(['lint', '--demo'], { drained, env: { PEERLESS_DEBUG: '1' } });
  expect(loud.err).toMatch(/\n\s+at /);
});

it('a reader that goes away is no error: the verdict stands', async () => {
  const drained = () => Promise.reject(new BrokenPipe());
  expect(await peerless(['rules'], { drained })).toMatchObject({ code: 0, err: '' });
  expect((await peerless(['lint', '--demo'], { drained })).code).toBe(1);
});
