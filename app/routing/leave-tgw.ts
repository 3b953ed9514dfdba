/**
 * Out of a transit gateway over an attachment: into a VPC, over the peering of gateways, or out of the known world.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 */
import { by } from '../base/order.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { Attachment } from '../topology/attachments.ts';
import { notAdvertised } from './advertised.ts';
import { arrive } from './arrive.ts';
import { carries, downBehind, LIVE } from './carrying.ts';
import type { AtTgw, Entry, InSubnet, Position, Walker } from './walker.ts';

/** Notes an attachment that does not carry traffic; true when it does not. */
export function notLive(w: Walker, attachment: Attachment): true | undefined {
  if (LIVE.has(attachment.state)) return undefined;
  w.fail({
    outcome: 'blackhole',
    at: attachment.id,
    message: `${attachment.id} is ${attachment.state}: it carries nothing.`,
    change:
      attachment.state === 'pendingAcceptance'
        ? `Accept ${attachment.id}.`
        : `Make a new attachment in place of ${attachment.id}.`,
  });
  return true;
}

export function noIpv6(w: Walker, attachment: Attachment): true | undefined {
  if (w.goal.ip.family === 4 || attachment.vpcView?.ipv6 !== false) return undefined;
  w.fail({
    outcome: 'no-route',
    at: attachment.id,
    message: `${attachment.id} does not carry IPv6: its IPv6 support is off.`,
    change: `Turn on IPv6 support of ${attachment.id}.`,
  });
  return true;
}

/** Attachments that lead out of AWS. */
const OUTWARD = new Set([
  'vpn',
  'direct-connect-gateway',
  'connect',
  'client-vpn',
  'vpn-concentrator',
]);

/**
 * Over what replies may come in: what the flow left over, its equal paths, and, where on-premises is not told of the
 * source over that, whatever else leads out of the gateway.
 */
function entriesOf(
  w: Walker,
  { tgw }: AtTgw,
  to: Attachment,
  equal: readonly Attachment[],
): readonly Entry[] {
  const others = notAdvertised(w.topology, tgw, to, w.source)
    ? w.topology.attachmentsOf(tgw).filter((a) => OUTWARD.has(a.type))
    : [];
  const all = [to, ...[...equal, ...others].filter((a) => carries(w.topology, a))];
  return [...new Set(all)].map((arrived) => ({
    position: { at: 'tgw', tgw, arrived, zone: '' },
    via: arrived.id,
  }));
}

/** `equal`: equal-cost paths, the one that is followed included. */
export function leave(
  w: Walker,
  from: AtTgw,
  to: Attachment,
  equal: readonly Attachment[] = [],
): Position | undefined {
  if (to.id !== from.arrived.id || to.type !== 'peering')
    w.hop({ id: to.id, kind: 'tgw-attachment' });
  notLive(w, to);
  switch (to.type) {
    case 'vpc':
      return leaveToVpc(w, from, to, equal);
    case 'peering':
    case 'tgw-peering':
      return leaveToPeer(w, from, to, equal);
    case 'vpn': {
      const vpn = w.topology.get('vpn-connection', to.resource);
      if (vpn) w.hop({ id: vpn.id, kind: 'vpn-connection' });
      const down = downBehind(w.topology, to);
      if (down) return w.fail(down);
      if (!vpn) {
        w.assumeUnread(
          `${to.resource} was not read: a tunnel of it is taken to be up.`,
          'vpn-connection',
          from.tgw,
        );
      }
      const edge = { kind: 'vpn', id: to.resource } as const;
      return w.finish(
        'exits',
        `Leaves over VPN ${to.resource}.`,
        edge,
        entriesOf(w, from, to, equal),
      );
    }
    case 'direct-connect-gateway': {
      const down = downBehind(w.topology, to);
      if (down) return w.fail(down);
      const edge = { kind: 'direct-connect', id: to.resource } as const;
      const reason = `Leaves over Direct Connect gateway ${to.resource}.`;
      return w.finish('exits', reason, edge, entriesOf(w, from, to, equal));
    }
    case 'connect':
    case 'client-vpn':
    case 'vpn-concentrator': {
      const edge = { kind: 'other', id: to.id } as const;
      const reason = `Leaves over ${to.id} (${to.type}).`;
      return w.finish('exits', reason, edge, entriesOf(w, from, to, equal));
    }
    default:
      return w.fail({
        outcome: 'cannot-tell',
        at: to.id,
        message: `${to.id} is of type ${to.type}, which is not modelled.`,
        change: 'Follow the flow by hand from there.',
      });
  }
}

