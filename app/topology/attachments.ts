/** Joins the three views AWS gives of a transit gateway attachment (any, VPC, peering) into one. */
import type { Ref } from '../base/ref.ts';
import { uniq } from '../base/order.ts';
import type { AttachmentType } from '../kinds/tgw-attachment.ts';
import type { TgwVpcAttachment } from '../kinds/tgw-vpc-attachment.ts';
import type { TgwPeeringAttachment } from '../kinds/tgw-peering-attachment.ts';
import type { TgwRouteTable } from '../kinds/tgw-route-table.ts';
import type { Change, Changes } from './changes.ts';
import type { Topology } from './topology.ts';

/** One end of an attachment at a transit gateway. A peering has two ends, everything else one. */
export interface AttachmentEnd {
  readonly tgw: Ref;
  /**
   * The route table consulted for what arrives over the attachment.
   * `none`: known to have no association; undefined: not known (a gap says why).
   */
  readonly table: Ref | undefined;
  /**
   * The policy table that picks the route table, packet by packet: `table` is then not known.
   * https://docs.aws.amazon.com/vpc/latest/tgw/tgw-policy-tables-concepts.html
   */
  readonly policy?: Ref;
}

export interface Attachment {
  readonly id: Ref;
  readonly type: AttachmentType;
  readonly state: string;
  /** ISO 8601 UTC; undefined where AWS did not say. */
  readonly created: string | undefined;
  readonly ends: readonly AttachmentEnd[];
  /** The attached resource: VPC, VPN connection, Direct Connect gateway, …; for a peering the accepter's transit gateway. */
  readonly resource: Ref;
  /** Set for VPC attachments. */
  readonly vpc: Ref | undefined;
  /** Subnets of a VPC attachment; undefined where its VPC view was not observed. */
  readonly subnets: readonly Ref[] | undefined;
  readonly vpcView: TgwVpcAttachment | undefined;
  readonly peering: TgwPeeringAttachment | undefined;
}

const GONE = new Set(['disassociated', 'disassociating']);

/** `tgw attachment` -> table, as the tables themselves tell it of some attachments. */
function associatedTables(
  topology: Topology,
  kind: 'tgw-route-table' | 'tgw-policy-table',
  ids: ReadonlySet<Ref>,
): ReadonlyMap<string, Ref> {
  const out = new Map<string, Ref>();
  for (const table of topology.all(kind)) {
    for (const { attachment, state } of table.associations ?? []) {
      if (!ids.has(attachment)) continue;
      const key = `${table.tgw} ${attachment}`;
      if (!GONE.has(state) && !out.has(key)) out.set(key, table.id);
    }
  }
  return out;
}

/**
 * Gateways whose associations were all read: there, absence proves that there is none. Where policy tables were not
 * listed, there are taken to be none; an answer that rests on that says so.
 */
function fullySeen(topology: Topology): ReadonlySet<Ref> {
  const halfRead = new Set(
    topology
      .all('tgw-policy-table')
      .filter((table) => table.associations === undefined)
      .map((table) => table.tgw),
  );
  return new Set(
    topology
      .all('transit-gateway')
      // An account that merely shares the gateway is not shown its tables: the owner must have been asked.
      .filter(
        (tgw) =>
          topology.saw('tgw-route-table', tgw) &&
          !halfRead.has(tgw.id) &&
          topology.tgwTablesOf(tgw.id).every((table) => table.associations !== undefined),
      )
      .map((tgw) => tgw.id),
  );
}

/** Every attachment, sorted by id. */
export const joinAttachments = (topology: Topology): ReadonlyMap<Ref, Attachment> =>
  join(topology, new Set(uniq(VIEWS.flatMap((kind) => topology.all(kind).map((a) => a.id)))));

/** Kinds that show attachments. */
const VIEWS = ['tgw-attachment', 'tgw-vpc-attachment', 'tgw-peering-attachment'] as const;

/**
 * The attachments that an edit changes, from those before and the edited topology; undefined where it can change any:
 * what the absence of an association proves hangs on all tables of a gateway.
 */
export function changedAttachments(
  topology: Topology,
  before: ReadonlyMap<Ref, Attachment>,
  changes: Changes,
): readonly Change<Attachment>[] | undefined {
  if (changes.has('transit-gateway') || changes.has('tgw-policy-table')) return undefined;
  const ids = new Set(VIEWS.flatMap((kind) => (changes.get(kind) ?? []).map(({ id }) => id)));
  for (const table of (changes.get('tgw-route-table') ?? []) as readonly Change<TgwRouteTable>[]) {
    if (!table.before || table.before.tgw !== table.after?.tgw) return undefined;
    const [was, is] = [table.before.associations, table.after.associations];
    if (was === is) continue;
    if (!was || !is) return undefined;
    const [old, now] = [new Set(was), new Set(is)];
    for (const member of was) if (!now.has(member)) ids.add(member.attachment);
    for (const member of is) if (!old.has(member)) ids.add(member.attachment);
  }
  if (ids.size === 0) return [];
  const after = join(topology, ids);
  return [...ids].map((id) => ({ id, before: before.get(id), after: after.get(id) }));
}

/** Attachments with these ids, as far as they are there, in their order. */
function join(topology: Topology, ids: ReadonlySet<Ref>): ReadonlyMap<Ref, Attachment> {
  const tables = associatedTables(topology, 'tgw-route-table', ids);
  const policies = associatedTables(topology, 'tgw-policy-table', ids);
  const seen = fullySeen(topology);
  const tableAt = (id: Ref, tgw: Ref): Ref | undefined => {
    const table = tables.get(`${tgw} ${id}`);
    if (table) return table;
    const view = topology.get('tgw-attachment', id);
    if (view?.tgw === tgw && view.association && !GONE.has(view.association.state)) {
      return view.association.table;
    }
    return seen.has(tgw) ? 'none' : undefined;
  };
  const endAt = (id: Ref, tgw: Ref): AttachmentEnd => {
    const policy = policies.get(`${tgw} ${id}`);
    return policy ? { tgw, table: undefined, policy } : { tgw, table: tableAt(id, tgw) };
  };
  const out = new Map<Ref, Attachment>();
  for (const id of ids) {
    const any = topology.get('tgw-attachment', id);
    const vpcView = topology.get('tgw-vpc-attachment', id);
    const peering = topology.get('tgw-peering-attachment', id);
    if (!any && !vpcView && !peering) continue;
    const tgws = peering
      ? uniq([peering.requester.tgw, peering.accepter.tgw].filter((tgw) => tgw !== ''))
      : [vpcView?.tgw ?? any?.tgw ?? ''];
    const vpc = vpcView?.vpc ?? (any?.type === 'vpc' ? any.resource : undefined);
    out.set(id, {
      id,
      type: peering ? 'peering' : (any?.type ?? (vpcView ? 'vpc' : 'unknown')),
      state: peering?.state ?? vpcView?.state ?? any?.state ?? 'unknown',
      created: peering?.created ?? vpcView?.created ?? any?.created,
      ends: tgws.map((tgw) => endAt(id, tgw)),
      resource: vpc ?? (peering ? peering.accepter.tgw : (any?.resource ?? '')),
      vpc,
      subnets: vpcView?.subnets,
      vpcView,
      peering,
    });
  }
  return out;
}
