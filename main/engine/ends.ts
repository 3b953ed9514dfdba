/** Turns what a user calls an end of a flow (id, ARN, name, address) into what a trace starts from. Pure. */
import { UserError } from '#app/api/rpc.ts';
import { compareCidr, firstHost, formatIp, tryIp } from '#app/base/cidr.ts';
import { uniq } from '#app/base/order.ts';
import type { Ref } from '#app/base/ref.ts';
import { kindIds, type Resource } from '#app/kinds/index.gen.ts';
import type { Subnet } from '#app/kinds/subnet.ts';
import type { TraceQuery } from '#app/routing/routing.ts';
import type { Topology } from '#app/topology/topology.ts';

type End = TraceQuery['from'];

const bySubnet = (a: Subnet, b: Subnet): number => {
  const [x, y] = [a.cidrs[0], b.cidrs[0]];
  return x && y ? compareCidr(x, y) : Number(x === undefined) - Number(y === undefined);
};

const quote = (text: string): string => JSON.stringify(text.slice(0, 120));

/** Resources that can be an end of a flow. */
function endOfResource(topology: Topology, resource: Resource): End | undefined {
  switch (resource.kind) {
    case 'subnet':
      return { subnet: resource.id };
    case 'network-interface': {
      const ip = resource.ips[0];
      return {
        ...(resource.subnet === '' ? {} : { subnet: resource.subnet }),
        ...(ip === undefined ? {} : { ip }),
      };
    }
    case 'vpc': {
      // A VPC stands for its first subnet in address order, a subnet for its first host.
      const subnet = [...topology.subnetsOf(resource.id)].sort(bySubnet)[0];
      return subnet && { subnet: subnet.id };
    }
    default:
      return 'subnet' in resource && typeof resource.subnet === 'string'
        ? { subnet: resource.subnet }
        : undefined;
  }
}

function byName(topology: Topology, text: string): readonly Resource[] {
  const named = kindIds.flatMap((kind) =>
    (topology.all(kind) as readonly Resource[]).filter((r) => r.name === text),
  );
  const usable = named.filter((r) => endOfResource(topology, r) !== undefined);
  // A VPC's name is often given to what stands in it too: the widest one is meant.
  const vpcs = usable.filter((r) => r.kind === 'vpc');
  return vpcs.length > 0 ? vpcs : usable;
}

/**
 * Resolves an end. `ip` picks one address of it.
 * Throws UserError, with the way out, where the text names nothing, several things, or something no flow can end at.
 */
export function endOf(topology: Topology, text: string, ip?: string): End {
  const query = text.trim();
  if (ip !== undefined && ip !== '' && !tryIp(ip))
    throw new UserError(`${quote(ip)} is not an IP address.`);
  const picked = ip === undefined || ip === '' ? {} : { ip };
  if (tryIp(query)) return { ip: query };
  const ref: Ref = query.startsWith('arn:') ? query.slice(query.lastIndexOf('/') + 1) : query;

  const resource = topology.find(ref) ?? instanceEnd(topology, ref);
  if (resource) {
    const end = endOfResource(topology, resource);
    if (end) return { ...end, ...picked };
    throw new UserError(
      `A flow cannot start or end at ${topology.label(resource.id)}. Name a subnet, a VPC, a network interface or an address.`,
    );
  }
  const block = topology.ghost(ref)?.cidrs[0];
  if (block) return { ip: formatIp(firstHost(block)), ...picked };
  if (topology.ghost(ref)) {
    throw new UserError(
      `${ref} was not read, and its addresses are not known. Give an address in it instead.`,
    );
  }
  const named = byName(topology, query);
  const [only, other] = named;
  if (only && !other) return { ...endOfResource(topology, only), ...picked };
  if (other) {
    const ids = uniq(named.map((r) => r.id));
    const more = ids.length > 5 ? ` and ${ids.length - 5} more` : '';
    throw new UserError(
      `${quote(query)} names ${ids.length} resources: ${ids.slice(0, 5).join(', ')}${more}. Give the id.`,
    );
  }
  throw new UserError(`${quote(query)} is no id, name, ARN or address of this estate.`);
}

/** Instances are known by the interfaces they hold. */
const instanceEnd = (topology: Topology, ref: Ref): Resource | undefined =>
  ref.startsWith('i-')
    ? topology.all('network-interface').find((eni) => eni.instance === ref)
    : undefined;
