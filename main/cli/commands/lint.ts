/** `peerless lint`: findings of a source, as text or JSON, with an exit code a pipeline can rely on. */
import { count } from '#app/base/count.ts';
import { CommandError, defineCommand } from '../command.ts';
import { choice, takesSource } from '../options.ts';
import { pairReports, reportOptions } from '../reports.ts';
import { takesConfig } from '../config.ts';
import { BARS, type Bar, verdict } from '../verdict.ts';

const FORMATS = ['text', 'json'];

export default defineCommand({
  id: 'lint',
  summary: 'find what is wrong with a network',
  declare(program) {
    takesSource(program);
    for (const option of reportOptions(FORMATS)) program.addOption(option);
    program
      .addOption(
        choice('--fail-on <severity>', 'exit 1 at this severity or worse', BARS).default('error'),
      )
      .option('--baseline <file>', 'leave out findings that this file knows of')
      .option('--strict-baseline', 'exit 1 where entries of the baseline are no longer found')
      .option('--verbose', 'text: every place, and the hops of each finding')
      .option('--allow-partial', 'judge by what was seen: 0 or 1, never 4; unsure findings count');
    takesConfig(program);
  },
  async run([source], options, terminal) {
    const wanted = pairReports(options.format, options.output, 'text');
    const bar: Bar = {
      failOn: options.failOn as string,
      allowPartial: options.allowPartial === true,
      strictBaseline: options.strictBaseline === true,
    };
    if (bar.strictBaseline && options.baseline === undefined) {
      throw new CommandError(2, '--strict-baseline needs a baseline: name it with --baseline.');
    }
    const { configOf } = await import('../config.ts');
    const config = await configOf(options, terminal);
    const { readSource } = await import('../source.ts');
    const { snapshot } = await readSource(source, options, terminal);
    const { analyze, withBaseline } = await import('#app/report.ts');
    let report = analyze(snapshot, config);
    if (options.baseline !== undefined) {
      const { readBaselineFile } = await import('../baseline-file.ts');
      report = withBaseline(report, await readBaselineFile(options.baseline as string, terminal));
    }
    const { deliver, STDOUT } = await import('../write.ts');
    const { renderText } = await import('#app/exports/parts/lint-text.ts');
    const { lintJson } = await import('../render/lint-json.ts');
    for (const { format, to } of wanted) {
      const look = {
        verbose: options.verbose === true,
        ...(to === STDOUT ? { colour: terminal.colour, columns: terminal.columns } : {}),
      };
      await deliver(to, format === 'json' ? lintJson(report) : renderText(report, look), terminal);
      if (to !== STDOUT) terminal.err(`peerless: wrote ${to}\n`);
    }
    const code = verdict(report, bar);
    if (code === 4) {
      const what =
        report.gaps.length > 0
          ? `${count(report.gaps.length, 'gap')} in what was read could hide findings`
          : 'some findings could not be made sure';
      terminal.err(`peerless: ${what} (exit 4); --allow-partial judges by what was seen.\n`);
    }
    const stale = report.baseline?.stale.length ?? 0;
    if (stale > 0 && bar.strictBaseline) {
      terminal.err(
        `peerless: ${count(stale, 'baseline entry', 'baseline entries')} no longer found (--strict-baseline); \`peerless baseline prune\` drops what is gone.\n`,
      );
    }
    return code;
  },
});
