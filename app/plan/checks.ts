/** Commands that show whether a step worked: they only read. A few a step, each for all of its changes of one sort in one place. */
import { groupBy, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { word } from '../base/shell.ts';
import type { Topology } from '../topology/topology.ts';
import type { Change, Design, Step, Where } from './plan.ts';
import { profileOf, variableOf, whereOf } from './where.ts';

type Checked = Pick<Step, 'phase' | 'vpcs' | 'changes'>;

/** One question about one resource. */
interface Question {
  readonly sort: keyof typeof ASK;
  readonly at: Where;
  readonly id: Ref;
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

/** Calls that take one id only. */
const SINGLE: ReadonlySet<Question['sort']> = new Set(['tgw-routes']);

/** AWS CLI calls of version 1 or 2, and `peerless` itself; `before.json` is the snapshot that the plan was made from. */
export function checksOf(step: Checked, design: Design, topology: Topology): string[] {
  if (step.phase === 'verify') {
    return ['peerless collect -o after.json', 'peerless diff before.json after.json'];
  }
  const questions = step.changes.flatMap((change) => questionsOf(change, design, topology));
  const groups = groupBy(questions, ({ sort, at, id }) =>
    [sort, at.account, at.region, SINGLE.has(sort) ? id : ''].join(' '),
  );
  return [
    ...[...groups.values()].map((same) => {
      const { sort, at } = same[0]!;
      const [call, query] = ASK[sort];
      return aws(at, `ec2 ${call} ${uniq(same.map((q) => variableOf(q.id))).join(' ')}`, query);
    }),
    ...step.changes.flatMap((change) =>
      change.do === 'share-gateway'
        ? aws(
            whereOf(change, design, topology),
            'ram list-principals --resource-owner SELF --resource-type ec2:TransitGateway',
            'principals[].id',
          )
        : [],
    ),
    ...traces(step),
  ];
}

/** The way of one pair, there and back, in a fresh snapshot. */
function traces({ phase, vpcs }: Checked): string[] {
  const [a, b] = vpcs.map(word);
  if ((phase !== 'cut-over' && phase !== 'close') || a === undefined || b === undefined) return [];
  return [
    'peerless collect -o after.json',
    `peerless trace after.json --from ${a} --to ${b}`,
    `peerless trace after.json --from ${b} --to ${a}`,
  ];
}

const aws = ({ account, region }: Where, call: string, query: string): string =>
  `aws --profile "$${profileOf(account)}" --region ${word(region)} ${call} --output text --query '${query}'`;

function questionsOf(change: Change, design: Design, topology: Topology): Question[] {
  const at = whereOf(change, design, topology);
  const ask = (sort: Question['sort'], id: Ref): Question[] => [{ sort, at, id }];
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
