/** What the AWS CLI script can do: one bash function for each sort of change, safe to run again. */

/**
 * Each looks first and changes only what is not so yet. Where it finds neither what the plan saw nor what the plan
 * wants, it stops: somebody else has been there.
 * Sources: https://docs.aws.amazon.com/cli/latest/reference/ec2/
 *          https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html
 *          https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering-accept-reject.html
 *          https://docs.aws.amazon.com/ram/latest/userguide/working-with-sharing.html
 */
export const SCRIPT_CALLS = `tags() { # TYPE TAG NAME
  printf '[{"ResourceType":"%s","Tags":[{"Key":"Name","Value":%s},{"Key":"peerless:plan","Value":"%s"},{"Key":"peerless:design","Value":"%s"}]}]' \\
    "$1" "$3" "$2" "$DESIGN"
}

# Makes something and keeps its id, unless an earlier run has made it.
make() { # VARIABLE ACCOUNT REGION WORD...
  local variable=$1 id
  shift
  if made "\${!variable}"; then
    there "\${!variable}"
    return 0
  fi
  id=$(change "$@")
  [ "$APPLY" = no ] || adopt "$variable" "$id"
}

create_gateway() { # VARIABLE REGION ACCOUNT TAG NAME ASN REFERENCES
  make "$1" "$3" "$2" ec2 create-transit-gateway \\
    --options "AmazonSideAsn=$6,AutoAcceptSharedAttachments=disable,DefaultRouteTableAssociation=disable,DefaultRouteTablePropagation=disable,VpnEcmpSupport=enable,DnsSupport=enable,SecurityGroupReferencingSupport=$7" \\
    --tag-specifications "$(tags transit-gateway "$4" "$5")" --query TransitGateway.TransitGatewayId
  gateway_ready "$2" "$3" "\${!1}"
}

gateway_ready() { # REGION ACCOUNT GATEWAY
  wait_for "transit gateway $3" available "$2" "$1" ec2 describe-transit-gateways \\
    --filters "Name=transit-gateway-id,Values=$3" --query 'TransitGateways[0].State'
}

create_table() { # VARIABLE REGION ACCOUNT TAG NAME GATEWAY
  make "$1" "$3" "$2" ec2 create-transit-gateway-route-table --transit-gateway-id "$6" \\
    --tag-specifications "$(tags transit-gateway-route-table "$4" "$5")" \\
    --query TransitGatewayRouteTable.TransitGatewayRouteTableId
  wait_for "transit gateway route table \${!1}" available "$3" "$2" ec2 describe-transit-gateway-route-tables \\
    --filters "Name=transit-gateway-route-table-id,Values=\${!1}" --query 'TransitGatewayRouteTables[0].State'
}

enable_references() { # REGION ACCOUNT GATEWAY
  local now=disable
  [ "$APPLY" = no ] || now=$(call "$2" "$1" ec2 describe-transit-gateways --filters "Name=transit-gateway-id,Values=$3" \\
    --query 'TransitGateways[0].Options.SecurityGroupReferencingSupport')
  if [ "$now" = enable ]; then there "references to security groups over $3"; else
    change "$2" "$1" ec2 modify-transit-gateway --transit-gateway-id "$3" \\
      --options SecurityGroupReferencingSupport=enable --query TransitGateway.TransitGatewayId >/dev/null
  fi
  gateway_ready "$1" "$2" "$3"
}

visible() { # REGION ACCOUNT GATEWAY
  [ "$(call "$2" "$1" ec2 describe-transit-gateways --filters "Name=transit-gateway-id,Values=$3" \\
    --query 'TransitGateways[0].State')" = available ]
}

share_gateway() { # REGION ACCOUNT TAG GATEWAY ACCOUNT...
  local region=$1 account=$2 tag=$3 gateway=$4 to arn share='' invitation until
  local -a missing
  missing=()
  shift 4
  for to in "$@"; do
    if [ "$APPLY" = yes ] && visible "$region" "$to" "$gateway"; then there "$gateway in account $to"; else missing+=("$to"); fi
  done
  [ \${#missing[@]} -gt 0 ] || return 0
  arn=\\$TGW_ARN
  if [ "$APPLY" = yes ]; then
    arn=$(call "$account" "$region" ec2 describe-transit-gateways --filters "Name=transit-gateway-id,Values=$gateway" \\
      --query 'TransitGateways[0].TransitGatewayArn')
    share=$(call "$account" "$region" ram get-resource-shares --resource-owner SELF --resource-share-status ACTIVE \\
      --tag-filters "tagKey=peerless:design,tagValues=$DESIGN" \\
      --query "resourceShares[?tags[?key=='peerless:plan' && value=='$tag']] | [0].resourceShareArn")
  fi
  case $share in
    '' | None)
      share=$(change "$account" "$region" ram create-resource-share --name "peerless-$tag" --resource-arns "$arn" \\
        --principals "\${missing[@]}" --tags "key=peerless:plan,value=$tag" "key=peerless:design,value=$DESIGN" \\
        --query resourceShare.resourceShareArn)
      ;;
    *)
      change "$account" "$region" ram associate-resource-share --resource-share-arn "$share" \\
        --principals "\${missing[@]}" --query 'resourceShareAssociations[0].status' >/dev/null
      ;;
  esac
  [ "$APPLY" = yes ] || return 0
  # Inside an organization that shares, accounts see it at once; others have an invitation to accept.
  until=$((SECONDS + WAIT))
  for to in "\${missing[@]}"; do
    until visible "$region" "$to" "$gateway"; do
      invitation=$(call "$to" "$region" ram get-resource-share-invitations --resource-share-arns "$share" \\
        --query "resourceShareInvitations[?status=='PENDING'] | [0].resourceShareInvitationArn")
      case $invitation in
        '' | None)
          [ "$SECONDS" -lt "$until" ] ||
            die "account $to does not see $gateway after $WAIT seconds. Accept the resource share there, then run this again."
          sleep "$POLL"
          ;;
        *)
          change "$to" "$region" ram accept-resource-share-invitation --resource-share-invitation-arn "$invitation" \\
            --query resourceShareInvitation.status >/dev/null
          ;;
      esac
    done
  done
}

create_landing_table() { # VARIABLE REGION ACCOUNT TAG NAME VPC
  make "$1" "$3" "$2" ec2 create-route-table --vpc-id "$6" \\
    --tag-specifications "$(tags route-table "$4" "$5")" --query RouteTable.RouteTableId
}

create_landing() { # VARIABLE REGION ACCOUNT TAG NAME VPC ZONE CIDR IPV6_CIDR TABLE
  local zone=--availability-zone used=''
  case $7 in *-az[0-9]*) zone=--availability-zone-id ;; esac
  if [ -n "$9" ]; then
    make "$1" "$3" "$2" ec2 create-subnet --vpc-id "$6" "$zone" "$7" --cidr-block "$8" --ipv6-cidr-block "$9" \\
      --tag-specifications "$(tags subnet "$4" "$5")" --query Subnet.SubnetId
  else
    make "$1" "$3" "$2" ec2 create-subnet --vpc-id "$6" "$zone" "$7" --cidr-block "$8" \\
      --tag-specifications "$(tags subnet "$4" "$5")" --query Subnet.SubnetId
  fi
  wait_for "subnet \${!1}" available "$3" "$2" ec2 describe-subnets --filters "Name=subnet-id,Values=\${!1}" \\
    --query 'Subnets[0].State'
  if [ "$APPLY" = yes ]; then
    used=$(call "$3" "$2" ec2 describe-route-tables --filters "Name=association.subnet-id,Values=\${!1}" \\
      --query 'RouteTables[0].RouteTableId')
  fi
  if [ "$used" = "\${10}" ]; then there "\${10} for \${!1}"; else
    change "$3" "$2" ec2 associate-route-table --route-table-id "\${10}" --subnet-id "\${!1}" \\
      --query AssociationId >/dev/null
  fi
}

attachment_ready() { # WORDS REGION ACCOUNT ATTACHMENT
  wait_for "attachment $4" "$1" "$3" "$2" ec2 describe-transit-gateway-vpc-attachments \\
    --filters "Name=transit-gateway-attachment-id,Values=$4" --query 'TransitGatewayVpcAttachments[0].State'
}

create_attachment() { # VARIABLE REGION ACCOUNT TAG NAME GATEWAY GATEWAY_ACCOUNT VPC IPV6 REFERENCES SUBNET...
  local variable=$1 region=$2 account=$3 tag=$4 name=$5 gateway=$6 owner=$7 vpc=$8
  local options="DnsSupport=enable,SecurityGroupReferencingSupport=\${10},Ipv6Support=$9,ApplianceModeSupport=disable"
  shift 10
  make "$variable" "$account" "$region" ec2 create-transit-gateway-vpc-attachment --transit-gateway-id "$gateway" \\
    --vpc-id "$vpc" --subnet-ids "$@" --options "$options" \\
    --tag-specifications "$(tags transit-gateway-attachment "$tag" "$name")" \\
    --query TransitGatewayVpcAttachment.TransitGatewayAttachmentId
  STATE=pendingAcceptance
  attachment_ready 'available pendingAcceptance' "$region" "$account" "\${!variable}"
  if [ "$owner" != "$account" ] && [ "$STATE" = pendingAcceptance ]; then
    change "$owner" "$region" ec2 accept-transit-gateway-vpc-attachment \\
      --transit-gateway-attachment-id "\${!variable}" --query TransitGatewayVpcAttachment.State >/dev/null
  fi
  attachment_ready available "$region" "$account" "\${!variable}"
}

add_landings() { # REGION ACCOUNT ATTACHMENT SUBNET...
  local region=$1 account=$2 attachment=$3 now='' subnet
  local -a missing
  missing=()
  shift 3
  [ "$APPLY" = no ] || now=$(call "$account" "$region" ec2 describe-transit-gateway-vpc-attachments \\
    --filters "Name=transit-gateway-attachment-id,Values=$attachment" \\
    --query 'TransitGatewayVpcAttachments[0].SubnetIds')
  for subnet in "$@"; do
    case " \${now//$'\\t'/ } " in *" $subnet "*) there "$subnet in $attachment" ;; *) missing+=("$subnet") ;; esac
  done
  [ \${#missing[@]} -eq 0 ] || change "$account" "$region" ec2 modify-transit-gateway-vpc-attachment \\
    --transit-gateway-attachment-id "$attachment" --add-subnet-ids "\${missing[@]}" \\
    --query TransitGatewayVpcAttachment.State >/dev/null
  attachment_ready available "$region" "$account" "$attachment"
}

link_ready() { # WORDS REGION ACCOUNT LINK
  wait_for "gateway peering $4" "$1" "$3" "$2" ec2 describe-transit-gateway-peering-attachments \\
    --filters "Name=transit-gateway-attachment-id,Values=$4" --query 'TransitGatewayPeeringAttachments[0].State'
}

create_link() { # VARIABLE REGION ACCOUNT TAG NAME GATEWAY PEER_REGION PEER_ACCOUNT PEER_GATEWAY
  make "$1" "$3" "$2" ec2 create-transit-gateway-peering-attachment --transit-gateway-id "$6" \\
    --peer-transit-gateway-id "$9" --peer-account-id "$8" --peer-region "$7" \\
    --tag-specifications "$(tags transit-gateway-attachment "$4" "$5")" \\
    --query TransitGatewayPeeringAttachment.TransitGatewayAttachmentId
  STATE=pendingAcceptance
  link_ready 'available pendingAcceptance' "$7" "$8" "\${!1}"
  if [ "$STATE" = pendingAcceptance ]; then
    change "$8" "$7" ec2 accept-transit-gateway-peering-attachment --transit-gateway-attachment-id "\${!1}" \\
      --query TransitGatewayPeeringAttachment.State >/dev/null
  fi
  link_ready available "$7" "$8" "\${!1}"
  link_ready available "$2" "$3" "\${!1}"
}

associate() { # REGION ACCOUNT TABLE ATTACHMENT
  local now=None
  [ "$APPLY" = no ] || now=$(call "$2" "$1" ec2 describe-transit-gateway-attachments \\
    --filters "Name=transit-gateway-attachment-id,Values=$4" \\
    --query 'TransitGatewayAttachments[0].Association.TransitGatewayRouteTableId')
  case $now in
    "$3") there "$4 in $3" ;;
    None)
      change "$2" "$1" ec2 associate-transit-gateway-route-table --transit-gateway-route-table-id "$3" \\
        --transit-gateway-attachment-id "$4" --query Association.State >/dev/null
      ;;
    *) die "$4 is associated with $now, not with $3. Somebody changed it: make the plan again from a fresh snapshot." ;;
  esac
  wait_for "the association of $4" associated "$2" "$1" ec2 describe-transit-gateway-attachments \\
    --filters "Name=transit-gateway-attachment-id,Values=$4" --query 'TransitGatewayAttachments[0].Association.State'
}

propagate() { # REGION ACCOUNT TABLE ATTACHMENT
  local now=None
  [ "$APPLY" = no ] || now=$(call "$2" "$1" ec2 get-transit-gateway-route-table-propagations \\
    --transit-gateway-route-table-id "$3" --filters "Name=transit-gateway-attachment-id,Values=$4" \\
    --query 'TransitGatewayRouteTablePropagations[0].State')
  case $now in
    enabled | enabling) there "propagation of $4 into $3" ;;
    *)
      change "$2" "$1" ec2 enable-transit-gateway-route-table-propagation --transit-gateway-route-table-id "$3" \\
        --transit-gateway-attachment-id "$4" --query Propagation.State >/dev/null
      ;;
  esac
  # Routes have to be there before anything is sent this way.
  wait_for "the propagation of $4" enabled "$2" "$1" ec2 get-transit-gateway-route-table-propagations \\
    --transit-gateway-route-table-id "$3" --filters "Name=transit-gateway-attachment-id,Values=$4" \\
    --query 'TransitGatewayRouteTablePropagations[0].State'
}

disassociate() { # REGION ACCOUNT TABLE ATTACHMENT
  local now=$3
  [ "$APPLY" = no ] || now=$(call "$2" "$1" ec2 describe-transit-gateway-attachments \\
    --filters "Name=transit-gateway-attachment-id,Values=$4" \\
    --query 'TransitGatewayAttachments[0].Association.TransitGatewayRouteTableId')
  if [ "$now" != "$3" ]; then
    say "  is gone already: $4 from $3"
    return 0
  fi
  wait_for "the association of $4" associated "$2" "$1" ec2 describe-transit-gateway-attachments \\
    --filters "Name=transit-gateway-attachment-id,Values=$4" --query 'TransitGatewayAttachments[0].Association.State'
  change "$2" "$1" ec2 disassociate-transit-gateway-route-table --transit-gateway-route-table-id "$3" \\
    --transit-gateway-attachment-id "$4" --query Association.State >/dev/null
  wait_for "the association of $4" 'None disassociated' "$2" "$1" ec2 describe-transit-gateway-attachments \\
    --filters "Name=transit-gateway-attachment-id,Values=$4" --query 'TransitGatewayAttachments[0].Association.State'
}

stop_propagating() { # REGION ACCOUNT TABLE ATTACHMENT
  local now=enabled
  [ "$APPLY" = no ] || now=$(call "$2" "$1" ec2 get-transit-gateway-route-table-propagations \\
    --transit-gateway-route-table-id "$3" --filters "Name=transit-gateway-attachment-id,Values=$4" \\
    --query 'TransitGatewayRouteTablePropagations[0].State')
  case $now in
    None | disabled | disabling) say "  is gone already: propagation of $4 into $3" ;;
    *)
      change "$2" "$1" ec2 disable-transit-gateway-route-table-propagation --transit-gateway-route-table-id "$3" \\
        --transit-gateway-attachment-id "$4" --query Propagation.State >/dev/null
      ;;
  esac
}

create_tgw_route() { # REGION ACCOUNT TABLE CIDR ATTACHMENT|blackhole
  local now=None
  # A blackhole has a state and no attachment.
  [ "$APPLY" = no ] || now=$(call "$2" "$1" ec2 search-transit-gateway-routes --transit-gateway-route-table-id "$3" \\
    --filters Name=type,Values=static "Name=route-search.exact-match,Values=$4" \\
    --query 'Routes[0] | TransitGatewayAttachments[0].TransitGatewayAttachmentId || State')
  case $now in
    "$5") there "$4 to $5 in $3" ;;
    None)
      if [ "$5" = blackhole ]; then
        change "$2" "$1" ec2 create-transit-gateway-route --transit-gateway-route-table-id "$3" \\
          --destination-cidr-block "$4" --blackhole --query Route.State >/dev/null
      else
        change "$2" "$1" ec2 create-transit-gateway-route --transit-gateway-route-table-id "$3" \\
          --destination-cidr-block "$4" --transit-gateway-attachment-id "$5" --query Route.State >/dev/null
      fi
      ;;
    *) die "$3: $4 leads to $now, not to $5. Somebody changed it: make the plan again from a fresh snapshot." ;;
  esac
  wait_for "route $4 of $3" 'active blackhole' "$2" "$1" ec2 search-transit-gateway-routes \\
    --transit-gateway-route-table-id "$3" --filters Name=type,Values=static \\
    "Name=route-search.exact-match,Values=$4" --query 'Routes[0].State'
}

# The options that name a destination, and the field that tells it.
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
    "$5") change "$2" "$1" ec2 replace-route --route-table-id "$3" "$OPTION" "$4" "--$6" "$7" ;;
    *) changed_since "$3" "$4" "$now" ;;
  esac
}

delete_route() { # REGION ACCOUNT TABLE DESTINATION BEFORE
  local now=$5
  destination "$4"
  [ "$APPLY" = no ] || now=$(target_now "$1" "$2" "$3" "$4")
  case $now in
    None) say "  is gone already: $4 in $3" ;;
    "$5") change "$2" "$1" ec2 delete-route --route-table-id "$3" "$OPTION" "$4" ;;
    *) changed_since "$3" "$4" "$now" ;;
  esac
}

# A deleted peering cannot be had back, so first: does any route lead over it that the plan did not see?
delete_peering() { # REGION ACCOUNT PEERING PEER_REGION PEER_ACCOUNT [TABLE_THAT_KEEPS_A_ROUTE...]
  local region=$1 account=$2 peering=$3 far_region=$4 far=$5 now tables table
  shift 5
  if [ "$APPLY" = yes ]; then
    now=$(call "$account" "$region" ec2 describe-vpc-peering-connections \\
      --filters "Name=vpc-peering-connection-id,Values=$peering" --query 'VpcPeeringConnections[0].Status.Code')
    case $now in
      None | deleted | deleting)
        say "  is gone already: $peering"
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
