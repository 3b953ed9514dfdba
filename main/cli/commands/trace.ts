/** `peerless trace`: where a flow goes, hop by hop, there and back, and everything that stands in its way. */
import { CommandError, defineCommand, type ExitCode } from '../command.ts';
import { choice, takesSource, whole } from '../options.ts';
import type { Trace } from '#app/routing/outcome.ts';

/**
 * 0 where the flow arrives: in a subnet, or at the edge of the known world on its way to an address outside it.
 * 4 where a gap hides the answer, 1 otherwise.
 */
function verdict(trace: Trace, allowPartial: boolean): ExitCode {
  if (trace.outcome === 'delivered') return 0;
  if (trace.outcome === 'exits' && trace.to.vpc === undefined) return 0;
  return trace.outcome === 'cannot-tell' && !allowPartial ? 4 : 1;
}

export default defineCommand({
  id: 'trace',
  summary: 'follow a flow from one place to another and back',
  declare(program) {
    takesSource(program);
    program
      .requiredOption('--from <end>', 'resource id, name, ARN or IP address')
      .requiredOption('--to <end>', 'resource id, name, ARN or IP address')
      .option('--from-ip <address>', 'the address to use in --from')
      .option('--to-ip <address>', 'the address to use in --to')
      .option('--protocol <name>', 'tcp, udp, icmp, another name or a number')
      .addOption(whole('--port <number>', 'destination port; without --protocol, of tcp', 0, 65535))
      .addOption(
        choice('--middleboxes <what>', 'what an appliance on the way does', [
          'forward',
          'stop',
        ]).default('forward'),
      )
      .addOption(
        choice('-f, --format <format>', 'how to print it', ['text', 'json']).default('text'),
      )
      .option('--allow-partial', 'exit 1, not 4, where a gap hides the answer')
      .addHelpText(
        'after',
        '\nA subnet stands for its first usable host unless an address is given.' +
          '\nExit code 0: delivered, or leaves for an address outside; 1: not delivered; 4: cannot tell.',
      );
  },
  async run([source], options, terminal) {
    const text = (name: string) => options[name] as string | undefined;
    const { readSource } = await import('../source.ts');
    const { snapshot } = await readSource(source, options, terminal);
    const { buildTopology } = await import('#app/topology/build.ts');
    const { createRouting } = await import('#app/routing/create.ts');
    const { resolveEnd } = await import('#app/routing/resolve.ts');
    const topology = buildTopology(snapshot.pages);
    const routing = createRouting(topology);
    const protocol = text('protocol');
    const port = options.port as number | undefined;
    let trace: Trace;
    try {
      trace = routing.trace({
        from: resolveEnd(topology, text('from') ?? '', text('fromIp')),
        to: resolveEnd(topology, text('to') ?? '', text('toIp')),
        middleboxes: options.middleboxes === 'stop' ? 'stop' : 'forward',
        ...(protocol === undefined ? {} : { protocol }),
        ...(port === undefined ? {} : { port }),
      });
    } catch (error) {
      // The resolver and the tracer say in a sentence why an end cannot be placed, or why no packet is so.
      if (error instanceof RangeError) throw new CommandError(2, error.message);
      throw error;
    }
    const { traceJson, traceText } = await import('#app/exports/parts/trace-text.ts');
    terminal.out(
      options.format === 'json' ? traceJson(topology, trace) : traceText(topology, trace, terminal),
    );
    return verdict(trace, options.allowPartial === true);
  },
});
