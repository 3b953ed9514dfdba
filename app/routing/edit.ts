/** Edits: what if this route, association, propagation, attachment or peering were different. */
import { type Cidr, overlaps, parseCidr, tryCidr } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { KindId, KindMap, Resource } from '../kinds/index.gen.ts';
import type { Route, RouteTable, RouteTarget } from '../kinds/route-table.ts';
import type { TgwAttachment } from '../kinds/tgw-attachment.ts';
import type { TgwRoute, TgwRouteTable, TgwRouteTarget } from '../kinds/tgw-route-table.ts';
import type { Topology } from '../topology/topology.ts';
import { nothingTouched, touch, type Touched } from './touched.ts';

/** One change. Ids must exist, save in `put`; destinations are prefixes, or prefix list ids in VPC tables. */
export type Edit =
  | {
      readonly do: 'put-route';
      readonly table: Ref;
      readonly destination: string;
      readonly target: RouteTarget;
    }
  | { readonly do: 'drop-route'; readonly table: Ref; readonly destination: string }
  | {
      readonly do: 'put-tgw-route';
      readonly table: Ref;
      readonly cidr: string;
      /** Or the word `blackhole`. */
      readonly attachment: Ref;
    }
  | { readonly do: 'drop-tgw-route'; readonly table: Ref; readonly cidr: string }
  | { readonly do: 'associate'; readonly table: Ref; readonly attachment: Ref }
  | { readonly do: 'disassociate'; readonly table: Ref; readonly attachment: Ref }
  | { readonly do: 'propagate'; readonly table: Ref; readonly attachment: Ref }
  | { readonly do: 'stop-propagating'; readonly table: Ref; readonly attachment: Ref }
  /** Adds a resource, or replaces the one of the same kind and id. */
  | { readonly do: 'put'; readonly resource: Resource }
  /** Deletes a peering or attachment, with what AWS then does to the routes that led to it. */
  | { readonly do: 'drop'; readonly kind: 'vpc-peering' | 'tgw-attachment'; readonly id: Ref }
  /** Deletes what nothing leads to any more: AWS refuses to delete what is used. */
  | { readonly do: 'drop'; readonly kind: Unused; readonly id: Ref };

type Unused =
  'transit-gateway' | 'tgw-route-table' | 'route-table' | 'subnet' | 'network-interface';

/** An edit that names something that is not there. The message says what. */
export class EditError extends Error {
  override name = 'EditError';
}

export interface Edited {
  readonly topology: Topology;
  readonly touched: Touched;
}

/** Applies edits in order. Throws EditError for an edit that names something that is not there. */
export function applyEdits(topology: Topology, edits: readonly Edit[]): Edited {
  const draft = new Draft(topology);
  for (const edit of edits) draft.apply(edit);
  return draft.done();
}

class Draft {
  readonly #topology: Topology;
  readonly #changes = new Map<KindId, Map<Ref, Resource | undefined>>();
  readonly #touched: Touched = nothingTouched();

  constructor(topology: Topology) {
    this.#topology = topology;
  }

