/**
 * Commands that show whether a step worked, and what they print then: they only read. A few a step, each for all of its
 * changes of one sort in one place.
 */
import { groupBy, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { word } from '../base/shell.ts';
import type { Routing } from '../routing/routing.ts';
import type { Topology } from '../topology/topology.ts';
import { checkLines } from './check-lines.ts';
import type { Change, Where } from './changes.ts';
import type { Design } from './design-shapes.ts';
import type { Step, StepCheck } from './plan.ts';
import { profileOf, variableOf, whereOf } from './where.ts';

type Checked = Pick<Step, 'phase' | 'vpcs' | 'changes'>;

/** One question about one resource. */
interface Question {
  readonly sort: keyof typeof ASK;
  readonly at: Where;
  readonly id: Ref;
  /** What the answer says of it. */
  readonly expect: readonly string[];
}

const OVER = 'TransitGatewayId || VpcPeeringConnectionId';
const TO = 'DestinationCidrBlock || DestinationIpv6CidrBlock || DestinationPrefixListId';

/** The call that answers it, where the ids go, and what to look at. */
const ASK = {
  gateway: [
    'describe-transit-gateways --transit-gateway-ids',
    'TransitGateways[].[TransitGatewayId, State, Options.SecurityGroupReferencingSupport]',
  ],
  table: [
    'describe-transit-gateway-route-tables --transit-gateway-route-table-ids',
    'TransitGatewayRouteTables[].[TransitGatewayRouteTableId, State]',
  ],
  subnet: [
    'describe-subnets --subnet-ids',
    'Subnets[].[SubnetId, AvailabilityZone, CidrBlock, State]',
  ],
  attachment: [
    'describe-transit-gateway-attachments --transit-gateway-attachment-ids',
    'TransitGatewayAttachments[].[TransitGatewayAttachmentId, ResourceId, State, Association.TransitGatewayRouteTableId, Association.State]',
  ],
  landings: [
    'describe-transit-gateway-vpc-attachments --transit-gateway-attachment-ids',
    'TransitGatewayVpcAttachments[].[TransitGatewayAttachmentId, State, SubnetIds]',
  ],
  'tgw-routes': [
    'search-transit-gateway-routes --filters Name=state,Values=active,blackhole --transit-gateway-route-table-id',
    'Routes[].[DestinationCidrBlock, Type, State, TransitGatewayAttachments[0].ResourceId]',
  ],
  routes: [
    'describe-route-tables --route-table-ids',
    `RouteTables[].Routes[?${OVER}][].[${TO}, ${OVER}, State]`,
  ],
  peering: [
    'describe-vpc-peering-connections --vpc-peering-connection-ids',
    'VpcPeeringConnections[].[VpcPeeringConnectionId, Status.Code]',
  ],
} as const;

/** Calls that take one id only, or whose answer does not say which id it is about. */
const SINGLE: ReadonlySet<Question['sort']> = new Set(['tgw-routes', 'routes']);

/** What a check is made from, beside the step itself. */
export interface ChecksInput {
  readonly design: Design;
  /** The network as it is today. */
  readonly topology: Topology;
  /** The network once the plan is carried out. */
  readonly after: Routing;
}

/** AWS CLI calls of version 1 or 2, and `peerless` itself; `before.json` is the snapshot that the plan was made from. */
export function checksOf(step: Checked, input: ChecksInput): StepCheck[] {
  const { design, topology } = input;
  if (step.phase === 'verify') {
    return [COLLECT, { command: 'peerless diff before.json after.json', expect: compared(design) }];
  }
  const questions = step.changes.flatMap((change) => questionsOf(change, input));
  const groups = groupBy(questions, ({ sort, at, id }) =>
    [sort, at.account, at.region, SINGLE.has(sort) ? id : ''].join(' '),
  );
  return [
    ...[...groups.values()].map((same): StepCheck => {
      const { sort, at } = same[0]!;
      const [call, query] = ASK[sort];
      return {
        command: aws(at, `ec2 ${call} ${uniq(same.map((q) => variableOf(q.id))).join(' ')}`, query),
        expect: [...new Set(same.flatMap((q) => q.expect))],
      };
    }),
    ...step.changes.flatMap((change): StepCheck[] =>
      change.do === 'share-gateway'
        ? [
            {
              command: aws(
                whereOf(change, design, topology),
                'ram list-principals --resource-owner SELF --resource-type ec2:TransitGateway',
                'principals[].id',
              ),
              expect: change.accounts,
            },
          ]
        : [],
    ),
    ...traces(step, input.after),
  ];
}

const COLLECT: StepCheck = {
  command: 'peerless collect -o after.json',
  expect: ['It ends with exit code 0, or 4 where something was refused before too.'],
};

/** What stands under `Reachability` when every pair was sent the new way; pairs are closed after that. */
const compared = ({ opened }: Design): string[] => [
  opened.length === 0
    ? 'Reachability  no change'
    : `Under Reachability only the pairs that the mode opens (${opened.length}).`,
];

/** The way of one pair, there and back, in a fresh snapshot. */
function traces({ phase, vpcs }: Checked, after: Routing): StepCheck[] {
  const [a, b] = vpcs;
  if ((phase !== 'cut-over' && phase !== 'close') || a === undefined || b === undefined) return [];
  return [
    COLLECT,
    ...[[a, b] as const, [b, a] as const].map(([from, to]): StepCheck => ({
      command: `peerless trace after.json --from ${word(from)} --to ${word(to)}`,
      expect: [outcomeOf(after, from, to)],
    })),
  ];
}

const ASK_BEFORE = 'The outcome is the one it has with before.json.';

const places = new WeakMap<Routing, ReadonlyMap<Ref, number>>();

/** How the pair fares when the plan is carried out: so it does from its own step on. */
function outcomeOf(after: Routing, from: Ref, to: Ref): string {
  const reach = after.reach();
  let at = places.get(after);
  if (!at) places.set(after, (at = new Map(reach.vpcs.map((id, i) => [id, i]))));
  const [x, y] = [at.get(from), at.get(to)];
  if (x === undefined || y === undefined) return ASK_BEFORE;
  const { outcome } = reach.pair(x, y);
  // Of subnets that fare differently `trace` shows the first that delivers.
  if (outcome !== 'mixed') return `The outcome is ${outcome}.`;
  return reach.parts(x, y).some((part) => part.outcome === 'delivered')
    ? 'The outcome is delivered.'
    : ASK_BEFORE;
}

const aws = ({ account, region }: Where, call: string, query: string): string =>
  `aws --profile "$${profileOf(account)}" --region ${word(region)} ${call} --output text --query '${query}'`;

function questionsOf(change: Change, input: ChecksInput): Question[] {
  const at = whereOf(change, input.design, input.topology);
  const expect = checkLines(change, input.design, input.topology);
  const ask = (sort: Question['sort'], id: Ref): Question[] => [{ sort, at, id, expect }];
  switch (change.do) {
    case 'create-gateway':
      return ask('gateway', change.gateway.id);
    case 'enable-references':
      return ask('gateway', change.gateway);
    case 'create-table':
      return ask('table', change.table);
    case 'create-landing':
      return ask('subnet', change.landing.subnet);
    case 'add-landings':
      return ask('landings', change.attachment);
    // The owner of the gateway sees attachments of all accounts, with what they are associated with.
    case 'associate':
      return ask('attachment', change.attachment);
    case 'propagate':
    case 'stop-propagating':
    case 'create-tgw-route':
    case 'create-tgw-blackhole':
      return ask('tgw-routes', change.table);
    case 'create-route':
    case 'replace-route':
    case 'delete-route':
      return ask('routes', change.table);
    case 'delete-peering':
      return ask('peering', change.peering);
    case 'create-attachment':
      // Associated in the same step, and asked about there, unless the design says otherwise.
      return ask('landings', change.attachment.id);
    case 'disassociate':
    case 'create-link':
    case 'create-landing-table':
    case 'share-gateway':
      return [];
  }
}
