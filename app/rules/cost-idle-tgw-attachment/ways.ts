/** Which attachments the tables of transit gateways lead to, and from which others. */
import type { Ref } from '../../base/ref.ts';
import type { TgwRouteTable } from '../../kinds/tgw-route-table.ts';
import type { Topology } from '../../topology/topology.ts';

interface Gateway {
  /** Attachments that some table leads to. */
  readonly led: ReadonlySet<Ref>;
  /** Those that a table leads to which another attachment follows. */
  readonly reached: ReadonlySet<Ref>;
}

/** Answers by gateway and table, each worked out once. */
export class Ways {
  readonly #topology: Topology;
  readonly #gateways = new Map<Ref, Gateway | undefined>();
  /** Attachments each table leads to. */
  readonly #targets = new Map<Ref, ReadonlySet<Ref>>();

  constructor(topology: Topology) {
    this.#topology = topology;
  }

  /** True where every table of the gateway was read whole, so that what it does not lead to proves something. */
  known = (tgw: Ref): boolean => this.#gateway(tgw) !== undefined;

  leadsTo = (tgw: Ref, attachment: Ref): boolean =>
    this.#gateway(tgw)?.led.has(attachment) ?? false;

  /** True where another attachment of the gateway can send to this one. */
  isReached = (tgw: Ref, attachment: Ref): boolean =>
    this.#gateway(tgw)?.reached.has(attachment) ?? false;

  /** True where a table leads to anything but this attachment. */
  reachesOthers(table: Ref, attachment: Ref): boolean {
    const targets = this.#targets.get(table);
    return !targets || targets.size > (targets.has(attachment) ? 1 : 0);
  }

  #gateway(tgw: Ref): Gateway | undefined {
    if (!this.#gateways.has(tgw)) this.#gateways.set(tgw, this.#read(tgw));
    return this.#gateways.get(tgw);
  }

  #read(tgw: Ref): Gateway | undefined {
    const tables = this.#topology.tgwTablesOf(tgw);
    if (tables.length === 0 || !tables.every(isWhole)) return undefined;
    if (!this.#topology.saw('tgw-route-table', this.#topology.placeOf(tgw))) return undefined;
    const led = new Set<Ref>();
    const reached = new Set<Ref>();
    for (const table of tables) {
      const targets = targetsOf(table);
      this.#targets.set(table.id, targets);
      const [first, second] = (table.associations ?? []).map((a) => a.attachment);
      for (const target of targets) {
        led.add(target);
        if (first !== undefined && (first !== target || second !== undefined)) reached.add(target);
      }
    }
    return { led, reached };
  }
}

const isWhole = (table: TgwRouteTable): boolean =>
  table.associations !== undefined &&
  table.propagations !== undefined &&
  table.routes !== undefined &&
  !table.truncated;

/** An enabled propagation counts, even where AWS holds its prefix back for an overlap. */
function targetsOf(table: TgwRouteTable): ReadonlySet<Ref> {
  const out = new Set<Ref>();
  for (const { attachment, state } of table.propagations ?? [])
    if (state === 'enabled' || state === 'enabling') out.add(attachment);
  for (const { targets } of table.routes ?? []) for (const t of targets) out.add(t.attachment);
  for (const { targets } of table.listRoutes) for (const t of targets) out.add(t.attachment);
  return out;
}
