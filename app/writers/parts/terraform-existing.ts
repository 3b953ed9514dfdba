/** What exists today and is changed, as Terraform resources with their imports: routes, peerings, reused gateways. */
import type { Ref } from '../../base/ref.ts';
import type { RouteTarget, TargetKind } from '../../kinds/route-table.ts';
import type { Change } from '../../plan/changes.ts';
import { whereOf } from '../../plan/where.ts';
import { attr, type Expr, type Item, list, nested, text } from './hcl.ts';
import { TYPES } from './terraform-types.ts';
import type { Gates } from './terraform-gates.ts';
import type { TerraformSheet } from './terraform-sheet.ts';

/** One route of a VPC route table over all steps. */
interface RouteLife {
  readonly table: Ref;
  readonly destination: string;
  /** The first step that is about it. */
  readonly step: number;
  /** Where it leads at first, and from each step on that changes it; undefined while it is not there. */
  readonly marks: { from: number; target: RouteTarget | undefined }[];
}

type RouteChange = Extract<Change, { do: 'create-route' | 'replace-route' | 'delete-route' }>;

const isRoute = (change: Change): change is RouteChange =>
  change.do === 'create-route' || change.do === 'replace-route' || change.do === 'delete-route';

const sameTarget = (a: RouteTarget | undefined, b: RouteTarget | undefined): boolean =>
  a?.kind === b?.kind && a?.id === b?.id;

/**
 * Routes over all steps, and the steps whose deletions wait for the next one: where a step makes routes that stand in
 * for a wider one, that one has to outlive them being made, and Terraform deletes when it likes.
 */
export function routeLives(steps: readonly { readonly changes: readonly Change[] }[]): {
  lives: RouteLife[];
  late: Set<number>;
} {
  const lives = new Map<string, RouteLife>();
  const late = new Set<number>();
  steps.forEach(({ changes }, i) => {
    const routes = changes.filter(isRoute);
    const makes = new Set(routes.filter((c) => c.do === 'create-route').map((c) => c.table));
    for (const change of routes) {
      const { table, destination } = change;
      const key = `${table} ${destination}`;
      const first = change.do === 'create-route' ? undefined : change.before;
      const life = lives.get(key) ?? {
        table,
        destination,
        step: i + 1,
        marks: [{ from: 0, target: first }],
      };
      lives.set(key, life);
      const target = change.do === 'delete-route' ? undefined : change.target;
      const waits = change.do === 'delete-route' && makes.has(table);
      if (waits) late.add(i + 1);
      const from = waits ? i + 2 : i + 1;
      // The last word of a step counts, and one that a later change makes void does not.
      while (life.marks.length > 1 && life.marks.at(-1)!.from >= from) life.marks.pop();
      if (!sameTarget(life.marks.at(-1)!.target, target)) life.marks.push({ from, target });
    }
  });
  return { lives: [...lives.values()], late };
}

/** Arguments of aws_route by target; what is not here it cannot lead to. */
const ARGUMENTS: Partial<Record<TargetKind, string>> = {
  'internet-gateway': 'gateway_id',
  'vpn-gateway': 'gateway_id',
  local: 'gateway_id',
  'vpc-endpoint': 'vpc_endpoint_id',
  'nat-gateway': 'nat_gateway_id',
  'network-interface': 'network_interface_id',
  'vpc-peering': 'vpc_peering_connection_id',
  'transit-gateway': 'transit_gateway_id',
  'egress-only-gateway': 'egress_only_gateway_id',
  'local-gateway': 'local_gateway_id',
  'carrier-gateway': 'carrier_gateway_id',
  'core-network': 'core_network_arn',
};

/** An expression that takes one value after another as `through` grows; equal neighbours are one. */
function overSteps(values: readonly { readonly from: number; readonly value: Expr }[]): Expr {
  const runs = values.filter(({ value }, i) => value !== values[i - 1]?.value);
  const [first, second, ...more] = runs;
  if (!second) return first!.value;
  if (more.length === 0 && (first!.value === 'null' || first!.value === '0')) {
    return `var.through >= ${second.from} ? ${second.value} : ${first!.value}`;
  }
  return runs
    .map(({ value }, i) =>
      i === runs.length - 1 ? value : `var.through < ${runs[i + 1]!.from} ? ${value} : `,
    )
    .join('');
}

