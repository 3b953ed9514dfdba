/** Files that come in pieces: together again they are what they were, packed or not, and no more is held than may be. */
import { gzipSync, strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { Uploads } from '#main/engine/uploads.ts';

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64');
const text = '{"name":"Zürich \u{1F30D}"}'.repeat(50);

test('pieces that come in turn for several files are those files, in their order', () => {
  const uploads = new Uploads();
  const upload = uploads.begin(['a.json', 'empty.json', 'c.json.gz', 'd.zip']);
  const files = [
    strToU8(text),
    new Uint8Array(),
    gzipSync(strToU8(text)),
    zipSync({ 'in/e.json': strToU8('{}') }),
  ];
  // Cut in the midst of letters.
  for (let at = 0; at < 4000; at += 7)
    for (const [i, bytes] of files.entries())
      if (at < bytes.length) uploads.add(upload, i, base64(bytes.subarray(at, at + 7)));
  expect(uploads.take(upload)).toEqual([
    { name: 'a.json', text },
    { name: 'empty.json', text: '' },
    { name: 'c.json.gz', text },
    { name: 'd.zip/in/e.json', text: '{}' },
  ]);
  // Taken once.
  expect(() => uploads.take(upload)).toThrow('What was sent is not here any more.');
});

test('what is not there, or more than is held, is a sentence', () => {
  const uploads = new Uploads();
  const first = uploads.begin(['a']);
  expect(() => uploads.add(first, 1, '')).toThrow('There is no file 1');
  uploads.begin(['b']);
  uploads.begin(['c']);
  expect(() => uploads.add(first, 0, base64('x'))).toThrow('Choose it again.');
});

test('a damaged archive says which, and what to do', () => {
  const uploads = new Uploads();
  const upload = uploads.begin(['cut.json.gz']);
  uploads.add(upload, 0, base64(gzipSync(strToU8(text)).subarray(0, 40)));
  expect(() => uploads.take(upload)).toThrow(/^cut\.json\.gz is a damaged or cut-off gzip file/);
});

test('small archives have one bound together, within a zip and beside each other', () => {
  const MB = 1024 * 1024;
  const blank = gzipSync(new Uint8Array(3 * MB).fill(32));
  const names = ['1.gz', '2.gz', '3.gz'];
  const uploads = new Uploads(8 * MB);
  const zip = uploads.begin(['bomb.zip']);
  uploads.add(zip, 0, base64(zipSync(Object.fromEntries(names.map((name) => [name, blank])))));
  expect(() => uploads.take(zip)).toThrow('bomb.zip unpacks to more than 8 MB');
  const beside = uploads.begin(names);
  for (const i of names.keys()) uploads.add(beside, i, base64(blank));
  expect(() => uploads.take(beside)).toThrow('3.gz unpacks to more than 8 MB');
});
