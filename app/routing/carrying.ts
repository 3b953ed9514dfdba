/** Whether what leads on is up: attachments of transit gateways, and Gateway Load Balancer endpoints. */
import type { Ref } from '../base/ref.ts';
import type { VpcEndpoint } from '../kinds/vpc-endpoint.ts';
import type { VpnConnection } from '../kinds/vpn-connection.ts';
import type { Attachment } from '../topology/attachments.ts';
import { isDxDown } from '../topology/direct-connect.ts';
import type { Topology } from '../topology/topology.ts';
import type { Failure } from './walker.ts';

/** States in which an attachment carries traffic. */
export const LIVE = new Set(['available', 'modifying']);

/** States of a VPN connection in which it carries nothing, whatever its tunnels were. */
const NOT_THERE = new Set(['pending', 'deleting', 'deleted']);

function vpnDown({ id, state, tunnels }: VpnConnection): Failure | undefined {
  if (NOT_THERE.has(state)) {
    return {
      outcome: 'blackhole',
      at: id,
      message: `${id} is ${state}: it carries nothing.`,
      change: `Route over a VPN connection that is available in place of ${id}.`,
    };
  }
  const isDown = tunnels.length > 0 && tunnels.every((tunnel) => tunnel.status === 'DOWN');
  return isDown
    ? {
        outcome: 'blackhole',
        at: id,
        message: `Both tunnels of ${id} are down.`,
        change: `Bring up a tunnel of ${id}.`,
      }
    : undefined;
}

const dxDown = (topology: Topology, id: Ref): Failure | undefined =>
  isDxDown(topology, id)
    ? {
        outcome: 'blackhole',
        at: id,
        message: `Every virtual interface of ${id} is down.`,
        change: `Bring up a BGP session of ${id}.`,
      }
    : undefined;

/** Set where all that stands behind an attachment that leads out of AWS is known to be down. */
export function downBehind(topology: Topology, path: Attachment): Failure | undefined {
  if (path.type === 'vpn') {
    const vpn = topology.get('vpn-connection', path.resource);
    return vpn && vpnDown(vpn);
  }
  return path.type === 'direct-connect-gateway' ? dxDown(topology, path.resource) : undefined;
}

/** Whether an attachment is up, as far as is known. */
export const carries = (topology: Topology, path: Attachment): boolean =>
  LIVE.has(path.state) && downBehind(topology, path) === undefined;

/** States an endpoint does not come back from. */
const GONE = new Set(['rejected', 'failed', 'expired', 'deleted']);

/**
 * Set where a Gateway Load Balancer endpoint is not available: what is gone drops, and of what waits or goes AWS does
 * not say.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html
 */
export function endpointDown({ id, state }: VpcEndpoint): Failure | undefined {
  if (state === 'available') return undefined;
  return GONE.has(state)
    ? {
        outcome: 'blackhole',
        at: id,
        message: `The Gateway Load Balancer endpoint ${id} is ${state}: it carries nothing.`,
        change: `Make a new endpoint in place of ${id}.`,
      }
    : {
        outcome: 'cannot-tell',
        at: id,
        message: `The Gateway Load Balancer endpoint ${id} is ${state}, and what becomes of traffic then is not documented.`,
        change:
          state === 'pendingacceptance'
            ? `Accept ${id} at its endpoint service.`
            : `Check ${id} once it is available or gone.`,
      };
}
