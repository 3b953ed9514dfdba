/** `peerless draw`: the network as a picture or as tables, in files people can keep editing. */
import { CommandError, defineCommand } from '../command.ts';
import { takesConfig } from '../config.ts';
import { listed, takesSource, whole } from '../options.ts';

export default defineCommand({
  id: 'draw',
  summary: 'draw a network to a file',
  declare(program) {
    takesSource(program);
    program
      .requiredOption('--as <format>', 'svg, drawio, mermaid, json, csv, markdown, text ...')
      .requiredOption(
        '-o, --output <file>',
        'file, folder for formats of several files, or - for stdout',
      )
      .option('--focus <resource>', 'only this resource (id, name or ARN) and what is near it')
      .addOption(whole('--depth <links>', 'how many links away from --focus', 0, 10))
      .option('--findings', 'mark what findings touch');
    takesConfig(program);
  },
  async run([source], options, terminal) {
    const { exporters } = await import('#app/exports/index.gen.ts');
    const { didYouMean } = await import('#app/base/nearest.ts');
    const ids = exporters.map((e) => e.id);
    const exporter = exporters.find((e) => e.id === options.as);
    if (!exporter) {
      throw new CommandError(
        2,
        `there is no format ${JSON.stringify(options.as)}; there is ${listed(ids)}.${didYouMean(String(options.as), ids)}`,
      );
    }
    if (options.depth !== undefined && options.focus === undefined) {
      throw new CommandError(2, '--depth counts links from --focus; name a resource with --focus.');
    }
    const { readSource } = await import('../source.ts');
    const { snapshot } = await readSource(source, options, terminal);
    const { analyze } = await import('#app/report.ts');
    const { buildScene } = await import('#app/scene/build.ts');
    const { refOf } = await import('../ref.ts');
    const { configOf } = await import('../config.ts');
    const report = analyze(snapshot, await configOf(options, terminal));
    const scene = buildScene(report, {
      ...(options.focus === undefined
        ? {}
        : { focus: refOf(report.topology, options.focus as string) }),
      ...(options.depth === undefined ? {} : { depth: options.depth as number }),
      findings: options.findings === true,
    });
    const artefacts = exporter.render(report, scene);
    const { deliverArtefacts } = await import('../write.ts');
    const written = await deliverArtefacts(options.output as string, artefacts, terminal);
    for (const path of written) terminal.err(`peerless: wrote ${path}\n`);
    for (const words of scene.leftOut) terminal.err(`peerless: left out: ${words}\n`);
    return 0;
  },
});
