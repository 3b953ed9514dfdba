/**
 * What takes each change of a plan back, so that the network is again as it was before: in AWS's order, each thing before
 * what it stands on.
 * Sources: https://docs.aws.amazon.com/vpc/latest/tgw/delete-tgw.html (attachments before their gateway)
 *          https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTransitGatewayRouteTable.html
 *          https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html
 *          https://docs.aws.amazon.com/vpc/latest/peering/delete-vpc-peering-connection.html
 */
import { groupBy } from '../base/order.ts';
import type { Topology } from '../topology/topology.ts';
import type { Back, Change, Reversal } from './changes.ts';

/** Takes one change of a plan back; `all` are the changes of the whole plan. */
export function undoing(topology: Topology, all: readonly Change[]): (change: Change) => Back[] {
  const left = routesLeft(topology, all);
  return (change) => {
    switch (change.do) {
      case 'create-gateway':
        return [{ ...change, do: 'delete-gateway' }];
      case 'create-table':
        return [{ ...change, do: 'delete-table' }];
      case 'share-gateway':
        return [{ ...change, do: 'unshare-gateway' }];
      case 'create-landing-table': {
        const { table, vpc, name } = change;
        return [{ do: 'delete-landing-table', table, vpc, name }];
      }
      case 'create-landing': {
        const { landing, vpc, name } = change;
        return [{ do: 'delete-landing', landing, vpc, name }];
      }
      case 'enable-references':
        return [{ ...change, do: 'disable-references' }];
      case 'create-attachment':
        return [{ ...change, do: 'delete-attachment' }];
      case 'add-landings':
        return [{ ...change, do: 'remove-landings' }];
      case 'create-link':
        return [{ ...change, do: 'delete-link' }];
      case 'associate':
        return [{ ...change, do: 'disassociate' }];
      case 'disassociate':
        return [{ ...change, do: 'associate' }];
      case 'propagate':
        return [{ ...change, do: 'stop-propagating' }];
      case 'stop-propagating':
        return [{ ...change, do: 'propagate' }];
      case 'create-tgw-route':
        return [{ ...change, do: 'delete-tgw-route' }];
      case 'create-tgw-blackhole':
        return [{ ...change, do: 'delete-tgw-blackhole' }];
      case 'replace-route':
        return [{ ...change, before: change.target, target: change.before }];
      case 'create-route': {
        const { table, destination, target: before } = change;
        return [{ do: 'delete-route', table, destination, before }];
      }
      case 'delete-route': {
        const { table, destination, before } = change;
        return [{ do: 'create-route', table, destination, target: before }];
      }
      case 'delete-peering': {
        const { peering } = change;
        const { requester, accepter } = topology.get('vpc-peering', peering)!;
        return [
          { do: 'create-peering', peering, requester: requester.vpc, accepter: accepter.vpc },
          ...(left.get(peering) ?? []),
        ];
      }
    }
  };
}

/** Routes that still lead over a peering when it goes, and stay behind as blackholes. */
function routesLeft(topology: Topology, all: readonly Change[]): Map<string, Reversal[]> {
  const gone = new Set<string>();
  for (const change of all) {
    if (change.do === 'replace-route' || change.do === 'delete-route') {
      gone.add(`${change.table} ${change.destination}`);
    }
  }
  const left = topology.all('route-table').flatMap((table) =>
    table.routes
      .filter(({ target }) => target.kind === 'vpc-peering')
      .filter(({ destination }) => !gone.has(`${table.id} ${destination}`))
      .map(({ destination, target }) => ({
        do: 'restore-route' as const,
        table: table.id,
        destination,
        target,
      })),
  );
  return groupBy(left, (route) => route.target.id);
}
