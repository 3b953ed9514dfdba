/** The interface that a route to an appliance leads to. */
import type { Ref } from '../base/ref.ts';
import type { NetworkInterface } from '../kinds/network-interface.ts';
import type { TargetKind } from '../kinds/route-table.ts';
import { indexBy, keepLists } from '../topology/indexes.ts';
import type { Topology } from '../topology/topology.ts';

const byInstance = keepLists((all: readonly NetworkInterface[]) =>
  indexBy(all, ({ instance }) => (instance === undefined ? [] : [instance])),
);

/** An interface of an instance, the first by id; undefined where none was read. */
export const interfaceOf = (topology: Topology, instance: Ref): NetworkInterface | undefined =>
  byInstance(topology.all('network-interface')).get(instance)?.[0];

/** The interface that a route leads to, by itself or by its instance; undefined for another target, or where it was not read. */
export const applianceOf = (
  topology: Topology,
  kind: TargetKind,
  id: Ref,
): NetworkInterface | undefined =>
  kind === 'network-interface'
    ? topology.get('network-interface', id)
    : kind === 'instance'
      ? interfaceOf(topology, id)
      : undefined;
