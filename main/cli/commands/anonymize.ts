/** `peerless anonymize`: a snapshot that shows how a network is built and not whose it is. */
import { randomBytes } from 'node:crypto';
import { count } from '#app/base/count.ts';
import { MOST_TEXT, readNamed } from '#main/files/whole.ts';
import { CommandError, defineCommand, type Terminal } from '../command.ts';
import { inWords } from '../faults.ts';
import { inertLines } from '../inert.ts';
import { takesSource } from '../options.ts';

/** Shorter keys can be found by trying. */
const KEY_BYTES = 16;

/** The key in a file, or a fresh one that is never stored. */
async function keyOf(path: string | undefined, terminal: Terminal): Promise<Uint8Array> {
  if (path === undefined) return randomBytes(32);
  const { pathOf } = await import('../source.ts');
  let key: Uint8Array;
  try {
    key = await readNamed(pathOf(path, terminal), MOST_TEXT);
  } catch (error) {
    const why = inWords(error, path);
    if (why === undefined) throw error;
    throw new CommandError(
      2,
      `${why}. Make a key with \`openssl rand -out ${path} 32\`, and keep it as a secret.`,
    );
  }
  if (key.length < KEY_BYTES) {
    throw new CommandError(
      2,
      `${path} holds ${count(key.length, 'byte')}; a key needs ${KEY_BYTES} or more, or it can be guessed.`,
    );
  }
  return key;
}

export default defineCommand({
  id: 'anonymize',
  summary: 'write a snapshot without names, accounts and addresses, to show to others',
  declare(program) {
    takesSource(program);
    program
      .requiredOption(
        '-o, --output <file>',
        'where to write the snapshot; .gz packs it; - for stdout',
      )
      .option('--key <file>', 'a secret of 16 bytes or more: the same key gives the same names')
      .addHelpText(
        'after',
        `
Renamed, the same thing always alike: account ids, resource ids, ARNs, names, tags, descriptions,
messages, addresses, public AS numbers. Addresses keep their prefix lengths and who contains whom;
private ranges stay in their range. Fields that Peerless does not read are left out.
Kept: Regions, Availability Zones, times, ports, states, names of AWS services, the tag keys Name,
Owner, Environment, Env and Stage, and common words for environments such as prod.

Without --key a random key is used and forgotten: names cannot be undone, nor guesses checked.
Snapshots to merge or compare need one --key; those with different keys are refused.`,
      );
  },
  async run([source], options, terminal) {
    const to = options.output as string;
    const key = await keyOf(options.key as string | undefined, terminal);
    const { readSource } = await import('../source.ts');
    const { anonymize } = await import('#app/snapshot/anonymize.ts');
    const { deliverSnapshot, STDOUT } = await import('../write.ts');
    const { snapshot } = await readSource(source, options, terminal);
    const { snapshot: made, leftOut, pagesLeftOut } = anonymize(snapshot, key);
    await deliverSnapshot(to, made, terminal);
    const { accounts, regions } = made.manifest.scope;
    const left = [
      leftOut.length > 0 && count(leftOut.length, 'sort of field', 'sorts of fields'),
      pagesLeftOut > 0 && count(pagesLeftOut, 'page'),
    ].filter((words) => words !== false);
    terminal.err(
      inertLines(
        `peerless: renamed ${count(accounts.length, 'account')} in ${count(regions.length, 'Region')}` +
          `${to === STDOUT ? '' : `; wrote ${to}`}\n` +
          '  kept: Regions, Availability Zones, times, ports, states, prefix lengths, and how everything is connected\n' +
          (left.length > 0
            ? `  left out: ${left.join(' and ')} that Peerless does not read\n`
            : ''),
      ),
    );
    return 0;
  },
});
