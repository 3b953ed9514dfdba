/** `peerless baseline`: notes the findings of today, so that `lint --baseline` tells only of new ones. */
import { count } from '#app/base/count.ts';
import { Argument } from 'commander';
import { CommandError, defineCommand } from '../command.ts';
import { prose } from '../inert.ts';
import { takesConfig } from '../config.ts';
import { choice, many, oneOf, SOURCE_HELP } from '../options.ts';

const ACTIONS = ['add', 'prune', 'diff'];

export default defineCommand({
  id: 'baseline',
  summary: 'note findings that are known, so that lint tells only of new ones',
  declare(program) {
    program
      .addArgument(
        new Argument('<action>', 'add, prune or diff').argParser((text) => oneOf(text, ACTIONS)),
      )
      .argument('[source]', SOURCE_HELP)
      .option('--demo', 'read the bundled sample estate instead of a source')
      .option('--baseline <file>', 'the file to compare with, and to write')
      .addOption(many('--rule <id>', 'only this rule; may be repeated'))
      .addOption(
        choice('-f, --format <format>', 'how diff prints', ['text', 'json']).default('text'),
      )
      .option('--allow-partial', 'prune: drop also what could not be looked for');
    takesConfig(program);
    // Commander asks for a required option before it looks at arguments: the action that is wrong would not be named.
    program.hook('preAction', (_, at) => {
      if (at.opts().baseline === undefined)
        at.error("error: required option '--baseline <file>' not specified");
    });
    program.addHelpText(
      'after',
      `
add    notes every finding that is there; what is noted stays, and is brought up to date
prune  drops what is no longer found
diff   says what add and prune would do; exit code 1 where that is anything

The file is sorted and has one finding a line: keep it with your code.`,
    );
  },
  async run([action, source], options, terminal) {
    const { rules } = await import('#app/rules/index.gen.ts');
    const { didYouMean } = await import('#app/base/nearest.ts');
    const ids = rules.map((rule) => rule.id);
    const only = options.rule as string[] | undefined;
    for (const id of only ?? []) {
      if (ids.includes(id)) continue;
      const near = didYouMean(id, ids);
      throw new CommandError(2, `no rule is called ${JSON.stringify(id)}.${near}`);
    }
    const path = options.baseline as string;
    const { readBaselineFile, readBaselineOrNone, writeBaselineFile } =
      await import('../baseline-file.ts');
    const { configOf } = await import('../config.ts');
    const config = await configOf(options, terminal);
    const before = await (action === 'prune' ? readBaselineFile : readBaselineOrNone)(
      path,
      terminal,
    );
    const { readSource } = await import('../source.ts');
    const { snapshot } = await readSource(source, options, terminal);
    const { analyze, withBaseline } = await import('#app/report.ts');
    const { baselineOf, entryOf, within } = await import('#app/rules/baseline.ts');
    const all = withBaseline(analyze(snapshot, config), before).baseline!;
    // Entries of a rule that is no more belong to whoever asks for all.
    const compared = only ? within(all, only) : all;
    const { fresh, worse, known, grown, stale, unseen } = compared;
    const entries = (n: number) => count(n, 'finding');
    const hidden =
      unseen.length > 0
        ? `${entries(unseen.length)} could not be looked for, and stay: something was not read, or the rule not run. --allow-partial drops them.\n`
        : '';
    switch (action) {
      case 'add': {
        const after = baselineOf([...before, ...known.map(entryOf), ...fresh.map(entryOf)]);
        await writeBaselineFile(path, after, terminal);
        const severer = worse.length > 0 ? `, ${entries(worse.length)} as more severe` : '';
        const more = grown.length > 0 ? `, ${entries(grown.length)} with more places` : '';
        terminal.out(
          `${path}: ${entries(fresh.length - worse.length)} added${severer}${more}; ${entries(after.length)} in all.\n`,
        );
        return 0;
      }
      case 'prune': {
        const gone = new Set(options.allowPartial === true ? [...stale, ...unseen] : stale);
        const after = before.filter((entry) => !gone.has(entry));
        await writeBaselineFile(path, after, terminal);
        terminal.out(
          `${path}: ${entries(gone.size)} dropped; ${entries(after.length)} in all.\n${options.allowPartial === true ? '' : hidden}`,
        );
        return 0;
      }
      default: {
        const { diffJson, diffText } = await import('../render/baseline.ts');
        terminal.out(
          options.format === 'json' ? diffJson(compared) : prose(diffText(compared, terminal)),
        );
        return fresh.length + stale.length > 0 ? 1 : 0;
      }
    }
  },
});
