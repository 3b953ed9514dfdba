/**
 * Gates of the AWS CLI script: before the cut-over it looks whether all that the build makes is there, also on a gateway
 * that was there before; before it takes the build back, whether any route of a VPC still leads to the gateway.
 */
import { append, groupBy } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import { word } from '../../base/shell.ts';
import type { Change } from '../../plan/changes.ts';
import type { Plan } from '../../plan/plan.ts';
import { whereOf } from '../../plan/where.ts';
import { argument, type ScriptPlan } from './script-lines.ts';

/** A few calls in all: one for each table of a gateway, not one for each route. */
export const SCRIPT_GATES = `not_built() { # WHAT
  die "the build is not complete: $1. Run it first; what is done already is left alone: bash $0 --apply --phase build"
}

# Dies where one of some words is not in what AWS lists.
all_in() { # LISTED WHAT WORD...
  local listed=" \${1//[$BLANK]/ } " what=$2 one
  shift 2
  for one in "$@"; do
    case $listed in *" $one "*) ;; *) not_built "$one $what" ;; esac
  done
}

has_associated() { # REGION ACCOUNT TABLE ATTACHMENT...
  local listed
  listed=$(call "$2" "$1" ec2 get-transit-gateway-route-table-associations --transit-gateway-route-table-id "$3" \\
    --query "Associations[?State=='associated'].TransitGatewayAttachmentId")
  all_in "$listed" "is not associated with $3" "\${@:4}"
}

has_propagated() { # REGION ACCOUNT TABLE ATTACHMENT...
  local listed
  listed=$(call "$2" "$1" ec2 get-transit-gateway-route-table-propagations --transit-gateway-route-table-id "$3" \\
    --query "TransitGatewayRouteTablePropagations[?State=='enabled'].TransitGatewayAttachmentId")
  all_in "$listed" "does not propagate into $3" "\${@:4}"
}

# A search answers with 1,000 routes at most: of those it leaves out, each is looked for.
has_routes() { # REGION ACCOUNT TABLE CIDR...
  local listed cidr
  listed=$(call "$2" "$1" ec2 search-transit-gateway-routes --transit-gateway-route-table-id "$3" \\
    --filters Name=type,Values=static --query 'Routes[].DestinationCidrBlock')
  listed=" \${listed//[$BLANK]/ } "
  for cidr in "\${@:4}"; do
    case $listed in *" $cidr "*) continue ;; esac
    [ "$(tgw_route_now "$1" "$2" "$3" "$cidr")" != None ] || not_built "$3 has no route $cidr"
  done
}

has_landings() { # REGION ACCOUNT ATTACHMENT SUBNET...
  all_in "$(landings_now "$1" "$2" "$3")" "is not in $3" "\${@:4}"
}

has_references() { # REGION ACCOUNT GATEWAY
  references "$1" "$2" "$3" enable
  [ "$NOW" = enable ] || not_built "$3 carries no references to security groups"
}

# Dies where a route of these VPCs leads to a gateway, but for those that did before the plan.
leads_nowhere() { # REGION ACCOUNT GATEWAY VPCS [TABLE DESTINATION]...
  local gateway=$3 vpcs=$4 listed table vpc destination was last=\${STEPS%% cut-over*}
  made "$gateway" || return 0
  listed=$(call "$2" "$1" ec2 describe-route-tables --filters "Name=route.transit-gateway-id,Values=$gateway" \\
    --query "RouteTables[].[RouteTableId, VpcId, join(' ', Routes[?TransitGatewayId=='$gateway'].[DestinationCidrBlock || DestinationIpv6CidrBlock || DestinationPrefixListId][])]")
  was=" \${*:5} "
  while read -r table vpc listed; do
    case " $vpcs " in *" $vpc "*) ;; *) continue ;; esac
    for destination in $listed; do
      case $was in *" $table $destination "*) ;; *)
        die "$table still sends $destination to $gateway. Take the cut-over back first: bash $0 --rollback-to \${last##* } --apply"
        ;;
      esac
    done
  done <<<"$listed"
}
`;

/** The two functions of one plan that the frame calls. */
export function gateLines(plan: Plan, script: ScriptPlan): string[] {
  return [
    ...bodyOf('built', builtLines(plan, script)),
    ...bodyOf('unused', unusedLines(plan, script)),
  ];
}

const bodyOf = (name: string, lines: readonly string[]): string[] => [
  `${name}() {`,
  ...(lines.length === 0 ? ['  :'] : lines.map((line) => `  ${line}`)),
  '}',
];

/** What the build makes in a table, or of something that is there, as one look each. */
function builtLines({ steps }: Plan, { design, topology }: ScriptPlan): string[] {
  const looks = new Map<string, string[]>();
  const look = (name: string, change: Change, of: Ref, ...words: readonly string[]) => {
    const { account, region } = whereOf(change, design, topology);
    const key = [name, word(region), word(account), argument(of)].join(' ');
    looks.set(key, [...(looks.get(key) ?? []), ...words]);
  };
  for (const change of steps.filter((s) => s.phase === 'build').flatMap((s) => s.changes)) {
    switch (change.do) {
      case 'associate':
        look('has_associated', change, change.table, argument(change.attachment));
        break;
      case 'propagate':
        look('has_propagated', change, change.table, argument(change.attachment));
        break;
      case 'create-tgw-route':
      case 'create-tgw-blackhole':
        look('has_routes', change, change.table, word(change.cidr));
        break;
      case 'add-landings':
        look('has_landings', change, change.attachment, ...change.subnets.map(argument));
        break;
      case 'enable-references':
        look('has_references', change, change.gateway);
        break;
      default:
      // What has an id of its own is found by its tags.
    }
  }
  return [...looks].map(([key, words]) => [key, ...words].join(' '));
}

function unusedLines({ design }: Plan, { topology }: ScriptPlan): string[] {
  const before = new Map<Ref, string[]>();
  const gateways = new Set(design.gateways.map((g) => g.id));
  for (const { id, vpc, routes } of topology.all('route-table')) {
    for (const { target, destination } of routes) {
      if (gateways.has(target.id)) append(before, `${vpc} ${target.id}`, `${id} ${destination}`);
    }
  }
  const groups = groupBy(design.attachments, (a) => `${a.gateway} ${a.account}`);
  return [...groups.values()].map((same) => {
    const [{ gateway, account, region }] = same as [(typeof same)[0]];
    const vpcs = same.map((a) => a.vpc);
    return [
      'leads_nowhere',
      word(region),
      word(account),
      argument(gateway),
      word(vpcs.join(' ')),
      ...vpcs
        .flatMap((vpc) => before.get(`${vpc} ${gateway}`) ?? [])
        .map((route) => route.split(' ').map(word).join(' ')),
    ].join(' ');
  });
}
