/** `peerless lint`: findings of a source, as text or JSON, with an exit code a pipeline can rely on. */
import { defineCommand, type ExitCode } from '../command.ts';
import { choice, takesSource } from '../options.ts';
import { pairReports, reportOptions } from '../reports.ts';
import type { Finding } from '#app/rules/rule.ts';
import type { Report } from '#app/report.ts';

const FORMATS = ['text', 'json'];
const BARS = ['error', 'warning', 'info', 'never'] as const;

/** How bad a finding must be to count: its severity's place is at or before the bar's. */
const counts = (finding: Finding, bar: string): boolean =>
  bar !== 'never' && BARS.indexOf(finding.severity) <= BARS.indexOf(bar as (typeof BARS)[number]);

/**
 * 1 where a sure finding reaches the bar: no gap can take it away. Else 4 where something was not
 * seen, for it may hide a finding. Else 0.
 */
function verdict(report: Report, bar: string, allowPartial: boolean): ExitCode {
  if (report.findings.some((f) => f.sure && counts(f, bar))) return 1;
  return report.gaps.length > 0 && !allowPartial ? 4 : 0;
}

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
      .option('-c, --config <file>', 'severities, options and suppressions, as JSON or YAML')
      .option('--allow-partial', 'do not exit 4 where something could not be seen');
  },
  async run([source], options, terminal) {
    const wanted = pairReports(options.format, options.output, 'text');
    const bar = options.failOn as string;
    const { readSource } = await import('../source.ts');
    const { snapshot } = await readSource(source, options, terminal);
    const { readConfigFile } = await import('../config.ts');
    const config =
      options.config === undefined ? {} : await readConfigFile(options.config as string, terminal);
    const { analyze } = await import('#app/report.ts');
    const report = analyze(snapshot, config);
    const { deliver, STDOUT } = await import('../write.ts');
    const { renderText } = await import('#app/exports/parts/lint-text.ts');
    const { lintJson } = await import('../render/lint-json.ts');
    for (const { format, to } of wanted) {
      const look = to === STDOUT ? { colour: terminal.colour, columns: terminal.columns } : {};
      await deliver(to, format === 'json' ? lintJson(report) : renderText(report, look), terminal);
      if (to !== STDOUT) terminal.err(`peerless: wrote ${to}\n`);
    }
    const code = verdict(report, bar, options.allowPartial === true);
    if (code === 4) {
      const n = report.gaps.length;
      terminal.err(
        `peerless: ${n} ${n === 1 ? 'gap' : 'gaps'} in what was read could hide findings (exit 4); ` +
          '--allow-partial accepts that.\n',
      );
    }
    return code;
  },
});