  done(): Edited {
    return { topology: this.#topology.patched(this.#changes), touched: this.#touched };
  }

  apply(edit: Edit): void {
    switch (edit.do) {
      case 'put-route':
        return this.#vpcTable(edit.table, (routes) => [
          ...routes.filter((r) => r.destination !== edit.destination || r.origin === 'local'),
          makeRoute(edit.destination, edit.target),
        ]);
      case 'drop-route':
        return this.#vpcTable(edit.table, (routes) =>
          routes.filter((r) => r.destination !== edit.destination || r.origin === 'local'),
        );
      case 'put-tgw-route':
        return this.#statics(edit.table, edit.cidr, this.#staticRoute(edit.cidr, edit.attachment));
      case 'drop-tgw-route':
        return this.#statics(edit.table, edit.cidr, undefined);
      case 'associate':
        return this.#associate(edit.table, edit.attachment, true);
      case 'disassociate':
        return this.#associate(edit.table, edit.attachment, false);
      case 'propagate':
      case 'stop-propagating':
        return this.#propagate(edit.table, edit.attachment, edit.do === 'propagate');
      case 'put':
        return this.#put(edit.resource);
      case 'drop':
        if (edit.kind === 'vpc-peering') return this.#dropPeering(edit.id);
        if (edit.kind === 'tgw-attachment') return this.#dropAttachment(edit.id);
        return this.#dropUnused(edit.kind, edit.id);
    }
  }

  #get<K extends KindId>(kind: K, id: Ref): KindMap[K] | undefined {
    const changed = this.#changes.get(kind);
    return changed?.has(id)
      ? (changed.get(id) as KindMap[K] | undefined)
      : this.#topology.get(kind, id);
  }

  #need<K extends KindId>(kind: K, id: Ref): KindMap[K] {
    const found = this.#get(kind, id);
    if (!found) throw new EditError(`there is no ${kind} ${id}`);
    return found;
  }

  #set(kind: KindId, id: Ref, resource: Resource | undefined): void {
    const map = this.#changes.get(kind) ?? new Map<Ref, Resource | undefined>();
    map.set(id, resource);
    this.#changes.set(kind, map);
  }

  #vpcTable(id: Ref, change: (routes: readonly Route[]) => Route[]): void {
    const table: RouteTable = this.#need('route-table', id);
    this.#set('route-table', id, { ...table, routes: change(table.routes) });
    this.#touched.tables.set(id, table.vpc);
  }

  #tgwTable(id: Ref, change: (table: TgwRouteTable) => TgwRouteTable): void {
    const table = this.#need('tgw-route-table', id);
    this.#set('tgw-route-table', id, change(table));
    this.#touched.tgwTables.add(id);
  }

  #target(attachment: Ref): TgwRouteTarget {
    const any = this.#get('tgw-attachment', attachment);
    const vpc = this.#get('tgw-vpc-attachment', attachment);
    const peering = this.#get('tgw-peering-attachment', attachment);
    if (!any && !vpc && !peering) throw new EditError(`there is no attachment ${attachment}`);
    return {
      attachment,
      resource: vpc?.vpc ?? any?.resource ?? peering?.accepter.tgw ?? '',
      type: vpc ? 'vpc' : (any?.type ?? 'peering'),
    };
  }

  #staticRoute(cidr: string, attachment: Ref): TgwRoute {
    const drops = attachment === 'blackhole';
    return {
      cidr: parseCidr(cidr),
      type: 'static',
      state: drops ? 'blackhole' : 'active',
      targets: drops ? [] : [this.#target(attachment)],
      prefixList: undefined,
    };
  }

  /** A static route put or dropped: it hides the propagated one of its prefix, or uncovers it again. */
  #statics(id: Ref, cidr: string, route: TgwRoute | undefined): void {
    const { text } = parseCidr(cidr);
    this.#tgwTable(id, (table) => {
      if (table.routes === undefined) return table;
      const others = table.routes.filter((r) => r.cidr.text !== text);
      const routes = route ? [...others, route] : others;
      return this.#withPropagations({ ...table, routes }, table.propagations ?? []);
    });
  }

  #associate(id: Ref, attachment: Ref, on: boolean): void {
    const target = this.#target(attachment);
    this.#tgwTable(id, (table) => ({
      ...table,
      // Unknown associations stay unknown: the attachment's own view then tells this one.
      associations: table.associations && [
        ...table.associations.filter((a) => a.attachment !== attachment),
        ...(on ? [{ ...target, state: 'associated' }] : []),
      ],
    }));
    // An attachment is associated with a route table or with a policy table, not with both.
    for (const policy of on ? this.#topology.all('tgw-policy-table') : []) {
      const { associations } = this.#need('tgw-policy-table', policy.id);
      if (!associations?.some((a) => a.attachment === attachment)) continue;
      const others = associations.filter((a) => a.attachment !== attachment);
      this.#set('tgw-policy-table', policy.id, { ...policy, associations: others });
    }
    const view = this.#get('tgw-attachment', attachment);
    if (view) {
      const association = on ? { table: id, state: 'associated' } : undefined;
      this.#set('tgw-attachment', attachment, { ...view, association });
    }
    // Another table may answer for it: at this gateway, and for what comes over it from its other end.
    const { vpcs, tgws } = this.#touched;
    if (target.type === 'vpc') vpcs.add(target.resource);
    tgws.add(this.#need('tgw-route-table', id).tgw);
    for (const end of this.#topology.attachment(attachment)?.ends ?? []) tgws.add(end.tgw);
  }

  #propagate(id: Ref, attachment: Ref, on: boolean): void {
    const target = this.#target(attachment);
    this.#tgwTable(id, (table) =>
      this.#withPropagations(table, [
        ...(table.propagations ?? []).filter((p) => p.attachment !== attachment),
        ...(on ? [{ ...target, state: 'enabled' }] : []),
      ]),
    );
  }

  /** Routes as AWS would show them after a change of propagations: those of VPCs come and go, others stay as read. */
  #withPropagations(
    table: TgwRouteTable,
    propagations: NonNullable<TgwRouteTable['propagations']>,
  ): TgwRouteTable {
    // Where the routes were not read, they stay unknown: a change of propagations does not make them known.
    if (table.routes === undefined) return { ...table, propagations };
    const enabled = new Map(
      propagations.filter((p) => p.state === 'enabled').map((p) => [p.attachment, p]),
    );
    const fixed = table.routes.filter((r) => r.type === 'static');
    const kept = table.routes.filter(
      (r) => r.type === 'propagated' && r.targets.every((t) => enabled.has(t.attachment)),
    );
    const routes = [...fixed, ...kept];
    // A route of the same prefix hides a propagated one.
    const there = new Set(routes.map((r) => r.cidr.text));
    for (const p of enabled.values()) {
      if (p.type !== 'vpc') continue;
      for (const cidr of this.#blocks(p.resource)) {
        if (there.has(cidr.text) || routes.some((r) => clashes(r, cidr, p.resource))) continue;
        there.add(cidr.text);
        routes.push({
          cidr,
          type: 'propagated',
          state: 'active',
          targets: [{ attachment: p.attachment, resource: p.resource, type: p.type }],
          prefixList: undefined,
        });
      }
    }
    return { ...table, propagations, routes };
  }

  #blocks(vpc: Ref): readonly Cidr[] {
    return this.#get('vpc', vpc)?.cidrs ?? this.#topology.cidrsOf(vpc);
  }

  /** What stood there before behaves differently from now on as much as what stands there now. */
  #put(resource: Resource): void {
    const before = this.#get(resource.kind, resource.id);
    this.#set(resource.kind, resource.id, resource);
    touch(this.#touched, resource, this.#topology);
    if (before) touch(this.#touched, before, this.#topology);
  }

  #dropUnused(kind: Unused, id: Ref): void {
    const before = this.#need(kind, id);
    this.#set(kind, id, undefined);
    touch(this.#touched, before, this.#topology);
  }

  /** Routes that led over a deleted peering stay, as blackholes. */
  #dropPeering(id: Ref): void {
    const peering = this.#need('vpc-peering', id);
    this.#set('vpc-peering', id, undefined);
    for (const vpc of new Set([peering.requester.vpc, peering.accepter.vpc])) {
      // Tables with a route over it are touched for that; the blocks of an unseen peer are known by it alone.
      if (!this.#get('vpc', vpc))
        this.#touched.vpcs.add(peering.requester.vpc).add(peering.accepter.vpc);
      this.#blackhole(vpc, id);
    }
  }

  /** Static routes to a deleted attachment stay, as blackholes; propagated ones go. */
  #dropAttachment(id: Ref): void {
    const target = this.#target(id);
    const attachment = this.#topology.attachment(id);
    const view: TgwAttachment | undefined = this.#get('tgw-attachment', id);
    const tgws = attachment?.ends.map((e) => e.tgw) ?? (view ? [view.tgw] : []);
    for (const kind of [
      'tgw-attachment',
      'tgw-vpc-attachment',
      'tgw-peering-attachment',
    ] as const) {
      if (this.#get(kind, id)) this.#set(kind, id, undefined);
    }
    for (const tgw of tgws) {
      this.#touched.tgws.add(tgw);
      for (const { id: table } of this.#topology.tgwTablesOf(tgw)) {
        this.#tgwTable(table, (t) => {
          const routes = t.routes?.map((r) =>
            r.type === 'static' && r.targets.some((x) => x.attachment === id)
              ? { ...r, state: 'blackhole', targets: r.targets.filter((x) => x.attachment !== id) }
              : r,
          );
          const associations = t.associations?.filter((a) => a.attachment !== id);
          return this.#withPropagations(
            { ...t, routes, associations },
            (t.propagations ?? []).filter((p) => p.attachment !== id),
          );
        });
      }
      if (target.type === 'vpc') {
        this.#touched.vpcs.add(target.resource);
        this.#blackhole(target.resource, tgw);
      }
    }
  }

  #blackhole(vpc: Ref, target: Ref): void {
    for (const { id } of this.#topology.tablesOf(vpc)) {
      const table = this.#need('route-table', id);
      if (!table.routes.some((r) => r.target.id === target)) continue;
      this.#vpcTable(id, (routes) =>
        routes.map((r) => (r.target.id === target ? { ...r, state: 'blackhole' } : r)),
      );
    }
  }
}

function makeRoute(destination: string, target: RouteTarget): Route {
  const cidr = tryCidr(destination);
  if (!cidr && !destination.startsWith('pl-')) {
    throw new EditError(`${JSON.stringify(destination)} is neither a prefix nor a prefix list`);
  }
  return {
    destination,
    cidr,
    prefixList: cidr ? undefined : destination,
    target,
    state: 'active',
    origin: 'static',
  };
}

/** Of VPCs whose blocks overlap only one propagates. */
const clashes = (route: TgwRoute, cidr: Cidr, vpc: Ref): boolean =>
  route.type === 'propagated' &&
  route.targets.some((t) => t.type === 'vpc' && t.resource !== vpc) &&
  overlaps(route.cidr, cidr);
