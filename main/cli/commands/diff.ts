/** `peerless diff`: what changed between two sources of one estate. */
import { basename, resolve } from 'node:path';
import type { Report } from '#app/report.ts';
import { CommandError, defineCommand } from '../command.ts';
import { proseIn } from '../inert.ts';
import { takesConfig } from '../config.ts';
import { choice, SOURCE_HELP } from '../options.ts';

export default defineCommand({
  id: 'diff',
  summary: 'say what changed between two snapshots of a network',
  declare(program) {
    program
      .argument('<old>', `how it was: ${SOURCE_HELP}`)
      .argument('<new>', 'how it is now: any of these')
      .addOption(
        choice('-f, --format <format>', 'how to print it', ['text', 'json', 'markdown']).default(
          'text',
        ),
      )
      .option('-o, --output <file>', 'write it here instead of to stdout')
      .option('--picture <file>', 'also draw both networks as one SVG, what differs marked')
      .option('--all', 'text and markdown: show every line, fold nothing')
      .option('--exit-code', 'exit 1 where something differs, as git diff does')
      .option('--allow-partial', 'do not exit 4 where a gap could hide a difference');
    takesConfig(program);
    program.addHelpText(
      'after',
      `
It compares resources, who reaches whom, findings and gaps. What is missing on one side because
nobody could look there is told as not seen, never as added or removed.

Exit codes:
  0   compared; with --exit-code: nothing differs
  1   with --exit-code: something surely differs
  2   usage, configuration or unreadable input
  4   compared, but something that was not read, on either side, could hide a difference
      (--allow-partial turns it into 0; with --exit-code a sure difference is 1 all the same)`,
    );
  },
  async run([before, after], options, terminal) {
    const [old, now] = [before as string, after as string];
    if (old === '' || now === '') {
      throw new CommandError(
        2,
        'a source is empty. Name two snapshot files or folders to compare.',
      );
    }
    const { configOf } = await import('../config.ts');
    const config = await configOf(options, terminal);
    const { checksumOf, readSource } = await import('../source.ts');
    const { analyze } = await import('#app/report.ts');
    const { differs, diffReports, mayHide } = await import('#app/diff/diff.ts');
    const { deliver, STDOUT } = await import('../write.ts');
    const { refuseMixed } = await import('../anonymized.ts');
    const sides = [];
    for (const path of [old, now]) {
      const read = await readSource(path, {}, terminal);
      sides.push({ path, read, snapshot: read.snapshot });
    }
    refuseMixed(sides);
    const [was, is] = sides.map(({ snapshot }) => analyze(snapshot, config)) as [Report, Report];
    const diff = diffReports(was, is);
    const to = (options.output as string | undefined) ?? STDOUT;
    const drawn = options.picture as string | undefined;
    if (drawn !== undefined && drawn === to) {
      throw new CommandError(
        2,
        `--picture and -o would write the same file, ${drawn}. Give each its own.`,
      );
    }
    const { diffJson } = await import('#app/exports/parts/diff-json.ts');
    const { diffMarkdown, diffText } = await import('#app/exports/parts/diff-text.ts');
    const looks = {
      colour: to === STDOUT && terminal.colour,
      titles: [old, now],
      all: options.all === true,
    } as const;
    await deliver(
      to,
      options.format === 'json'
        ? diffJson(diff)
        : options.format === 'markdown'
          ? proseIn(diffMarkdown(diff, looks))
          : proseIn(diffText(diff, looks)),
      terminal,
    );
    if (to !== STDOUT) terminal.err(`peerless: wrote ${to}\n`);
    if (drawn !== undefined) {
      const { pictureOfDiff } = await import('#app/exports/parts/diff-picture.ts');
      const [older, newer] = await Promise.all(sides.map(({ read }) => checksumOf(read)));
      const pair = [
        { ...was, checksum: older! },
        { ...is, checksum: newer! },
      ] as const;
      // It is passed on: of where the files lie here it tells nothing.
      const names = [basename(resolve(old)), basename(resolve(now))] as const;
      await deliver(drawn, pictureOfDiff(...pair, diff, names).body, terminal);
      terminal.err(`peerless: wrote ${drawn}\n`);
    }
    const sizes = [diff.before, diff.after].map(({ topology }) => topology.all('vpc').length);
    if (diff.reach.vpcs.length === 0 && sizes.every((n) => n > 0)) {
      terminal.err(
        'peerless: the two have no VPC in common; are they of one estate? Anonymized snapshots can be compared where both were made with one --key.\n',
      );
    }
    if (options.exitCode === true && differs(diff)) return 1;
    if (options.allowPartial === true || !mayHide(diff)) return 0;
    terminal.err(
      'peerless: something that was not read could hide a difference (exit 4); ' +
        '`peerless lint` lists the gaps of a source, --allow-partial accepts them.\n',
    );
    return 4;
  },
});
