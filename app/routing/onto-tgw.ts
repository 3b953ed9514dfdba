/** By which of its attachments a VPC gets onto a transit gateway. */
import type { Ref } from '../base/ref.ts';
import type { Attachment } from '../topology/attachments.ts';
import type { Topology } from '../topology/topology.ts';
import { LIVE } from './carrying.ts';

/** The attachment of a VPC on a transit gateway, a live one first. */
export function attachmentOn(topology: Topology, vpc: Ref, tgw: Ref): Attachment | undefined {
  const all = topology
    .attachmentsOf(vpc)
    .filter((a) => a.vpc === vpc && a.ends.some((e) => e.tgw === tgw));
  return (
    all.find((a) => LIVE.has(a.state)) ??
    all.find((a) => !['deleted', 'deleting'].includes(a.state))
  );
}
