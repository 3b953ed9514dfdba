/** Options that say which flow is meant, and the trace they ask for. */
import type { Command as Program } from 'commander';
import type { Trace } from '#app/routing/outcome.ts';
import type { Routing } from '#app/routing/routing.ts';
import { refusing } from './command.ts';
import { choice, whole } from './options.ts';

type Options = Readonly<Record<string, unknown>>;

/** What goes with both ends of a flow, whether or not they have to be given. */
export function takesFlow(program: Program): void {
  program
    .option('--from-ip <address>', 'the address to use in --from')
    .option('--to-ip <address>', 'the address to use in --to')
    .option('--protocol <name>', 'tcp, udp, icmp, another name or a number')
    .addOption(whole('--port <number>', 'destination port; without --protocol, of tcp', 0, 65535))
    .addOption(
      choice('--middleboxes <what>', 'what an appliance on the way does', [
        'forward',
        'stop',
      ]).default('forward'),
    );
}

/** Throws CommandError (2) with a sentence where an end cannot be placed, or where no packet is so. */
export async function traceOf(routing: Routing, options: Options): Promise<Trace> {
  const { resolveEnd } = await import('#app/routing/resolve.ts');
  const text = (name: string) => options[name] as string | undefined;
  const protocol = text('protocol');
  const port = options['port'] as number | undefined;
  return refusing(() =>
    routing.trace({
      from: resolveEnd(routing.topology, text('from') ?? '', text('fromIp')),
      to: resolveEnd(routing.topology, text('to') ?? '', text('toIp')),
      middleboxes: options['middleboxes'] === 'stop' ? 'stop' : 'forward',
      ...(protocol === undefined ? {} : { protocol }),
      ...(port === undefined ? {} : { port }),
    }),
  );
}
