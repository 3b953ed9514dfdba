/** `peerless merge`: snapshots of several teams, accounts or times into one. */
import { count } from '#app/base/count.ts';
import { CommandError, defineCommand } from '../command.ts';
import { SOURCE_HELP } from '../options.ts';

export default defineCommand({
  id: 'merge',
  summary: 'make one snapshot of several: of teams, accounts or times',
  declare(program) {
    program
      .argument('<source...>', `${SOURCE_HELP}; as many as there are`)
      .requiredOption(
        '-o, --output <file>',
        'where to write the snapshot; .gz packs it; - for stdout',
      )
      .addHelpText(
        'after',
        '\nOf a call that several sources hold, the latest full answer is kept; a refused call never' +
          '\nreplaces an answer. Of answers of the same time one is kept, always the same one. What was answered differently is listed on stderr.' +
          '\nWhat sources know in part by their nature (Terraform, AWS Config), or without an account or Region, is joined; files of' +
          '\nTerraform and AWS Config are read as if they lay in one folder.' +
          '\nThe order of the sources does not matter.',
      );
  },
  async run([given], options, terminal) {
    const paths = given as readonly string[];
    const empty = paths.find((path) => path === '');
    if (empty !== undefined) {
      throw new CommandError(2, 'a source is empty. Name each snapshot file or folder to merge.');
    }
    const to = options.output as string;
    const { readSources } = await import('../source.ts');
    const { mergeSnapshots } = await import('#app/snapshot/merge.ts');
    const { extentOf } = await import('#app/snapshot/snapshot.ts');
    const { packageVersion } = await import('#main/package.ts');
    const { deliverSnapshot, STDOUT } = await import('../write.ts');
    const { mergeNotes } = await import('../render/merge.ts');
    const { refuseMixed } = await import('../anonymized.ts');
    const sources = await readSources(paths, terminal);
    refuseMixed(sources);
    const merged = mergeSnapshots(
      sources.map(({ snapshot }) => snapshot),
      packageVersion(),
    );
    const wayOut = 'Merge fewer of the sources into one file';
    await deliverSnapshot(to, merged.snapshot, terminal, { wayOut });
    terminal.err(
      mergeNotes(
        merged,
        sources.map(({ path }) => path),
      ),
    );
    const { accounts, regions } = extentOf(merged.snapshot.manifest);
    terminal.err(
      `peerless: merged ${count(paths.length, 'source')}: ${count(accounts, 'account')}, ` +
        `${count(regions, 'Region')}, ${count(merged.snapshot.pages.length, 'page')}` +
        (to === STDOUT ? '\n' : `; wrote ${to}\n`),
    );
    return 0;
  },
});
