/** What connects a VPC to others: its active peerings, and its attachments that carry traffic. */
import { count } from '../../base/count.ts';
import type { Ref } from '../../base/ref.ts';
import type { Topology } from '../../topology/topology.ts';
import { isLive } from './sending.ts';
import { listed } from './words.ts';

export interface Connections {
  /** Peerings, then attachments, sorted; empty where nothing connects it. */
  readonly links: readonly Ref[];
  /** `2 peerings and 1 transit gateway attachment`. */
  readonly words: string;
}

export function connectionsOf(topology: Topology, vpc: Ref): Connections {
  const peerings = topology.peeringsOf(vpc).filter((p) => p.state === 'active');
  const attached = topology.attachmentsOf(vpc).filter((a) => a.vpc === vpc && isLive(a));
  const words = [
    ...(peerings.length > 0 ? [count(peerings.length, 'peering')] : []),
    ...(attached.length > 0 ? [count(attached.length, 'transit gateway attachment')] : []),
  ];
  return { links: [...peerings, ...attached].map(({ id }) => id), words: listed(words) };
}
