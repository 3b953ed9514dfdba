/** Node's SHA-256 gives snapshots the checksum that the pure core gives them. */
import { expect, test } from 'vitest';
import { snapshotChecksum } from '#app/snapshot/checksum.ts';
import { textHash } from '#main/text-hash.ts';
import { World } from '#app/world/world.ts';

const hex = (text: string): string => Buffer.from(textHash(text)).toString('hex');

test('a text has the hash of its UTF-8, as FIPS 180-4 gives it', () => {
  // https://csrc.nist.gov/csrc/media/projects/cryptographic-standards-and-guidelines/documents/examples/sha256.pdf
  expect(hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test.each(['plain', 'Zürich, 東京, 🚀', 'half of a pair: \ud83d', '\u202e"\n\0'])(
  'a snapshot that names %j has one checksum, whoever works it out',
  (name) => {
    const world = new World();
    world.region('eu-west-1', '111122223333').vpc(name, '10.0.0.0/16');
    const snapshot = world.snapshot('hashed');
    expect(snapshotChecksum(snapshot, textHash)).toBe(snapshotChecksum(snapshot));
  },
);
