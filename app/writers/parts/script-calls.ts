/** What the AWS CLI script can do: one bash function for each sort of change, safe to run again. */

/**
 * Each looks first and changes only what is not so yet. Where it finds neither what the plan saw nor what the plan
 * wants, it stops: somebody else has been there.
 * Sources: https://docs.aws.amazon.com/cli/latest/reference/ec2/
 *          https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html
 *          https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering-accept-reject.html
 *          https://docs.aws.amazon.com/ram/latest/userguide/working-with-sharing.html
 */
export const SCRIPT_CALLS = `tags() { # TYPE TAG NAME [MORE]
  printf '[{"ResourceType":"%s","Tags":[{"Key":"Name","Value":%s},{"Key":"peerless:plan","Value":"%s"},{"Key":"peerless:design","Value":"%s"}%s]}]' \\
    "$1" "$3" "$2" "$DESIGN" "\${4:-}"
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

# Whether a gateway carries references to security groups.
references() { # REGION ACCOUNT GATEWAY IN_A_DRY_RUN
  NOW=$4
  [ "$APPLY" = no ] || NOW=$(call "$2" "$1" ec2 describe-transit-gateways --filters "Name=transit-gateway-id,Values=$3" \\
    --query 'TransitGateways[0].Options.SecurityGroupReferencingSupport')
}

enable_references() { # REGION ACCOUNT GATEWAY
  references "$1" "$2" "$3" disable
  if [ "$NOW" = enable ]; then there "references to security groups over $3"; else
    change "$2" "$1" ec2 modify-transit-gateway --transit-gateway-id "$3" \\
      --options SecurityGroupReferencingSupport=enable --query TransitGateway.TransitGatewayId >/dev/null
  fi
  gateway_ready "$1" "$2" "$3"
}

visible() { # REGION ACCOUNT GATEWAY
  [ "$(call "$2" "$1" ec2 describe-transit-gateways --filters "Name=transit-gateway-id,Values=$3" \\
    --query 'TransitGateways[0].State')" = available ]
}

# The share that an earlier run has made.
shared() { # ACCOUNT REGION TAG
  call "$1" "$2" ram get-resource-shares --resource-owner SELF --resource-share-status ACTIVE \\
    --tag-filters "tagKey=peerless:design,tagValues=$DESIGN" \\
    --query "resourceShares[?tags[?key=='peerless:plan' && value=='$3']] | [0].resourceShareArn"
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
    share=$(shared "$account" "$region" "$tag")
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

landings_now() { # REGION ACCOUNT ATTACHMENT
  call "$2" "$1" ec2 describe-transit-gateway-vpc-attachments --filters "Name=transit-gateway-attachment-id,Values=$3" \\
    --query 'TransitGatewayVpcAttachments[0].SubnetIds'
}

add_landings() { # REGION ACCOUNT ATTACHMENT SUBNET...
  local region=$1 account=$2 attachment=$3 now='' subnet
  local -a missing
  missing=()
  shift 3
  [ "$APPLY" = no ] || now=$(landings_now "$region" "$account" "$attachment")
  for subnet in "$@"; do
    case " \${now//[$BLANK]/ } " in *" $subnet "*) there "$subnet in $attachment" ;; *) missing+=("$subnet") ;; esac
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
  if absent "$3" "$4"; then return 0; fi
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
  if absent "$3" "$4"; then return 0; fi
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
  if absent "$3" "$4"; then return 0; fi
  [ "$APPLY" = no ] || now=$(call "$2" "$1" ec2 describe-transit-gateway-attachments \\
    --filters "Name=transit-gateway-attachment-id,Values=$4" \\
    --query 'TransitGatewayAttachments[0].Association.TransitGatewayRouteTableId')
  if [ "$now" != "$3" ]; then
    gone "$4 from $3"
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
  if absent "$3" "$4"; then return 0; fi
  [ "$APPLY" = no ] || now=$(call "$2" "$1" ec2 get-transit-gateway-route-table-propagations \\
    --transit-gateway-route-table-id "$3" --filters "Name=transit-gateway-attachment-id,Values=$4" \\
    --query 'TransitGatewayRouteTablePropagations[0].State')
  case $now in
    None | disabled | disabling) gone "propagation of $4 into $3" ;;
    *)
      change "$2" "$1" ec2 disable-transit-gateway-route-table-propagation --transit-gateway-route-table-id "$3" \\
        --transit-gateway-attachment-id "$4" --query Propagation.State >/dev/null
      ;;
  esac
}

# Where a static route of a gateway leads: an attachment, blackhole, which has a state and no attachment, or None.
tgw_route_now() { # REGION ACCOUNT TABLE CIDR
  call "$2" "$1" ec2 search-transit-gateway-routes --transit-gateway-route-table-id "$3" \\
    --filters Name=type,Values=static "Name=route-search.exact-match,Values=$4" \\
    --query 'Routes[0] | TransitGatewayAttachments[0].TransitGatewayAttachmentId || State'
}

create_tgw_route() { # REGION ACCOUNT TABLE CIDR ATTACHMENT|blackhole
  local now=None
  [ "$APPLY" = no ] || now=$(tgw_route_now "$1" "$2" "$3" "$4")
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
`;
