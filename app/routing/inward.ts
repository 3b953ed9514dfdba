/** A flow from outside the known world: where it comes in, how it goes on, and whether its replies get out again. */
import { formatIp, type Ip, isPrivate } from '../base/cidr.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { Walk } from './outcome.ts';
import { isKnownOutside } from './public-address.ts';
import type { RoutingView } from './view.ts';
import { walk } from './walk.ts';
import { type Entry, type Middleboxes, Walker } from './walker.ts';
import type { Back } from './way-back.ts';

export interface Inward {
  readonly forward: Walker;
  readonly there: Walk;
  readonly back: Back;
}

interface Asked {
  readonly view: RoutingView;
  /** Where it comes from: an address in no known subnet. */
  readonly from: Ip;
  readonly to: { readonly ip: Ip; readonly subnet: Subnet };
  readonly middleboxes: Middleboxes;
}

/**
 * Walks a flow from outside. It comes in where its replies go out; from the internet, by the internet gateway of the
 * VPC it is for.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
 */
export function traceInward(asked: Asked): Inward {
  const { view, from, to, middleboxes } = asked;
  const reply = walk({
    view,
    start: to.subnet,
    source: to.ip,
    goal: { ip: from, vpc: undefined, subnet: undefined },
    direction: 'return',
    middleboxes,
  });
  const out = reply.result();
  const isInternet = out.edge?.kind === 'internet';
  const entries = isInternet || reply.entries.length === 0 ? [] : reply.entries;
  const gateway =
    entries.length > 0 || isPrivate(from) ? undefined : internetGateway(view, to.subnet);
  const [first, ...others]: readonly Entry[] = gateway ? [gateway] : entries;
  const isWhole = out.outcome === 'exits' && (!gateway || out.edge?.id === gateway.via);
  const back: Back = {
    walk:
      out.outcome === 'exits' && !isWhole && gateway
        ? { ...out, reason: `Replies leave by ${out.edge?.id ?? ''}, not by ${gateway.via}.` }
        : out,
    isWhole,
    fromEdge: false,
    appliances: reply.appliances,
    crossings: reply.crossings,
    isBound: isWhole,
    blockers: reply.blockers,
    gaps: reply.gapIds(),
    assumptions: [...reply.assumptions],
  };
  if (first) {
    const own = comeIn(asked, first);
    const other =
      own.arrival === undefined
        ? others.map((entry) => comeIn(asked, entry)).find((w) => w.arrival !== undefined)
        : undefined;
    const forward = other ?? own;
    return { forward, there: forward.result(), back };
  }
  const forward = start(asked);
  if (isPrivate(from)) {
    const outcome =
      out.outcome === 'cannot-tell' || out.outcome === 'exits' ? 'cannot-tell' : 'no-return';
    const reason = `Where ${formatIp(from)} comes in is not known; whichever way it does: ${out.reason}`;
    return { forward, there: { outcome, hops: forward.result().hops, reason }, back };
  }
  noGateway(forward, to.subnet);
  return { forward, there: forward.result(), back };
}

/** A walker at the address outside. */
function start({ view, from, to, middleboxes }: Asked): Walker {
  const goal = { ip: to.ip, vpc: to.subnet.vpc, subnet: to.subnet.id };
  const w = new Walker(view, from, goal, 'forward', middleboxes);
  w.hop({ id: formatIp(from), kind: 'address' });
  return w;
}

function comeIn(asked: Asked, { position, via }: Entry): Walker {
  const { view, from, to, middleboxes } = asked;
  const goal = { ip: to.ip, vpc: to.subnet.vpc, subnet: to.subnet.id };
  const before = start(asked);
  const isInternet = view.topology.get('internet-gateway', via) !== undefined;
  if (isInternet && to.ip.family === 4) publicAddress(before, to);
  return walk({
    view,
    start: position,
    source: from,
    goal,
    direction: 'forward',
    middleboxes,
    walker: before,
  });
}

/** An internet gateway reaches only interfaces that have a public address. */
function publicAddress(w: Walker, { ip, subnet }: Asked['to']): void {
  const eni = w.view.interfaceAt(subnet.id, formatIp(ip));
  if (!eni) {
    w.assume(`${formatIp(ip)} has a public address: an internet gateway carries no other.`);
  } else if (!isKnownOutside(eni, formatIp(ip))) {
    w.fail({
      outcome: 'no-route',
      at: eni.id,
      message: `${formatIp(ip)} (${eni.id}) has no public address: nothing on the internet can send to it.`,
      change: `Give ${eni.id} a public address, or put a load balancer in front of it.`,
    });
  }
}

function internetGateway({ topology }: RoutingView, { vpc }: Subnet): Entry | undefined {
  const found = topology.all('internet-gateway').find((igw) => igw.vpcs.includes(vpc));
  return found && { position: { at: 'gateway', gateway: found.id, vpc }, via: found.id };
}

function noGateway(w: Walker, subnet: Subnet): void {
  const { vpc } = subnet;
  w.fail(
    w.topology.saw('internet-gateway', subnet)
      ? {
          outcome: 'no-route',
          at: vpc,
          message: `${vpc} has no internet gateway: nothing on the internet gets into it.`,
          change: `Attach an internet gateway to ${vpc}, and route to it.`,
        }
      : {
          outcome: 'cannot-tell',
          at: vpc,
          message: `Whether ${vpc} has an internet gateway is not known.`,
          change: 'Collect the internet gateways of its account and Region.',
          hidden: ['internet-gateway'],
        },
  );
}
