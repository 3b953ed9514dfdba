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
 * 1 where a sure finding reaches the bar: no gap can take it away. Else 4 where something was not seen,
 * for it may hide a finding or be all that an unsure one rests on. With partial data allowed, what was
 * seen decides, and an unsure finding counts like any other.
 */
function verdict({ findings, gaps }: Report, bar: string, allowPartial: boolean): ExitCode {
  const counted = findings.filter((finding) => counts(finding, bar));
  if (counted.some((finding) => finding.sure)) return 1;
  if (gaps.length > 0 && !allowPartial) return 4;
  return counted.length > 0 ? 1 : 0;
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
      .option('--verbose', 'text: every place, and the hops of each finding')
      .option('--allow-partial', 'judge by what was seen: 0 or 1, never 4; unsure findings count');
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
      const look = {
        verbose: options.verbose === true,
        ...(to === STDOUT ? { colour: terminal.colour, columns: terminal.columns } : {}),
      };
      await deliver(to, format === 'json' ? lintJson(report) : renderText(report, look), terminal);
      if (to !== STDOUT) terminal.err(`peerless: wrote ${to}\n`);
    }
    const code = verdict(report, bar, options.allowPartial === true);
    if (code === 4) {
      const n = report.gaps.length;
      terminal.err(
        `peerless: ${n} ${n === 1 ? 'gap' : 'gaps'} in what was read could hide findings (exit 4); ` +
          '--allow-partial judges by what was seen.\n',
      );
    }
    return code;
  },
});