function leaveToVpc(
  w: Walker,
  from: AtTgw,
  to: Attachment,
  equal: readonly Attachment[],
): Position | undefined {
  const vpc = to.vpc ?? to.resource;
  noIpv6(w, to);
  if (!w.topology.get('vpc', vpc)) {
    w.hop({ id: vpc, kind: 'vpc', note: 'Outside what was collected.' });
    const edge = { kind: 'peer', id: vpc } as const;
    const reason = `Enters ${vpc}, which is outside what was collected.`;
    return w.finish('exits', reason, edge, entriesOf(w, from, to, equal));
  }
  const subnets = to.subnets
    ?.flatMap((id) => w.topology.get('subnet', id) ?? [])
    .sort(by((s) => s.id));
  if (!subnets || subnets.length === 0) {
    if (w.view.inBlocks(w.topology.cidrsOf(vpc), w.goal.ip)) return arrive(w, vpc, undefined);
    return w.fail({
      outcome: 'cannot-tell',
      at: to.id,
      message: `The subnets of ${to.id} were not read, and ${w.destination} is not an address of ${vpc}.`,
      change: 'Collect the VPC attachments of its account and Region.',
      hidden: ['tgw-vpc-attachment', 'subnet'],
    });
  }
  const enter = (subnet: Subnet): InSubnet => ({
    at: 'subnet',
    subnet,
    foreign: true,
    from: from.tgw,
  });
  // Traffic keeps to the zone it entered in where the attachment covers it; otherwise, and in appliance mode,
  // AWS picks one of the zones. https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html
  const same = subnets.find((s) => s.zoneId === from.zone);
  if (same && !to.vpcView?.applianceMode) return enter(same);
  const choices = new Map([...subnets].reverse().map((s) => [landingKey(w, s), s]));
  const [first, ...others] = [...choices.values()].sort(by((s) => s.id)).map(enter);
  if (others.length === 0) return first;
  return { at: 'fork', attachment: to.id, choices: [first!, ...others] };
}

/** Subnets with one key send what lands in them the same way. */
const landingKey = (w: Walker, subnet: Subnet): string =>
  `${w.topology.tableOf(subnet)?.id ?? subnet.id} ${
    w.topology.attachmentsOf(subnet.vpc).length > 1 ? subnet.zoneId : ''
  }`;

function leaveToPeer(
  w: Walker,
  from: AtTgw,
  to: Attachment,
  equal: readonly Attachment[],
): Position | undefined {
  const far = to.ends.find((e) => e.tgw !== from.tgw);
  const core = to.peering?.accepter.coreNetwork ?? to.peering?.requester.coreNetwork;
  if (core !== undefined) {
    w.hop({ id: core, kind: 'core-network' });
    return w.fail({
      outcome: 'cannot-tell',
      at: core,
      message: `${to.id} leads to the Cloud WAN core network ${w.topology.label(core)}: the routes of a Cloud WAN core network were not read.`,
      change: `Look up ${w.destination} in the routes of ${core} in Network Manager.`,
    });
  }
  if (!far) {
    return w.fail({
      outcome: 'cannot-tell',
      at: to.id,
      message: `What is behind the transit gateway peering ${to.id} was not read.`,
      change: 'Collect the account and Region of its other side.',
      hidden: ['tgw-peering-attachment'],
    });
  }
  if (!w.topology.get('transit-gateway', far.tgw)) {
    w.hop({ id: far.tgw, kind: 'transit-gateway', note: 'Outside what was collected.' });
    const edge = { kind: 'peer', id: far.tgw } as const;
    const reason = `Enters ${far.tgw}, which is outside what was collected.`;
    return w.finish('exits', reason, edge, entriesOf(w, from, to, equal));
  }
  return { at: 'tgw', tgw: far.tgw, arrived: to, zone: '' };
}