export function writeRoute(sheet: TerraformSheet, gates: Gates, life: RouteLife): void {
  const { names, topology } = sheet;
  const { table, destination, step, marks } = life;
  if (marks.length === 1) return;
  const told = marks.flatMap((m) => (m.target ? [m.target] : []));
  const odd = told.find((target) => ARGUMENTS[target.kind] === undefined);
  if (odd) {
    for (const { from, target } of marks.slice(1)) {
      sheet.byHand(
        from,
        target
          ? `let ${destination} of ${table} lead to ${target.id}`
          : `delete ${destination} of ${table}`,
        `Terraform's aws_route knows no target such as ${odd.id || odd.kind}.`,
      );
    }
    return;
  }
  const args = [...new Set(told.map((target) => ARGUMENTS[target.kind]!))];
  const targets = args.map((arg) =>
    attr(
      arg,
      overSteps(
        marks
          // What a route that is not there leads to does not matter.
          .filter(({ target }) => target !== undefined)
          .map(({ from, target }) => ({
            from,
            value: ARGUMENTS[target!.kind] === arg ? names.id(target!.id) : 'null',
          })),
      ),
    ),
  );
  const there = overSteps(
    marks.map(({ from, target }) => ({ from, value: target === undefined ? '0' : '1' })),
  );
  const stays = there === '1';
  const id = `${table}_${destination}`;
  const at = gates.after(step);
  if (marks[0]!.target !== undefined) {
    const to = names.address(TYPES.route, id);
    sheet.adopt(step, stays ? to : `${to}[0]`, id);
  }
  sheet.resource(step, {
    type: TYPES.route,
    id,
    where: topology.placeOf(table),
    count: stays ? undefined : there,
    body: [
      [attr('route_table_id', names.id(table)), attr(argumentOf(destination), text(destination))],
      targets,
      at === undefined ? [] : [list('depends_on', [at])],
      // Nothing but a mistake, such as `terraform destroy`, would take away a route that stays.
      stays ? [nested('lifecycle', [attr('prevent_destroy', 'true')])] : [],
    ],
  });
}

const argumentOf = (destination: string): string =>
  destination.includes(':')
    ? 'destination_ipv6_cidr_block'
    : destination.startsWith('pl-')
      ? 'destination_prefix_list_id'
      : 'destination_cidr_block';

/** A peering that goes: in the state from the start, so that its end is the end of the resource. */
export function writePeering(
  sheet: TerraformSheet,
  step: number,
  change: Extract<Change, { do: 'delete-peering' }>,
): void {
  const { names, plan, topology } = sheet;
  const { requester, accepter } = topology.get('vpc-peering', change.peering)!;
  sheet.adopt(step, `${names.address(TYPES.peering, change.peering)}[0]`, change.peering);
  sheet.resource(step, {
    type: TYPES.peering,
    id: change.peering,
    where: whereOf(change, plan.design, topology),
    count: `var.through < ${step} ? 1 : 0`,
    body: [
      [
        attr('vpc_id', names.id(requester.vpc)),
        attr('peer_owner_id', text(accepter.account)),
        attr('peer_region', text(accepter.region)),
        attr('peer_vpc_id', names.id(accepter.vpc)),
      ],
      [leaveAlone(false, 'accepter', 'auto_accept', 'requester', 'tags', 'tags_all')],
    ],
  });
}

/** A gateway that is there, of which one option changes; all others are left to whoever set them. */
export function enableReferences(sheet: TerraformSheet, step: number, id: Ref): void {
  const { names, plan } = sheet;
  sheet.adopt(step, names.address(TYPES.gateway, id), id);
  sheet.resource(step, {
    type: TYPES.gateway,
    id,
    where: plan.design.gateways.find((g) => g.id === id)!,
    body: [
      [attr('security_group_referencing_support', `var.through >= ${step} ? "enable" : "disable"`)],
      [
        leaveAlone(
          true,
          'amazon_side_asn',
          'auto_accept_shared_attachments',
          'default_route_table_association',
          'default_route_table_propagation',
          'description',
          'dns_support',
          'multicast_support',
          'tags',
          'tags_all',
          'transit_gateway_cidr_blocks',
          'vpn_ecmp_support',
        ),
      ],
    ],
  });
}

/** An attachment that is there and stands in more subnets from some step on. */
export function writeLandings(
  sheet: TerraformSheet,
  id: Ref,
  added: readonly { readonly step: number; readonly subnets: readonly Ref[] }[],
): void {
  const { names, plan, topology } = sheet;
  const now = topology.get('tgw-vpc-attachment', id);
  const where = plan.design.attachments.find((a) => a.id === id)!;
  const { step } = added[0]!;
  if (!now || now.subnets.length === 0) {
    for (const { step, subnets } of added) {
      sheet.byHand(
        step,
        `put attachment ${id} into the subnets ${subnets.join(', ')} too`,
        'The subnets it stands in were not collected, and Terraform would take it out of them.',
      );
    }
    return;
  }
  const ids = (subnets: readonly Ref[]): Expr => `[${subnets.map((s) => names.id(s)).join(', ')}]`;
  const parts = [
    ids(now.subnets),
    ...added.map(({ step, subnets }) => `var.through >= ${step} ? ${ids(subnets)} : []`),
  ];
  sheet.adopt(step, names.address(TYPES.attachment, id), id);
  sheet.resource(step, {
    type: TYPES.attachment,
    id,
    where,
    body: [
      [
        attr('transit_gateway_id', names.id(now.tgw)),
        attr('vpc_id', names.id(now.vpc)),
        attr('subnet_ids', `concat(${parts.join(', ')})`),
      ],
      [
        leaveAlone(
          true,
          'appliance_mode_support',
          'dns_support',
          'ipv6_support',
          'security_group_referencing_support',
          'tags',
          'tags_all',
          'transit_gateway_default_route_table_association',
          'transit_gateway_default_route_table_propagation',
        ),
      ],
    ],
  });
}

/** What Terraform shall not change back to what this file does not say; `keep`: nor ever take away. */
const leaveAlone = (keep: boolean, ...args: readonly string[]): Item =>
  nested('lifecycle', [
    ...(keep ? [attr('prevent_destroy', 'true')] : []),
    list('ignore_changes', args),
  ]);
