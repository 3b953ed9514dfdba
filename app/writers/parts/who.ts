/** Who asks and who accepts, where a change takes two accounts, or two ends. */
import { uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { Change } from '../../plan/changes.ts';
import type { Design } from '../../plan/design-shapes.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Label } from './sentences.ts';

/** A sentence for each change of a step that one account alone cannot carry out. */
export const whoOf = (
  changes: readonly Change[],
  design: Design,
  topology: Topology,
  label: Label,
): string[] => uniq(changes.flatMap((change) => handshake(change, design, topology, label) ?? []));

function handshake(
  change: Change,
  design: Design,
  topology: Topology,
  label: Label,
): string | undefined {
  const gatewayOf = (id: Ref) => design.gateways.find((g) => g.id === id)!;
  switch (change.do) {
    /*
     * Within an organization that shares by RAM nobody is asked.
     * Source: https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html
     */
    case 'share-gateway': {
      const { account } = gatewayOf(change.gateway);
      const one = change.accounts.length === 1;
      return `Account ${account} shares ${label(change.gateway)}; ${one ? 'account' : 'accounts'} ${change.accounts.join(', ')} ${one ? 'accepts' : 'accept'} the invitation of AWS RAM, unless all are in one organization that shares without.`;
    }
    // Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html#tgw-sharing
    case 'create-attachment': {
      const { vpc, gateway, account } = change.attachment;
      const owner = gatewayOf(gateway).account;
      if (owner === account) return undefined;
      const accepts =
        topology.get('transit-gateway', gateway)?.autoAcceptSharedAttachments === true
          ? `${label(gateway)} of account ${owner} accepts it by itself`
          : `account ${owner}, which owns ${label(gateway)}, accepts it`;
      return `Account ${account}, which owns ${label(vpc)}, asks for the attachment; ${accepts}.`;
    }
    // Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering-accept-reject.html
    case 'create-link': {
      const [asks, accepts] = [gatewayOf(change.link.requester), gatewayOf(change.link.accepter)];
      return `Account ${asks.account} asks for the peering in ${asks.region}; account ${accepts.account} accepts it in ${accepts.region}.`;
    }
    default:
      return undefined;
  }
}
