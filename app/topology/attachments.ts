/** Joins the three views AWS gives of a transit gateway attachment (any, VPC, peering) into one. */
import type { Ref } from '../base/ref.ts';
import { uniq } from '../base/order.ts';
import type { AttachmentType } from '../kinds/tgw-attachment.ts';
import type { TgwVpcAttachment } from '../kinds/tgw-vpc-attachment.ts';
import type { TgwPeeringAttachment } from '../kinds/tgw-peering-attachment.ts';
import type { Topology } from './topology.ts';

/** One end of an attachment at a transit gateway. A peering has two ends, everything else one. */
export interface AttachmentEnd {
  readonly tgw: Ref;
  /**
   * The route table consulted for what arrives over the attachment.
   * `none`: known to have no association; undefined: not known (a gap says why).
   */
  readonly table: Ref | 'none' | undefined;
}

export interface Attachment {
  readonly id: Ref;
  readonly type: AttachmentType;
  readonly state: string;
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

/** The table an attachment is associated with at one transit gateway. */
function tableAt(topology: Topology, id: Ref, tgw: Ref): Ref | 'none' | undefined {
  const tables = topology.tgwTablesOf(tgw);
  for (const table of tables) {
    if (table.associations?.some((a) => a.attachment === id && !GONE.has(a.state))) return table.id;
  }
  const view = topology.get('tgw-attachment', id);
  if (view?.tgw === tgw && view.association && !GONE.has(view.association.state)) {
    return view.association.table;
  }
  // Absence is only proof where the owner's tables, and all of their associations, were read:
  // an account that merely shares the gateway is not shown them.
  const owner = topology.get('transit-gateway', tgw);
  const seen =
    owner !== undefined &&
    topology.saw('tgw-route-table', owner) &&
    tables.every((table) => table.associations !== undefined);
  return seen ? 'none' : undefined;
}

export function joinAttachments(topology: Topology): ReadonlyMap<Ref, Attachment> {
  const ids = uniq([
    ...topology.all('tgw-attachment').map((a) => a.id),
    ...topology.all('tgw-vpc-attachment').map((a) => a.id),
    ...topology.all('tgw-peering-attachment').map((a) => a.id),
  ]);
  const out = new Map<Ref, Attachment>();
  for (const id of ids) {
    const any = topology.get('tgw-attachment', id);
    const vpcView = topology.get('tgw-vpc-attachment', id);
    const peering = topology.get('tgw-peering-attachment', id);
    const tgws = peering
      ? uniq([peering.requester.tgw, peering.accepter.tgw].filter((tgw) => tgw !== ''))
      : [vpcView?.tgw ?? any?.tgw ?? ''];
    const vpc = vpcView?.vpc ?? (any?.type === 'vpc' ? any.resource : undefined);
    out.set(id, {
      id,
      type: peering ? 'peering' : (any?.type ?? (vpcView ? 'vpc' : 'unknown')),
      state: peering?.state ?? vpcView?.state ?? any?.state ?? 'unknown',
      ends: tgws.map((tgw) => ({ tgw, table: tableAt(topology, id, tgw) })),
      resource: vpc ?? (peering ? peering.accepter.tgw : (any?.resource ?? '')),
      vpc,
      subnets: vpcView?.subnets,
      vpcView,
      peering,
    });
  }
  return out;
}
