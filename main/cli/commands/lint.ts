/** `peerless lint`: findings of a source, in one format or several, with an exit code a pipeline can rely on. */
import { count } from '#app/base/count.ts';
import { reporterIds } from '#app/reporters/ids.gen.ts';
import type { Report } from '#app/report.ts';
import type { Finding } from '#app/rules/rule.ts';
import { CommandError, defineCommand } from '../command.ts';
import { choice, takesSource } from '../options.ts';
import { pairReports, reportOptions } from '../reports.ts';
import { takesConfig } from '../config.ts';
import { BARS, type Bar, fails, isPartial, verdict } from '../verdict.ts';

/** The report without findings that are put off; their number stays in the summary. */
const withoutHidden = (report: Report): Report => ({
  ...report,
  suppressed: [],
  ...(report.baseline ? { baseline: { ...report.baseline, known: [] } } : {}),
});

export default defineCommand({
  id: 'lint',
  summary: 'find what is wrong with a network',
  declare(program) {
    takesSource(program);
    for (const option of reportOptions(reporterIds)) program.addOption(option);
    program
      .addOption(
        choice('--fail-on <severity>', 'exit 1 at this severity or worse', BARS).default('error'),
      )
      .option('--baseline <file>', 'leave out findings that this file knows of')
      .option('--strict-baseline', 'exit 1 where entries of the baseline are no longer found')
      .option('--hide-suppressed', 'reports leave out what is suppressed or in the baseline')
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
    const read = await readSource(source, options, terminal);
    const { analyze, withBaseline } = await import('#app/report.ts');
    let report = analyze(read.snapshot, config);
    if (options.baseline !== undefined) {
      const { readBaselineFile } = await import('../baseline-file.ts');
      report = withBaseline(report, await readBaselineFile(options.baseline as string, terminal));
    }
    const { deliver, STDOUT } = await import('../write.ts');
    const { reporters } = await import('#app/reporters/index.gen.ts');
    const { packageVersion } = await import('#main/package.ts');
    const { readFrom } = await import('../locate.ts');
    const { rules } = await import('#app/rules/index.gen.ts');
    const { stateOf } = await import('#app/rules/settings.ts');
    const idle = new Set(report.notRun.map(({ rule }) => rule));
    const chosen = wanted.map(({ format, to }) => ({
      reporter: reporters.find(({ id }) => id === format)!,
      to,
    }));
    const run = {
      report: options.hideSuppressed === true ? withoutHidden(report) : report,
      version: packageVersion(),
      source: await readFrom(
        read,
        terminal,
        chosen.some(({ reporter }) => reporter.locates) ? report : undefined,
      ),
      ran: new Set(
        rules.flatMap((rule) =>
          stateOf(rule, config).runs && !idle.has(rule.id) ? [rule.id] : [],
        ),
      ),
      fails: (finding: Finding) => fails(finding, bar),
      gapsFail: report.gaps.length > 0 && isPartial(report, bar),
    };
    for (const { reporter, to } of chosen) {
      const look = {
        verbose: options.verbose === true,
        ...(to === STDOUT ? { colour: terminal.colour, columns: terminal.columns } : {}),
      };
      const { body, leftOut } = reporter.render({ ...run, look });
      await deliver(to, body, terminal);
      if (to !== STDOUT) terminal.err(`peerless: wrote ${to}\n`);
      for (const words of leftOut) terminal.err(`peerless: ${reporter.id}: left out ${words}\n`);
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
