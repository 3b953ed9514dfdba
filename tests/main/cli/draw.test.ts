/** `draw` and `demo`: what lands on disk, whole or not at all. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { formats } from '#main/print/formats.ts';
import { peerless, scratch } from '#tests/kit/terminal.ts';

const folder = scratch();
const at = (...parts: string[]) => join(folder.path, ...parts);

describe('draw', () => {
  it.each(formats.map((f) => f.id))(
    '%s, whatever it is called, writes what stdout would show',
    async (id) => {
      const target = at(`drawn-${id}`);
      const { code, out } = await peerless(['draw', '--demo', '--as', id, '-o', target]);
      expect({ code, out }).toEqual({ code: 0, out: '' });
      const shown = await peerless(['draw', '--demo', '--as', id, '-o', '-']);
      if (shown.code === 0) expect(readFileSync(target, 'utf8')).toBe(shown.out);
      else if (shown.err.includes('is not text')) {
        expect(readFileSync(target)[0]).toBeGreaterThan(0);
        expect(shown.err).toContain('name a file');
      } else {
        // Several files cannot share stdout; they went into a folder.
        expect(shown.err).toContain('name a folder');
        expect(readdirSync(target).length).toBeGreaterThan(1);
      }
    },
  );

  it('puts a single file into a folder that exists', async () => {
    mkdirSync(at('pictures'));
    await peerless(['draw', '--demo', '--as', 'svg', '-o', at('pictures')]);
    expect(readdirSync(at('pictures'))).toEqual(['peerless.svg']);
  });

  it('several files never replace a file', async () => {
    const file = folder.write('taken', 'mine');
    const { code, err } = await peerless(['draw', '--demo', '--as', 'csv', '-o', file]);
    expect(code).toBe(2);
    expect(err).toContain('need a folder');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('leaves nothing behind where it cannot write', async () => {
    const { code, err } = await peerless([
      'draw',
      '--demo',
      '--as',
      'svg',
      '-o',
      at('no', 'such', 'x.svg'),
    ]);
    expect(code).toBe(2);
    expect(err).toContain('its folder does not exist');
    expect(existsSync(at('no'))).toBe(false);
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('--focus takes an id or a name and leaves the rest out', async () => {
    const whole = await peerless(['draw', '--demo', '--as', 'mermaid', '-o', '-']);
    const part = await peerless([
      'draw',
      '--demo',
      '--as',
      'mermaid',
      '-o',
      '-',
      '--focus',
      'reporting',
      '--depth',
      '1',
    ]);
    expect(part.code).toBe(0);
    expect(part.out).toContain('reporting');
    expect(part.out.length).toBeLessThan(whole.out.length / 2);
  });

  it.each([
    [['--focus', 'reportign'], 'Did you mean "reporting"?'],
    [['--depth', '2'], 'name a resource with --focus'],
    [['--scale', '2'], '--scale is for --as png'],
    [['--paper', 'a3'], '--paper is for --as pdf'],
  ])('%j exits 2', async (argv, words) => {
    const { code, err } = await peerless(['draw', '--demo', '--as', 'svg', '-o', '-', ...argv]);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });
});

describe('demo', () => {
  it('writes a snapshot every other command takes, and says where', async () => {
    const { code, out, err } = await peerless(['demo'], { cwd: folder.path });
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toContain('wrote peerless-demo.json');
    const fromFile = await peerless(['lint', 'peerless-demo.json', '--format', 'json'], {
      cwd: folder.path,
    });
    const builtIn = await peerless(['lint', '--demo', '--format', 'json']);
    expect(fromFile.out).toBe(builtIn.out);
  });

  it('gives the same bytes on stdout', async () => {
    const { out } = await peerless(['demo', '-o', '-']);
    expect(out).toBe(readFileSync(at('peerless-demo.json'), 'utf8'));
  });
  it('is packed where the name says so', async () => {
    await peerless(['demo', '-o', at('packed.json.gz')]);
    const packed = gunzipSync(readFileSync(at('packed.json.gz'))).toString('utf8');
    expect(packed).toBe((await peerless(['demo', '-o', '-'])).out);
  });
});
