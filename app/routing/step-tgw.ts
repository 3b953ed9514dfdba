/**
 * Into and through a transit gateway: the attachment's zones, the associated table, the next attachment.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 */
import { uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { TgwRouteTable } from '../kinds/tgw-route-table.ts';
import type { Attachment } from '../topology/attachments.ts';
import { isAvailabilityZone } from '../topology/zones.ts';
import { carries, LIVE } from './carrying.ts';
import { leave, noIpv6, notLive } from './leave-tgw.ts';
import { attachmentOn } from './onto-tgw.ts';
import type { HopRoute } from './outcome.ts';
import type { TgwDecision } from './tgw-routes.ts';
import { missingRoute } from './tgw-advice.ts';
import type { AtTgw, InSubnet, Position, Walker } from './walker.ts';

/** Zones an attachment covers; undefined where its subnets were not read. */
export function zonesOf(w: Walker, attachment: Attachment): readonly string[] | undefined {
  const subnets = attachment.subnets?.map((id) => w.topology.get('subnet', id));
  if (!subnets || subnets.some((s) => s === undefined)) return undefined;
  return uniq(subnets.flatMap((s) => s?.zoneId ?? []));
}

export function enterTgw(
  w: Walker,
  { subnet, from }: Pick<InSubnet, 'subnet' | 'from'>,
  table: { readonly id: Ref },
  tgw: Ref,
): Position | undefined {
  const attachment = attachmentOn(w.topology, subnet.vpc, tgw);
  if (!attachment) {
    w.hop({ id: tgw, kind: 'transit-gateway' });
    const seen =
      w.topology.saw('tgw-vpc-attachment', subnet) || w.topology.saw('tgw-attachment', subnet);
    return w.fail(
      seen
        ? {
            outcome: 'no-attachment-in-az',
            at: table.id,
            message: `${table.id} sends ${w.destination} to ${tgw}, but ${subnet.vpc} is not attached to it.`,
            change: `Attach ${subnet.vpc} to ${tgw}.`,
          }
        : {
            outcome: 'cannot-tell',
            at: subnet.vpc,
            message: `Whether ${subnet.vpc} is attached to ${tgw} is not known.`,
            change: 'Collect the transit gateway attachments of its account and Region.',
            hidden: ['tgw-attachment', 'tgw-vpc-attachment'],
          },
    );
  }
  w.hop({ id: attachment.id, kind: 'tgw-attachment' });
  // https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
  const landing = attachment.subnets
    ?.map((id) => w.topology.get('subnet', id))
    .find((s) => s?.zoneId === subnet.zoneId);
  if (from !== tgw || landing?.id !== subnet.id) w.crossIntoGateway(subnet, landing);
  const next: AtTgw = { at: 'tgw', tgw, arrived: attachment, zone: subnet.zoneId };
  const dead = notLive(w, attachment) ?? noIpv6(w, attachment);
  if (dead) return next;
  const zones = zonesOf(w, attachment);
  if (!zones) {
    return w.fail(
      {
        outcome: 'cannot-tell',
        at: attachment.id,
        message: `The subnets of ${attachment.id} were not read, so whether it covers ${subnet.zone || 'the zone'} is not known.`,
        change: 'Collect the VPC attachments of its account and Region.',
        hidden: ['tgw-vpc-attachment', 'subnet'],
      },
      next,
    );
  }
  if (subnet.zoneId && !zones.includes(subnet.zoneId)) {
    return w.fail(
      !isAvailabilityZone(subnet)
        ? {
            // https://docs.aws.amazon.com/local-zones/latest/ug/local-zones-connectivity-transit-gateway-lzs.html
            outcome: 'cannot-tell',
            at: attachment.id,
            message: `${subnet.zone} is no Availability Zone: what is sent there enters ${tgw} in its parent zone, and whether ${attachment.id} has a subnet in that is not known.`,
            change: `Look up the parent zone of ${subnet.zone} (aws ec2 describe-availability-zones --all-availability-zones), and see that ${attachment.id} has a subnet in it.`,
          }
        : {
            outcome: 'no-attachment-in-az',
            at: attachment.id,
            message: `${attachment.id} has no subnet in ${subnet.zone} (${subnet.zoneId}): traffic of that zone cannot enter ${tgw}.`,
            change: `Add a subnet of ${subnet.zone} to ${attachment.id}.`,
          },
      next,
    );
  }
  return next;
}

/** The attachment that leads from a gateway to where the flow is meant to go, or to a gateway that does. */
function towards(w: Walker, tgw: Ref): Attachment | undefined {
  const { vpc } = w.goal;
  if (!vpc) return undefined;
  const leads = (a: Attachment): boolean =>
    a.ends.some((end) => end.tgw !== tgw && attachmentOn(w.topology, vpc, end.tgw) !== undefined);
  return (
    attachmentOn(w.topology, vpc, tgw) ??
    w.topology.attachmentsOf(tgw).find((a) => LIVE.has(a.state) && leads(a))
  );
}

export function stepTgw(w: Walker, position: AtTgw): Position | undefined {
  const { tgw, arrived } = position;
  const end = arrived.ends.find((e) => e.tgw === tgw);
  // After a failure: as if the table led to where the flow is meant to go.
  const onward = (): Position | undefined => {
    const wanted = towards(w, tgw);
    return wanted && wanted.id !== arrived.id ? leave(w, position, wanted) : undefined;
  };
  if (end?.policy) {
    // Its rules go by source, protocol and ports, and are not read.
    // https://docs.aws.amazon.com/vpc/latest/tgw/tgw-policy-tables-concepts.html
    w.hop({ id: tgw, kind: 'transit-gateway' });
    w.fail({
      outcome: 'cannot-tell',
      at: end.policy,
      message: `${arrived.id} is associated with the policy table ${end.policy} of ${tgw}, whose rules pick a route table by source, protocol and ports: they were not read.`,
      change: `Follow the rules of ${end.policy} by hand.`,
    });
    return onward();
  }
  if (end?.table === 'none') {
    w.hop({ id: tgw, kind: 'transit-gateway' });
    if (!w.topology.saw('tgw-policy-table', w.topology.placeOf(tgw))) {
      w.assumeUnread(
        `The policy tables of ${tgw} were not read: ${arrived.id} is taken to be associated with none.`,
        'tgw-policy-table',
        tgw,
      );
    }
    w.fail({
      outcome: 'no-association',
      at: arrived.id,
      message: `${arrived.id} is associated with no route table of ${tgw}: what arrives over it is dropped.`,
      change: `Associate ${arrived.id} with a route table of ${tgw}.`,
    });
    return onward();
  }
  const table = end?.table ? w.topology.get('tgw-route-table', end.table) : undefined;
  if (!table) {
    w.hop({ id: tgw, kind: 'transit-gateway' });
    w.fail({
      outcome: 'cannot-tell',
      at: tgw,
      message:
        `The route table ${end?.table ?? ''} of ${tgw} for ${arrived.id} was not read.`.replace(
          '  ',
          ' ',
        ),
      change: `Collect the account that owns ${tgw}.`,
      hidden: ['tgw-route-table', 'tgw-attachment'],
    });
    return onward();
  }
  const decision = w.view.decideTgw(table, w.goal.ip);
  const route = hopRoute(table, decision);
  w.hop({ id: tgw, kind: 'transit-gateway', ...(route ? { route } : {}) });
  if (judge(w, table, decision)) return onward();
  const targets = decision.route?.targets ?? [];
  const paths = targets.flatMap((t) => w.topology.attachment(t.attachment) ?? []);
  const next = paths.find((path) => carries(w.topology, path)) ?? paths[0];
  if (targets.length > 1)
    w.assume(
      `${table.id} has ${targets.length} equal paths for ${decision.route?.cidr.text ?? ''}; ${next?.id ?? 'one'} is followed.`,
    );
  if (!next) {
    return w.fail({
      outcome: 'cannot-tell',
      at: table.id,
      message: `${table.id} sends ${w.destination} to ${targets[0]?.attachment ?? ''}, which was not seen.`,
      change: `Collect the account that owns ${tgw}.`,
      hidden: ['tgw-attachment'],
    });
  }
  return leave(w, position, next, paths);
}

const hopRoute = (table: TgwRouteTable, { route, beat }: TgwDecision): HopRoute | undefined =>
  route && {
    table: table.id,
    destination: route.cidr.text,
    target: route.targets[0]?.attachment ?? '',
    origin: route.origin,
    state: route.state,
    beat: beat.map((b) => ({
      destination: b.route.cidr.text,
      target: b.route.targets[0]?.attachment ?? '',
      why: b.why,
    })),
  };

/** Notes what is wrong with the table's answer; true when the flow does not follow it. */
function judge(w: Walker, table: TgwRouteTable, { route, unsure }: TgwDecision): boolean {
  if (unsure) {
    w.fail({
      outcome: 'cannot-tell',
      at: table.id,
      message: `Which route of ${table.id} wins for ${w.destination} cannot be told: ${unsure}.`,
      change: 'Collect what is missing.',
      hidden: ['tgw-route-table'],
    });
    return true;
  }
  if (!route) {
    w.fail({
      outcome: 'no-route',
      at: table.id,
      message: `${table.id} has no route for ${w.destination}.`,
      change: missingRoute(w, table),
    });
    return true;
  }
  if (route.state !== 'active') {
    w.fail({
      outcome: 'blackhole',
      at: table.id,
      message: `${table.id} drops ${route.cidr.text} (${route.state}).`,
      change: `Remove or re-point the route ${route.cidr.text} in ${table.id}.`,
    });
    return true;
  }
  return false;
}
