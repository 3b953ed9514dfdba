/** Finds the resource a user names on the command line: by id, ARN or name. */
import type { Ref } from '#app/base/ref.ts';
import { namesIn } from '#app/topology/named.ts';
import type { Topology } from '#app/topology/topology.ts';
import { refusing } from './command.ts';

/** Throws CommandError (2) where the text names nothing, or several things. */
export function refOf(topology: Topology, text: string): Ref {
  return refusing(() => namesIn(topology)(text));
}
