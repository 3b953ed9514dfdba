/** Does what the blockers of a trace say, as edits of the network: each sentence that they may advise, and no other. */
import { parseCidr } from '#app/base/cidr.ts';
import type { RouteTarget } from '#app/kinds/route-table.ts';
import type { Edit } from '#app/routing/edit.ts';
import type { Trace } from '#app/routing/outcome.ts';
import type { Routing } from '#app/routing/routing.ts';

/** What one sentence asks for; `opens` where it leaves a choice, so that more may have to be said afterwards. */
interface Remedy {
  readonly edits: readonly Edit[];
  readonly opens?: string;
}

const targetOf = (id: string): RouteTarget => ({
  kind: id.startsWith('pcx-') ? 'vpc-peering' : 'transit-gateway',
  id,
});

/** Makes the remedies of one trace. Throws where a blocker advises what is not known here. */
export class Remedies {
  readonly #routing: Routing;
  readonly #answer: Trace;

  constructor(routing: Routing, answer: Trace) {
    this.#routing = routing;
    this.#answer = answer;
  }

  all(): Remedy[] {
    const edited = new Map<string, Edit>();
    const out: Remedy[] = [];
    for (const { change, direction } of this.#answer.blockers) {
      const remedy = this.#one(change, direction);
      out.push({ ...remedy, edits: remedy.edits.map((edit) => this.#merged(edit, edited)) });
    }
    return out;
  }

  /** Two remedies of one ACL, group or attachment both hold. */
  #merged(edit: Edit, before: Map<string, Edit>): Edit {
    if (edit.do !== 'put') return edit;
    const { resource } = edit;
    const old = before.get(resource.id);
    const was = old?.do === 'put' ? old.resource : undefined;
    let now = resource;
    if (resource.kind === 'network-acl' && was?.kind === 'network-acl')
      now = { ...resource, entries: [...resource.entries.slice(0, 1), ...was.entries] };
    if (resource.kind === 'security-group' && was?.kind === 'security-group')
      now = {
        ...resource,
        inbound: [...was.inbound, ...resource.inbound],
        outbound: [...was.outbound, ...resource.outbound],
      };
    const merged: Edit = { do: 'put', resource: now };
    before.set(resource.id, merged);
    return merged;
  }

  #one(change: string, direction: 'forward' | 'return'): Remedy {
    for (const [pattern, act] of this.#known(direction)) {
      const found = pattern.exec(change);
      if (found) return act(...found.slice(1));
    }
    throw new Error(`nobody knows how to do: ${change}`);
  }

  #known(direction: 'forward' | 'return'): [RegExp, (...parts: string[]) => Remedy][] {
    const { topology } = this.#routing;
    const goal = direction === 'forward' ? this.#answer.to : this.#answer.from;
    const block = topology.cidrsOf(goal.vpc!)[0]!.text;
    /** What leads from a VPC to where the flow should go; undefined where nothing does. */
    const link = (vpc: string): string | undefined => {
      const peering = topology
        .peeringsOf(vpc)
        .find((p) => p.state === 'active' && topology.sidesOf(p, vpc).far.vpc === goal.vpc);
      const [end] = topology
        .attachmentsOf(vpc)
        .filter((a) => a.state === 'available')
        .flatMap((a) => a.ends);
      return peering?.id ?? end?.tgw;
    };
    const route = (table: string, destination: string, target: string): Edit => ({
      do: 'put-route',
      table,
      destination,
      target: targetOf(target),
    });
    const peering = (a: string, b: string): Edit => {
      const [x, y] = [a, b].sort() as [string, string];
      const side = (vpc: string) => ({
        vpc,
        account: topology.get('vpc', vpc)!.account,
        region: topology.get('vpc', vpc)!.region,
        cidrs: topology.cidrsOf(vpc),
        dns: undefined,
        hostnames: undefined,
        support: undefined,
      });
      const base = topology.get('vpc', x)!;
      return {
        do: 'put',
        resource: {
          ...base,
          kind: 'vpc-peering',
          id: `pcx-new-${x}-${y}`,
          requester: side(x),
          accepter: side(y),
          state: 'active',
          expires: undefined,
        } as never,
      };
    };
    const revive = (id: string): Remedy => {
      const pcx = topology.get('vpc-peering', id);
      if (pcx) {
        const back = [pcx.requester.vpc, pcx.accepter.vpc].flatMap((vpc) =>
          topology
            .tablesOf(vpc)
            .flatMap((table) =>
              table.routes
                .filter((r) => r.target.id === id)
                .map((r) => route(table.id, r.destination, id)),
            ),
        );
        return { edits: [{ do: 'put', resource: { ...pcx, state: 'active' } }, ...back] };
      }
      return {
        edits: (
          ['tgw-attachment', 'tgw-vpc-attachment', 'tgw-peering-attachment'] as const
        ).flatMap((kind): Edit[] => {
          const view = topology.get(kind, id);
          return view ? [{ do: 'put', resource: { ...view, state: 'available' } }] : [];
        }),
        // AWS propagates it from then on; the table was read before.
        opens: 'an attachment that was not there when the tables were read',
      };
    };
    const allow = (protocol: string, ports: string, far: string) => {
      const [from, to = from] = ports.split('-').map(Number) as [number, number?];
      return { protocol, from, to: to, cidr: parseCidr(`${far}/32`) };
    };
    return [
      [
        /^Add a route for (\S+) to (\S+) in (\S+)\.$/,
        (c, to, table) => ({ edits: [route(table, c, to)] }),
      ],
      [
        /^(\S+) and (\S+) share no active peering or transit gateway: connect them, then route (\S+) in (\S+)\.$/,
        (a, b, c, table) => {
          const made = peering(a, b);
          const id = made.do === 'put' ? made.resource.id : '';
          return { edits: [made, route(table, c, id)], opens: 'a peering or a gateway' };
        },
      ],
      [
        /^Re-point or delete the route (\S+) in (\S+)\.$/,
        (c, table) => {
          const to = link(topology.get('route-table', table)!.vpc);
          return to
            ? { edits: [route(table, c, to)] }
            : {
                edits: [{ do: 'drop-route', table: table, destination: c }],
                opens: 'a route was deleted and nothing links the two',
              };
        },
      ],
      [
        /^Peer (\S+) with (\S+) directly, or put both on a transit gateway, and (?:re-point the )?route (\S+) in (\S+)\.$/,
        (a, b, c, table) => {
          const made = peering(a, b);
          const id = made.do === 'put' ? made.resource.id : '';
          return { edits: [made, route(table, c, id)], opens: 'a peering or a gateway' };
        },
      ],
      [
        /^Re-point the route (\S+) in (\S+) to (\S+)\.$/,
        (c, table, to) => ({ edits: [route(table, c, to)] }),
      ],
      [
        /^Route (\S+) back the way the flow came, in (\S+)\.$/,
        (_, table) => {
          const to = link(topology.get('route-table', table)!.vpc);
          const opens = 'the way the flow came is not said';
          return to
            ? { edits: [route(table, block, to)], opens }
            : { edits: [{ do: 'drop-route', table, destination: block }], opens };
        },
      ],
      [
        /^Propagate the attachment of (\S+) into (\S+), or add a static route\.$/,
        (vpc, table) => {
          const { tgw } = topology.get('tgw-route-table', table)!;
          const at = topology.attachmentsOf(vpc).find((a) => a.ends.some((e) => e.tgw === tgw))!;
          return {
            edits: [{ do: 'put-tgw-route', table: table, cidr: block, attachment: at.id }],
          };
        },
      ],
      [
        /^Add a static route for (\S+) over (\S+) to (\S+)\.$/,
        (_, over, table) => ({
          edits: [{ do: 'put-tgw-route', table: table, cidr: block, attachment: over }],
        }),
      ],
      [
        /^Remove or re-point the route (\S+) in (\S+)\.$/,
        (c, table) => ({
          edits: [{ do: 'drop-tgw-route', table: table, cidr: c }],
          opens: 'a route was removed: what is left may lack one',
        }),
      ],
      [
        /^Associate (\S+) with a route table of (\S+)\.$/,
        (attachment, tgw) => ({
          edits: [
            { do: 'associate', table: topology.tgwTablesOf(tgw)[0]!.id, attachment: attachment },
          ],
          opens: 'the table that was chosen may lack the route',
        }),
      ],
      [
        /^Add a subnet of (\S+) to (\S+)\.$/,
        (zone, id) => {
          const view = topology.get('tgw-vpc-attachment', id)!;
          const subnet = topology.subnetsOf(view.vpc).find((s) => s.zone === zone)!;
          return {
            edits: [{ do: 'put', resource: { ...view, subnets: [...view.subnets, subnet.id] } }],
            opens: 'the subnet that was chosen has a network ACL',
          };
        },
      ],
      [/^Accept (\S+?)(?: in account \d+)?\.$/, (id) => revive(id)],
      [/^Make a new (?:attachment|peering) in place of (\S+)\.$/, (id) => revive(id)],
      [
        /^Turn off the source\/destination check of (\S+)\.$/,
        (id) => ({
          edits: [
            {
              do: 'put',
              resource: { ...topology.get('network-interface', id)!, sourceDestCheck: false },
            },
          ],
        }),
      ],
      [
        /^Allow (\S+) (\S+) (?:to|from) (\S+) (inbound|outbound) in (\S+)\.$/,
        (protocol, ports, far, way, id) => {
          const acl = topology.get('network-acl', id)!;
          const { cidr, ...rule } = allow(protocol, ports, far);
          const entry = {
            number: 1,
            egress: way === 'outbound',
            allow: true,
            protocol: '6',
            cidr,
            ports: { from: rule.from, to: rule.to },
            icmp: undefined,
          };
          return { edits: [{ do: 'put', resource: { ...acl, entries: [entry, ...acl.entries] } }] };
        },
      ],
      [
        /^Allow (\S+) (\S+) (to|from) (\S+) in one of (\S+?)(?:,.*)?\.$/,
        (protocol, ports, way, far, id) => {
          const group = topology.get('security-group', id)!;
          const rule = allow(protocol, ports, far);
          const permission = {
            protocol: rule.protocol,
            fromPort: rule.from,
            toPort: rule.to,
            cidrs: [rule.cidr],
            groups: [],
            prefixLists: [],
          };
          const side = way === 'from' ? 'inbound' : 'outbound';
          const resource = { ...group, [side]: [...group[side], permission] };
          return { edits: [{ do: 'put', resource }] };
        },
      ],
    ];
  }
}
