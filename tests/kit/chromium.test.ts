/** The Chromium finder: the order in which it looks, and the message where it finds none. */
import { describe, expect, it, afterEach } from 'vitest';
import { findChromium } from './chromium.ts';
import { findElectron } from './electron.ts';
import { tarFiles } from './tar.ts';

const before = process.env.PEERLESS_CHROMIUM;
afterEach(() => {
  if (before === undefined) delete process.env.PEERLESS_CHROMIUM;
  else process.env.PEERLESS_CHROMIUM = before;
});

describe('findChromium', () => {
  it('takes the one the user names', () => {
    process.env.PEERLESS_CHROMIUM = process.execPath;
    expect(findChromium()).toMatchObject({
      from: 'PEERLESS_CHROMIUM',
      executablePath: process.execPath,
    });
  });

  it('does not quietly take another where the named one is not there', () => {
    process.env.PEERLESS_CHROMIUM = '/nowhere/chromium';
    expect(() => findChromium()).toThrow('PEERLESS_CHROMIUM is /nowhere/chromium');
  });
});

it('findElectron names the place it looked at, and never downloads', () => {
  expect(findElectron({ ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' })).toEqual({
    missing: expect.stringContaining('/nowhere/') as string,
  });
});

describe('tarFiles', () => {
  const entry = (name: string, body: string, type = '0') => {
    const head = Buffer.alloc(512);
    head.write(name, 0);
    head.write(`${body.length.toString(8).padStart(11, '0')}\0`, 124);
    head.write(type, 156);
    return Buffer.concat([
      head,
      Buffer.from(body.padEnd(Math.ceil(body.length / 512) * 512, '\0')),
    ]);
  };
  const end = Buffer.alloc(1024);

  it('reads regular files and skips folders and links', () => {
    const archive = Buffer.concat([
      entry('a/', '', '5'),
      entry('a/one', 'x'.repeat(600)),
      entry('a/link', '', '2'),
      entry('two', 'y'),
      end,
    ]);
    expect(tarFiles(archive).map(({ path, body }) => [path, body.length])).toEqual([
      ['a/one', 600],
      ['two', 1],
    ]);
  });

  it.each(['/etc/passwd', '../out', 'a/../../out'])('refuses %s', (name) => {
    expect(() => tarFiles(Buffer.concat([entry(name, 'x'), end]))).toThrow(/leaves the archive/);
  });
});
