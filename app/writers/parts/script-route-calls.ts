/** What the AWS CLI script does to routes of VPCs and to peerings: one bash function for each sort of change. */

/**
 * Like `SCRIPT_CALLS`: each looks first, and stops where somebody else has been.
 * Sources: https://docs.aws.amazon.com/cli/latest/reference/ec2/replace-route.html
 *          https://docs.aws.amazon.com/vpc/latest/peering/delete-vpc-peering-connection.html
 */
export const SCRIPT_ROUTE_CALLS = `# The options that name a destination, and the field that tells it.
destination() { # DESTINATION
  case $1 in
    pl-*) OPTION=--destination-prefix-list-id FIELD=DestinationPrefixListId ;;
    *:*) OPTION=--destination-ipv6-cidr-block FIELD=DestinationIpv6CidrBlock ;;
    *) OPTION=--destination-cidr-block FIELD=DestinationCidrBlock ;;
  esac
}

# Where a route leads now: the id of its target, or None.
target_now() { # REGION ACCOUNT TABLE DESTINATION
  destination "$4"
  call "$2" "$1" ec2 describe-route-tables --route-table-ids "$3" \\
    --query "RouteTables[0].Routes[?$FIELD=='$4'] | [0] | GatewayId || NatGatewayId || TransitGatewayId || VpcPeeringConnectionId || EgressOnlyInternetGatewayId || LocalGatewayId || CarrierGatewayId || CoreNetworkArn || OdbNetworkArn || NetworkInterfaceId || InstanceId"
}

changed_since() { # TABLE DESTINATION NOW
  die "$1: $2 leads to $3, which the plan did not see. Somebody changed it: make the plan again from a fresh snapshot."
}

create_route() { # REGION ACCOUNT TABLE DESTINATION OPTION TARGET
  local now=None
  destination "$4"
  [ "$APPLY" = no ] || now=$(target_now "$1" "$2" "$3" "$4")
  case $now in
    "$6") there "$4 to $6 in $3" ;;
    None)
      target_ready "$1" "$2" "$5" "$6"
      change "$2" "$1" ec2 create-route --route-table-id "$3" "$OPTION" "$4" "--$5" "$6" --query Return >/dev/null
      ;;
    *) changed_since "$3" "$4" "$now" ;;
  esac
}

replace_route() { # REGION ACCOUNT TABLE DESTINATION BEFORE OPTION TARGET
  local now=$5
  destination "$4"
  [ "$APPLY" = no ] || now=$(target_now "$1" "$2" "$3" "$4")
  case $now in
    "$7") there "$4 to $7 in $3" ;;
    "$5")
      target_ready "$1" "$2" "$6" "$7"
      change "$2" "$1" ec2 replace-route --route-table-id "$3" "$OPTION" "$4" "--$6" "$7"
      ;;
    *) changed_since "$3" "$4" "$now" ;;
  esac
}

delete_route() { # REGION ACCOUNT TABLE DESTINATION BEFORE
  local now=$5
  destination "$4"
  [ "$APPLY" = no ] || now=$(target_now "$1" "$2" "$3" "$4")
  case $now in
    None) gone "$4 in $3" ;;
    "$5") change "$2" "$1" ec2 delete-route --route-table-id "$3" "$OPTION" "$4" ;;
    *) changed_since "$3" "$4" "$now" ;;
  esac
}

peering_now() { # REGION ACCOUNT PEERING
  call "$2" "$1" ec2 describe-vpc-peering-connections --filters "Name=vpc-peering-connection-id,Values=$3" \\
    --query 'VpcPeeringConnections[0].Status.Code'
}

# A route back over a peering needs the peering: looked at once for each.
LOOKED=' '
target_ready() { # REGION ACCOUNT OPTION TARGET
  [ "$APPLY$3" = yesvpc-peering-connection-id ] || return 0
  case $LOOKED in *" $4 "*) return 0 ;; esac
  local state
  state=$(peering_now "$1" "$2" "$4")
  [ "$state" = active ] ||
    die "peering $4 is $state. Take the steps that deleted it back first: bash $0 --rollback-to STEP takes back all that came after STEP, in order."
  LOOKED="$LOOKED$4 "
}

# A deleted peering cannot be had back, so first: does any route lead over it that the plan did not see?
delete_peering() { # REGION ACCOUNT PEERING PEER_REGION PEER_ACCOUNT [TABLE_THAT_KEEPS_A_ROUTE...]
  local region=$1 account=$2 peering=$3 far_region=$4 far=$5 now tables table
  shift 5
  if [ "$APPLY" = yes ]; then
    now=$(peering_now "$region" "$account" "$peering")
    case $now in
      None | deleted | deleting)
        gone "$peering"
        return 0
        ;;
    esac
    tables=$(call "$account" "$region" ec2 describe-route-tables \\
      --filters "Name=route.vpc-peering-connection-id,Values=$peering" --query 'RouteTables[].RouteTableId')
    tables="$tables $(call "$far" "$far_region" ec2 describe-route-tables \\
      --filters "Name=route.vpc-peering-connection-id,Values=$peering" --query 'RouteTables[].RouteTableId')"
    for table in $tables; do
      case " $* " in
        *" $table "*) ;;
        *) die "$table still leads over $peering. Run the cut-over first, or take that route away, then run this again." ;;
      esac
    done
  fi
  change "$account" "$region" ec2 delete-vpc-peering-connection --vpc-peering-connection-id "$peering" \\
    --query Return >/dev/null
}
`;
