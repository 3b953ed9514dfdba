/** The transit gateways of a design, one for each Region, and the peerings between them. */
import { by, byText, groupBy } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Topology } from '../topology/topology.ts';
import type { GatewayDesign, LinkDesign } from './design-shapes.ts';

/** First of the private 16-bit AS numbers, 64512 to 65534. */
const FIRST_ASN = 64512;

/** Gateways for the Regions of the members, sorted by Region; `reuse` are existing ones, one a Region at most. */
export function gatewaysFor(
  topology: Topology,
  members: readonly Ref[],
  reuse: readonly Ref[],
): GatewayDesign[] {
  const regions = groupBy(members, (vpc) => topology.placeOf(vpc).region);
  const existing = new Map(reuse.map((id) => [topology.placeOf(id).region, id]));
  const asns = freeAsns(topology);
  return [...regions.keys()].sort(byText).map((region) => {
    const vpcs = regions.get(region)!;
    const references = referencesGroups(topology, new Set(members), region);
    const id = existing.get(region);
    const tgw = id === undefined ? undefined : topology.get('transit-gateway', id);
    if (tgw) {
      return {
        id: tgw.id,
        existing: true,
        name: tgw.name || tgw.id,
        account: tgw.account,
        region,
        asn: tgw.asn,
        securityGroupReferencing: tgw.securityGroupReferencing === true || references,
      };
    }
    return {
      id: `planned-tgw-${region}`,
      existing: false,
      name: `peerless-${region}`,
      account: mostOf(topology, vpcs),
      region,
      asn: asns.next().value,
      securityGroupReferencing: references,
    };
  });
}

/** The account that owns most of these VPCs. */
function mostOf(topology: Topology, vpcs: readonly Ref[]): string {
  const [account = ''] = [...groupBy(vpcs, (vpc) => topology.placeOf(vpc).account)]
    .sort(([a, x], [b, y]) => y.length - x.length || byText(a, b))
    .map(([id]) => id);
  return account;
}

function* freeAsns(topology: Topology): Generator<number, never> {
  const taken = new Set<number>();
  for (const { asn } of topology.all('transit-gateway')) if (asn !== undefined) taken.add(asn);
  for (let asn = FIRST_ASN; ; asn++) if (!taken.has(asn)) yield asn;
}

/** True where a security group of a member lets in a group of another member of the Region. */
function referencesGroups(topology: Topology, members: ReadonlySet<Ref>, region: string): boolean {
  return topology.all('security-group').some(
    (group) =>
      group.region === region &&
      members.has(group.vpc) &&
      group.inbound.some((rule) =>
        rule.groups.some((ref) => {
          const vpc = ref.vpc ?? topology.get('security-group', ref.group)?.vpc;
          return vpc !== undefined && vpc !== group.vpc && members.has(vpc);
        }),
      ),
  );
}

/** One for each pair of Regions with something to say to each other: two gateways can be peered once only. */
export function linksBetween(
  topology: Topology,
  needs: ReadonlyMap<Ref, ReadonlySet<Ref>>,
  gateways: readonly GatewayDesign[],
): LinkDesign[] {
  const pairs = new Map<string, [string, string]>();
  for (const [from, to] of needs) {
    for (const vpc of to) {
      const [a, b] = [topology.placeOf(from).region, topology.placeOf(vpc).region].sort(byText);
      if (a !== b) pairs.set(`${a} ${b}`, [a!, b!]);
    }
  }
  const at = (region: string): Ref => gateways.find((g) => g.region === region)!.id;
  return [...pairs]
    .sort(([a], [b]) => byText(a, b))
    .map(([, [a, b]]) => {
      const [requester, accepter] = [at(a), at(b)];
      const there = topology
        .all('tgw-peering-attachment')
        .filter((p) => p.state === 'available')
        .filter((p) => joins(p.requester.tgw, p.accepter.tgw, requester, accepter))
        .sort(by((p) => p.id))[0];
      return {
        id: there?.id ?? `planned-link-${a}-${b}`,
        existing: there !== undefined,
        name: there ? there.name || there.id : `peerless-${a}-${b}`,
        requester: there?.requester.tgw ?? requester,
        accepter: there?.accepter.tgw ?? accepter,
        byDefault: there
          ? []
          : [requester, accepter].flatMap(
              (id) => topology.get('transit-gateway', id)?.defaultAssociationTable ?? [],
            ),
      };
    });
}

const joins = (x: Ref, y: Ref, a: Ref, b: Ref): boolean =>
  (x === a && y === b) || (x === b && y === a);

/** The table that answers for what comes over an attachment of a gateway; undefined where it is associated with none. */
export function associationOf(topology: Topology, attachment: Ref, tgw: Ref): Ref | undefined {
  const table = topology.attachment(attachment)?.ends.find((end) => end.tgw === tgw)?.table;
  return table === 'none' ? undefined : table;
}
