/** What a route does with a packet, by the rules of AWS: where it goes next, or how it ends. */
import { formatIp, tryIp } from '../base/cidr.ts';
import { by } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { Attachment } from '../topology/attachments.ts';
import { inactivePeering } from '../topology/inactive.ts';
import type { Topology } from '../topology/topology.ts';
import { isAvailabilityZone } from '../topology/zones.ts';
import { type Action, end, type Fate, outwardFate, type PlaceId } from './actions.ts';
import { applianceOf } from './appliance.ts';
import type { Atoms } from './atoms.ts';
import { carries, downBehind, endpointDown, LIVE, vgwDown } from './carrying.ts';
import { type Names, OWN, type Standing } from './names.ts';
import { attachmentOn } from './onto-tgw.ts';
import type { Outcome } from './outcome.ts';
import { type PublicBlock, publicBlockOf } from './public-access.ts';
import type { EffectiveRoute } from './routes.ts';
import type { EffectiveTgwRoute } from './tgw-routes.ts';

export class Follow {
  readonly #topology: Topology;
  readonly #atoms: Atoms;
  readonly #names: Names;

  #zonal: boolean | undefined;

  /** `zonal` where it is known already. */
  constructor(topology: Topology, atoms: Atoms, names: Names, zonal?: boolean) {
    this.#topology = topology;
    this.#atoms = atoms;
    this.#names = names;
    this.#zonal = zonal;
  }

  /** Subnets with one table, VPC and zone are one place. */
  subnetPlace(subnet: Subnet, standing: Standing): PlaceId {
    return this.#names.subnet(subnet, this.#topology.tableOf(subnet)?.id, standing);
  }

