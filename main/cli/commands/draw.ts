/** `peerless draw`: the network as a picture or as tables, in files people can keep editing. */
import { InvalidArgumentError, Option } from 'commander';
import { count } from '#app/base/count.ts';
import { inert } from '#app/base/inert.ts';
import { CommandError, defineCommand } from '../command.ts';
import { prose } from '../inert.ts';
import { takesConfig } from '../config.ts';
import { takesFlow, traceOf } from '../flow-options.ts';
import { choice, listed, takesSource, whole } from '../options.ts';
import { takesView, viewFrom, viewOfFile } from '../view-options.ts';
import type { View } from '#app/scene/scene.ts';
import { MOST_PIXELS, PAPERS, type Paper } from '#app/api/print.ts';

/** An option with a factor above zero; what is too large is told by the picture it would make. */
const scaled = (flags: string, description: string): Option =>
  new Option(flags, description).argParser((text: string) => {
    const n = /^\d{1,3}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
    if (n > 0) return n;
    throw new InvalidArgumentError('It must be a number above 0, such as 1, 1.5 or 4.');
  });

/** What says more of a flow than its ends. */
const FLOW = ['fromIp', 'toIp', 'protocol', 'port'] as const;

export default defineCommand({
  id: 'draw',
  summary: 'draw a network to a file',
  declare(program) {
    takesSource(program);
    program
      .requiredOption(
        '--as <format>',
        'svg, png, pdf, drawio, vsdx, html, mermaid, dot, graphml, csv, json ...',
      )
      .requiredOption(
        '-o, --output <file>',
        'file, folder for formats of several files, or - for stdout',
      )
      .option('--focus <resource>', 'only this resource (id, name or ARN) and what is near it')
      .addOption(whole('--depth <links>', 'how many links away from --focus', 0, 10))
      .option('--findings', 'mark what findings touch')
      .addOption(
        scaled(
          '--scale <factor>',
          'pixels of a PNG for one of the picture; 2 if not given, or what fits',
        ),
      )
      .addOption(choice('--paper <size>', 'paper of a PDF; a4 if not given', PAPERS));
    takesView(program);
    program
      .option('--from <end>', 'only the way of a flow from here (as in trace), with --to')
      .option('--to <end>', 'where that flow goes');
    takesFlow(program);
    takesConfig(program);
  },
  async run([source], options, terminal) {
    const { formats } = await import('#main/print/formats.ts');
    const { didYouMean } = await import('#app/base/nearest.ts');
    const ids = formats.map((f) => f.id);
    const format = formats.find((f) => f.id === options.as);
    if (!format) {
      throw new CommandError(
        2,
        `there is no format ${JSON.stringify(options.as)}; there is ${listed(ids)}.${didYouMean(String(options.as), ids)}`,
      );
    }
    const { STDOUT } = await import('../write.ts');
    if (options.output === STDOUT && format.about.bytes)
      throw new CommandError(2, `${format.about.title} is not text; name a file with -o.`);
    if (options.depth !== undefined && options.focus === undefined) {
      throw new CommandError(2, '--depth counts links from --focus; name a resource with --focus.');
    }
    const flow = FLOW.filter((name) => options[name] !== undefined);
    if (
      (options.from === undefined) !== (options.to === undefined) ||
      (flow.length > 0 && options.from === undefined)
    )
      throw new CommandError(2, 'a flow has two ends; name both, with --from and --to.');
    for (const [option, id] of [
      ['scale', 'png'],
      ['paper', 'pdf'],
    ] as const) {
      if (options[option] !== undefined && format.id !== id)
        throw new CommandError(2, `--${option} is for --as ${id}.`);
    }
    if (options.findings === true && format.id === 'mermaid')
      throw new CommandError(2, '--findings marks nothing in a Mermaid flowchart.');
    const { checksumOf, readSource } = await import('../source.ts');
    const read = await readSource(source, options, terminal);
    const { snapshot } = read;
    const { analyze } = await import('#app/report.ts');
    const { buildScene, wholeOf } = await import('#app/scene/build.ts');
    const { refOf } = await import('../ref.ts');
    const { configOf } = await import('../config.ts');
    const report = {
      ...analyze(snapshot, await configOf(options, terminal)),
      checksum: await checksumOf(read),
    };
    const { shownOf } = await import('#app/routing/outcome.ts');
    const { trimmed } = await import('#app/scene/trim.ts');
    const { squeezed } = await import('#app/scene/squeeze.ts');
    const kept = await viewOfFile(options, terminal);
    const trace = options.from === undefined ? undefined : await traceOf(report.routing, options);
    const view: View = {
      ...kept.view,
      ...(await viewFrom(options, report.topology)),
      ...(options.focus === undefined
        ? {}
        : { focus: refOf(report.topology, options.focus as string) }),
      ...(options.depth === undefined ? {} : { depth: options.depth as number }),
      ...(trace && { path: shownOf(trace, 'forward') }),
      findings: options.findings === true,
    };
    const { places, moved } = kept;
    const whole = () => wholeOf(report, view.findings === true, places, { moved });
    const built = buildScene(report, view, whole);
    const cut = squeezed(view.still ? trimmed(built) : built);
    const { ofFlow } = await import('#app/scene/flow.ts');
    const [from, to] = [options.from, options.to] as string[];
    const scene = trace ? ofFlow(cut, report.topology, trace, { from: from!, to: to! }) : cut;
    const artefacts = await format.write(report, scene, {
      // A scale that was asked for is refused where it does not fit; nobody asked for the usual one.
      ...(options.scale === undefined
        ? { atMost: MOST_PIXELS }
        : { scale: options.scale as number }),
      ...(options.paper === undefined ? {} : { paper: options.paper as Paper }),
    });
    const { deliverArtefacts } = await import('../write.ts');
    const files =
      format.about.sort === 'text'
        ? artefacts.map((file) =>
            typeof file.body === 'string' ? { ...file, body: prose(file.body) } : file,
          )
        : artefacts;
    const written = await deliverArtefacts(options.output as string, files, terminal);
    for (const path of written) terminal.err(`peerless: wrote ${path}\n`);
    const { topology } = report;
    const isEmpty = [...topology.all('vpc'), ...topology.all('transit-gateway')].length === 0;
    const isPicture = format.about.sort === 'picture';
    if (scene.nodes.length === 0 && (isPicture || isEmpty)) {
      const why = isEmpty
        ? 'this source holds no VPC and no transit gateway'
        : 'nothing of the network is left by this view';
      terminal.err(`peerless: there is nothing in the picture: ${why}.\n`);
    }
    for (const { note } of artefacts) if (note !== undefined) terminal.err(`peerless: ${note}\n`);
    if (trace) terminal.err(`peerless: ${inert(trace.outcome)}: ${inert(trace.reason)}\n`);
    if (isPicture) {
      for (const words of scene.leftOut) terminal.err(`peerless: left out: ${words}\n`);
    } else if (scene.leftOut.length > 0) {
      terminal.err(
        `peerless: ${format.id} tells of the whole network; what narrows a picture leaves nothing out of it.\n`,
      );
    }
    if (report.gaps.length > 0)
      terminal.err(
        `peerless: drawn from partial data: ${count(report.gaps.length, 'gap')} in what was read; \`peerless lint\` lists ${report.gaps.length === 1 ? 'it' : 'them'}.\n`,
      );
    return 0;
  },
});
