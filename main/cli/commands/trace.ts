/** `peerless trace`: where a flow goes, hop by hop, there and back, and everything that stands in its way. */
import { defineCommand, type ExitCode } from '../command.ts';
import { prose } from '../inert.ts';
import { takesFlow, traceOf } from '../flow-options.ts';
import { choice, takesSource } from '../options.ts';
import type { Outcome, Trace } from '#app/routing/outcome.ts';

/**
 * 0 where the flow arrives: in a subnet, or at the edge of the known world on its way to an address outside it; of
 * VPCs, between all their pairs of subnets. 1 where it surely does not; 4 where a gap hides whether it does.
 */
function verdict(
  trace: Trace,
  outcomes: readonly Outcome[],
  arrives: (outcome: Outcome, trace: Trace) => boolean,
  allowPartial: boolean,
): ExitCode {
  const others = outcomes.filter((outcome) => !arrives(outcome, trace));
  if (others.length === 0) return 0;
  return others.every((outcome) => outcome === 'cannot-tell') && !allowPartial ? 4 : 1;
}

export default defineCommand({
  id: 'trace',
  summary: 'follow a flow from one place to another and back',
  declare(program) {
    takesSource(program);
    program
      .requiredOption('--from <end>', 'resource id, name, ARN or IP address')
      .requiredOption('--to <end>', 'resource id, name, ARN or IP address');
    takesFlow(program);
    program
      .addOption(
        choice('-f, --format <format>', 'how to print it', ['text', 'json']).default('text'),
      )
      .option('--allow-partial', 'exit 1, not 4, where a gap hides the answer')
      .addHelpText(
        'after',
        '\nA subnet stands for its first usable host unless an address is given, or unless, asked about a port, no host' +
          '\nthat is there fares as that address.' +
          '\nOf a VPC, the pair of its subnets that gets farthest is shown, and how all of them fare.' +
          '\nExit code 0: delivered, or leaves for an address outside, from and to all subnets of a VPC; 1: not delivered; ' +
          '4: cannot tell.',
      );
  },
  async run([source], options, terminal) {
    const { readSource } = await import('../source.ts');
    const { snapshot } = await readSource(source, options, terminal);
    const { buildTopology } = await import('#app/topology/build.ts');
    const { createRouting } = await import('#app/routing/create.ts');
    const topology = buildTopology(snapshot.pages);
    const trace = await traceOf(createRouting(topology), options);
    const { traceJson, traceText } = await import('#app/exports/parts/trace-text.ts');
    terminal.out(
      options.format === 'json'
        ? traceJson(topology, trace)
        : prose(traceText(topology, trace, terminal)),
    );
    const { arrives, outcomesOf } = await import('#app/routing/fares.ts');
    return verdict(trace, outcomesOf(trace), arrives, options.allowPartial === true);
  },
});