  /** The route of a VPC table, for a packet that stands in a subnet. */
  route(subnet: Subnet, route: EffectiveRoute, standing: Standing): Action {
    const { kind, id } = route.target;
    const { foreign, behind } = standing;
    if (route.state === 'blackhole' && !inactivePeering(this.#topology, subnet.vpc, id))
      return end('blackhole');
    // Of what comes from outside, only what an appliance gave an address of the VPC could go on.
    const stopped = behind ? 'cannot-tell' : 'not-transitive';
    switch (kind) {
      case 'local':
        return { do: 'arrive', vpc: subnet.vpc };
      case 'vpc-peering':
        return foreign ? end(stopped) : this.#peer(subnet.vpc, id);
      case 'transit-gateway':
        return this.#enterTgw(subnet, id);
      case 'internet-gateway':
      case 'egress-only-gateway': {
        if (foreign && !(behind && this.#atoms.family === 4)) return end(stopped);
        const gateway = this.#topology.get(kind, id);
        const attached = !gateway || gateway.vpcs.includes(subnet.vpc);
        return { do: 'internet', attached, fate: this.#outward(subnet, kind, standing) };
      }
      case 'carrier-gateway': {
        const own = publicBlockOf(this.#topology, subnet);
        const natted = passing(own, undefined, true);
        const fate = outwardFate(passing(own, undefined, false), {
          public: natted,
          private: natted,
        });
        return { do: 'end', fate };
      }
      case 'local-gateway':
        return end('exits');
      case 'vpn-gateway':
        if (foreign) return end(stopped);
        if (this.#topology.get('vpn-gateway', id)?.vpcs.includes(subnet.vpc) === false)
          return end('blackhole');
        if (this.#atoms.family === 6) return end('no-route');
        return end(vgwDown(this.#topology, id, subnet)?.outcome ?? 'exits');
      case 'nat-gateway':
        return this.#nat(id);
      case 'vpc-endpoint': {
        const endpoint = this.#topology.get('vpc-endpoint', id);
        if (!endpoint && route.origin !== 'prefix-list') return end('cannot-tell');
        if (endpoint?.type === 'GatewayLoadBalancer') {
          const down = endpointDown(endpoint);
          if (down) return end(down.outcome);
          const home = this.#topology.get('subnet', endpoint.subnets[0] ?? '');
          return home
            ? { do: 'go', place: this.#onward(subnet, home, standing) }
            : end('cannot-tell');
        }
        return end(foreign ? stopped : 'exits');
      }
      case 'network-interface':
      case 'instance':
        return this.#middlebox(subnet, kind, id, standing);
      default:
        return end('cannot-tell');
    }
  }

  #peer(vpc: Ref, id: Ref): Action {
    const peering = this.#topology.get('vpc-peering', id);
    if (!peering || (peering.requester.vpc !== vpc && peering.accepter.vpc !== vpc))
      return end('cannot-tell');
    if (peering.state !== 'active') return end('peering-inactive');
    const { far } = this.#topology.sidesOf(peering, vpc);
    const blocks = far.cidrs.length > 0 ? far.cidrs : this.#topology.cidrsOf(far.vpc);
    return blocks.length === 0
      ? end('cannot-tell')
      : { do: 'peer', vpc: far.vpc, blocks, otherwise: 'not-transitive' };
  }

  #nat(id: Ref): Action {
    const nat = this.#topology.get('nat-gateway', id);
    if (nat && nat.state !== 'available') return end('blackhole');
    const home = nat?.subnet ? this.#topology.get('subnet', nat.subnet) : undefined;
    if (!home || !nat?.addresses.some((a) => a.privateIp) || this.#atoms.family === 6)
      return end('cannot-tell');
    const isPrivate = nat.connectivity === 'private';
    return { do: 'nat', nat: id, isPrivate, place: this.subnetPlace(home, OWN) };
  }

  #middlebox(
    subnet: Subnet,
    kind: 'network-interface' | 'instance',
    id: Ref,
    standing: Standing,
  ): Action {
    const eni = applianceOf(this.#topology, kind, id);
    const home = eni ? this.#topology.get('subnet', eni.subnet) : undefined;
    const onward = (): Action => {
      if (eni?.sourceDestCheck && eni.type === 'interface') return end('filtered');
      if (!home) return end('cannot-tell');
      const behind = {
        isPublic: eni !== undefined && eni.publicIps.length > 0,
        block: publicBlockOf(this.#topology, home),
      };
      const foreign = standing.foreign || home.vpc !== subnet.vpc;
      return { do: 'go', place: this.#onward(subnet, home, { ...standing, foreign, behind }) };
    };
    if (!eni) return onward();
    return { do: 'interface', ips: canonical(eni.ips), vpc: eni.vpc, otherwise: onward() };
  }

  /** Where an endpoint or appliance hands a packet on, out of its own subnet. */
  #onward(from: Subnet, to: Subnet, standing: Standing): PlaceId {
    if (standing.foreign) return this.subnetPlace(to, { ...standing, sender: undefined });
    const before = standing.sender ?? publicBlockOf(this.#topology, from);
    const sender = before === publicBlockOf(this.#topology, to) ? undefined : before;
    return this.subnetPlace(to, { ...standing, sender });
  }

  /**
   * Out by an internet or egress-only gateway, as VPC Block Public Access lets it. An appliance that has a public address
   * is taken to give it to what has none; one without cannot, and what comes from outside the VPC has none there.
   * Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html
   */
  #outward(subnet: Subnet, kind: string, { foreign, behind, sender }: Standing): Fate {
    const own = publicBlockOf(this.#topology, subnet);
    const giver = behind?.isPublic && this.#atoms.family === 4 ? behind.block : undefined;
    const plain = passing(own, giver ?? sender, kind === 'egress-only-gateway');
    const natted = passing(own, sender, true);
    if (giver !== undefined)
      return outwardFate(plain, { public: foreign ? plain : natted, private: plain });
    const lost = (outcome: Outcome) => (outcome === 'exits' ? 'no-route' : outcome);
    return foreign
      ? outwardFate(lost(plain), { public: lost(natted), private: lost(natted) })
      : outwardFate(plain, { public: natted, private: lost(natted) });
  }

  #enterTgw(subnet: Subnet, tgw: Ref): Action {
    const attachment = attachmentOn(this.#topology, subnet.vpc, tgw);
    if (!attachment) {
      const seen =
        this.#topology.saw('tgw-vpc-attachment', subnet) ||
        this.#topology.saw('tgw-attachment', subnet);
      return end(seen ? 'no-attachment-in-az' : 'cannot-tell');
    }
    if (!LIVE.has(attachment.state)) return end('blackhole');
    if (this.#atoms.family === 6 && attachment.vpcView?.ipv6 === false) return end('no-route');
    const homes = attachment.subnets?.map((id) => this.#topology.get('subnet', id));
    if (!homes || homes.includes(undefined)) return end('cannot-tell');
    const covered = homes.some((home) => home?.zoneId === subnet.zoneId);
    if (subnet.zoneId && !covered)
      return end(isAvailabilityZone(subnet) ? 'no-attachment-in-az' : 'cannot-tell');
    return this.#atTgw(tgw, attachment, subnet.zoneId);
  }

  /** The table that answers for what arrives over an attachment. */
  #atTgw(tgw: Ref, arrived: Attachment, zone: string): Action {
    const at = arrived.ends.find((e) => e.tgw === tgw);
    if (at?.table === 'none') return end('no-association');
    const table = at?.table ? this.#topology.get('tgw-route-table', at.table) : undefined;
    if (!table) return end('cannot-tell');
    const place = this.#names.tgw(tgw, table.id, this.zonal ? zone : '');
    return { do: 'go', place };
  }

  /** The route of a transit gateway table, for a packet that entered the gateway in a zone. */
  tgwRoute(tgw: Ref, route: EffectiveTgwRoute, zone: string): Action {
    if (route.state !== 'active') return end('blackhole');
    const paths = route.targets.flatMap((t) => this.#topology.attachment(t.attachment) ?? []);
    const next = paths.find((path) => carries(this.#topology, path)) ?? paths[0];
    return next ? this.#leave(tgw, next, zone) : end('cannot-tell');
  }

  /** Whether any VPC is entered differently in different zones: only then do zones make places apart. */
  get zonal(): boolean {
    this.#zonal ??= this.#topology.attachments.some((a) => {
      const tables = (a.subnets ?? []).map((id) => {
        const subnet = this.#topology.get('subnet', id);
        return subnet && this.#topology.tableOf(subnet)?.id;
      });
      const alone = this.#topology.attachmentsOf(a.vpc ?? '').length < 2;
      return new Set(tables).size > 1 || (tables.length > 1 && !alone);
    });
    return this.#zonal;
  }

  #leave(tgw: Ref, to: Attachment, zone: string): Action {
    if (!LIVE.has(to.state)) return end('blackhole');
    switch (to.type) {
      case 'vpc':
        return this.#land(to, zone);
      case 'peering':
      case 'tgw-peering': {
        const far = to.ends.find((e) => e.tgw !== tgw);
        if (!far) return end('cannot-tell');
        return this.#topology.get('transit-gateway', far.tgw)
          ? this.#atTgw(far.tgw, to, '')
          : end('exits');
      }
      case 'vpn':
      case 'direct-connect-gateway':
        return end(downBehind(this.#topology, to)?.outcome ?? 'exits');
      case 'connect':
      case 'client-vpn':
      case 'vpn-concentrator':
        return end('exits');
      default:
        return end('cannot-tell');
    }
  }

  #land(to: Attachment, zone: string): Action {
    const vpc = to.vpc ?? to.resource;
    if (this.#atoms.family === 6 && to.vpcView?.ipv6 === false) return end('no-route');
    if (!this.#topology.get('vpc', vpc)) return end('exits');
    const subnets = to.subnets
      ?.flatMap((id) => this.#topology.get('subnet', id) ?? [])
      .sort(by((s) => s.id));
    if (!subnets || subnets.length === 0) {
      return { do: 'peer', vpc, blocks: this.#topology.cidrsOf(vpc), otherwise: 'cannot-tell' };
    }
    const same = subnets.find((s) => s.zoneId === zone);
    const landings = same && !to.vpcView?.applianceMode ? [same] : subnets;
    const places = [...new Set(landings.map((s) => this.subnetPlace(s, { foreign: true })))];
    return places.length === 1 ? { do: 'go', place: places[0]! } : { do: 'pick', places };
  }
}

/**
 * What VPC Block Public Access makes of a packet on its way out: that of the subnet it leaves from decides, and where that
 * of its sender's subnet (if it is another one) would not let it pass, AWS does not say. `isEgress`: nothing can come back
 * by the way but replies.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
 */
function passing(own: PublicBlock, sender: PublicBlock | undefined, isEgress: boolean): Outcome {
  const passes = (block: PublicBlock) => block === 'off' || (block === 'ingress' && isEgress);
  if (!passes(own)) return own === 'unknown' ? 'cannot-tell' : 'filtered';
  return sender === undefined || passes(sender) ? 'exits' : 'cannot-tell';
}

/** Addresses in the spelling of `formatIp`; what is no address is left out. */
const canonical = (ips: readonly string[]): ReadonlySet<string> =>
  new Set(ips.flatMap((text) => tryIp(text) ?? []).map(formatIp));
