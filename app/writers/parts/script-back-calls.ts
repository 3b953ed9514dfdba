/** What the AWS CLI script does to take changes back: one bash function for each sort, safe to run again. */

/**
 * Each touches only what an earlier run has made, which it knows by its tags, and refuses where something else uses it.
 * What was never made, or is gone, is passed over. Deleting is waited for: what stands on something goes before it.
 * Sources: https://docs.aws.amazon.com/vpc/latest/tgw/delete-tgw.html
 *          https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTransitGatewayRouteTable.html
 *          https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering-delete.html
 *          https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html
 *          https://docs.aws.amazon.com/ram/latest/APIReference/API_DisassociateResourceShare.html
 *          https://docs.aws.amazon.com/ram/latest/APIReference/API_DeleteResourceShare.html
 *          https://docs.aws.amazon.com/vpc/latest/peering/create-vpc-peering-connection.html
 */
export const SCRIPT_BACK_CALLS = `gone() { say "  is gone already: $1"; }

# True where something that a rollback names was never made, or is deleted: there is nothing to take back.
absent() { # ID...
  [ "$APPLY" = yes ] && [ -n "$ROLLBACK$BACK_TO" ] || return 1
  local id
  for id in "$@"; do
    made "$id" && continue
    say "  was never made, or is gone: \${id#?}"
    return 0
  done
  return 1
}

in_use() { # WHAT BY
  die "$1 is used by $2. Take the later steps back first, with --rollback-to; what the plan did not make, move away yourself."
}

delete_gateway() { # REGION ACCOUNT GATEWAY
  if absent "$3"; then return 0; fi
  # Attachments that were just deleted may still be going.
  STATE=None
  wait_for "the last attachment of $3" 'None deleted available pending modifying pendingAcceptance' "$2" "$1" ec2 \\
    describe-transit-gateway-attachments --filters "Name=transit-gateway-id,Values=$3" \\
    Name=state,Values=available,pending,modifying,pendingAcceptance,deleting --query 'TransitGatewayAttachments[0].State'
  case $STATE in None | '') ;; *) in_use "$3" 'an attachment' ;; esac
  change "$2" "$1" ec2 delete-transit-gateway --transit-gateway-id "$3" --query TransitGateway.State >/dev/null
  wait_for "transit gateway $3" 'None deleted' "$2" "$1" ec2 describe-transit-gateways \\
    --filters "Name=transit-gateway-id,Values=$3" --query 'TransitGateways[0].State'
}

delete_table() { # REGION ACCOUNT TABLE
  if absent "$3"; then return 0; fi
  STATE=None
  wait_for "the last association of $3" 'None disassociated associated associating' "$2" "$1" ec2 \\
    get-transit-gateway-route-table-associations --transit-gateway-route-table-id "$3" --query 'Associations[0].State'
  case $STATE in associated | associating) in_use "$3" 'an attachment' ;; esac
  change "$2" "$1" ec2 delete-transit-gateway-route-table --transit-gateway-route-table-id "$3" \\
    --query TransitGatewayRouteTable.State >/dev/null
  wait_for "transit gateway route table $3" 'None deleted' "$2" "$1" ec2 describe-transit-gateway-route-tables \\
    --filters "Name=transit-gateway-route-table-id,Values=$3" --query 'TransitGatewayRouteTables[0].State'
}

disable_references() { # REGION ACCOUNT GATEWAY
  references "$1" "$2" "$3" enable
  if [ "$NOW" = disable ]; then gone "references to security groups over $3"; else
    change "$2" "$1" ec2 modify-transit-gateway --transit-gateway-id "$3" \\
      --options SecurityGroupReferencingSupport=disable --query TransitGateway.TransitGatewayId >/dev/null
    gateway_ready "$1" "$2" "$3"
  fi
}

unshare_gateway() { # REGION ACCOUNT TAG GATEWAY ACCOUNT...
  local region=$1 account=$2 tag=$3 gateway=$4 share=\\$SHARE_ARN to principals arns
  if absent "$4"; then return 0; fi
  shift 4
  principals="$*" arns=\\$TGW_ARN
  if [ "$APPLY" = yes ]; then
    share=$(shared "$account" "$region" "$tag")
    case $share in
      '' | None)
        gone "the share of $gateway"
        return 0
        ;;
    esac
    for to in "$@"; do
      # Deleted a moment ago, an attachment may still be going.
      wait_for "the attachment of account $to" 'None deleted available pending pendingAcceptance modifying' \\
        "$account" "$region" ec2 describe-transit-gateway-attachments --filters "Name=transit-gateway-id,Values=$gateway" \\
        "Name=resource-owner-id,Values=$to" Name=state,Values=available,pending,modifying,pendingAcceptance,deleting \\
        --query 'TransitGatewayAttachments[0].State'
      case $STATE in None | '') ;; *) in_use "the share of $gateway" "an attachment of account $to" ;; esac
    done
    principals=$(partners PRINCIPAL)
    arns=$(partners RESOURCE)
  fi
  # shellcheck disable=SC2086 # Account ids and ARNs: words without blanks.
  [ -z "$principals$arns" ] || change "$account" "$region" ram disassociate-resource-share \\
    --resource-share-arn "$share" \${principals:+--principals $principals} \${arns:+--resource-arns $arns} \\
    --query 'resourceShareAssociations[0].status' >/dev/null
  wait_for "what is in the share of $gateway" None "$account" "$region" ram get-resource-share-associations \\
    --association-type PRINCIPAL --resource-share-arns "$share" --query "$LIVE.status | [0]"
  wait_for "what is in the share of $gateway" None "$account" "$region" ram get-resource-share-associations \\
    --association-type RESOURCE --resource-share-arns "$share" --query "$LIVE.status | [0]"
  change "$account" "$region" ram delete-resource-share --resource-share-arn "$share" --query returnValue >/dev/null
}

LIVE="resourceShareAssociations[?status!='DISASSOCIATED' && status!='FAILED']"

# What a share joins: account, region and share are those of the caller.
partners() { # TYPE
  local found
  found=$(call "$account" "$region" ram get-resource-share-associations --association-type "$1" \\
    --resource-share-arns "$share" --query "$LIVE.associatedEntity")
  [ "$found" = None ] || printf '%s' "\${found//[$BLANK]/ }"
}

delete_landing() { # REGION ACCOUNT SUBNET VPC
  local by
  if absent "$3"; then return 0; fi
  if [ "$APPLY" = yes ]; then
    by=$(call "$2" "$1" ec2 describe-transit-gateway-vpc-attachments --filters "Name=vpc-id,Values=$4" \\
      Name=state,Values=available,pending,modifying,pendingAcceptance \\
      --query "TransitGatewayVpcAttachments[?contains(SubnetIds, '$3')] | [0].TransitGatewayAttachmentId")
    case $by in None | '') ;; *) in_use "$3" "$by" ;; esac
    by=$(call "$2" "$1" ec2 describe-network-interfaces --filters "Name=subnet-id,Values=$3" \\
      --query "NetworkInterfaces[?InterfaceType!='transit_gateway'] | [0].NetworkInterfaceId")
    case $by in None | '') ;; *) in_use "$3" "$by" ;; esac
  fi
  # The interface of a deleted attachment goes a little later.
  wait_for "the last interface in $3" None "$2" "$1" ec2 describe-network-interfaces \\
    --filters "Name=subnet-id,Values=$3" --query 'NetworkInterfaces[0].Status'
  change "$2" "$1" ec2 delete-subnet --subnet-id "$3" --query Return >/dev/null
}

delete_landing_table() { # REGION ACCOUNT TABLE
  local by
  if absent "$3"; then return 0; fi
  if [ "$APPLY" = yes ]; then
    by=$(call "$2" "$1" ec2 describe-route-tables --route-table-ids "$3" \\
      --query 'RouteTables[0].Associations[0].SubnetId')
    case $by in None | '') ;; *) in_use "$3" "$by" ;; esac
  fi
  change "$2" "$1" ec2 delete-route-table --route-table-id "$3" --query Return >/dev/null
}

delete_attachment() { # REGION ACCOUNT ATTACHMENT
  if absent "$3"; then return 0; fi
  change "$2" "$1" ec2 delete-transit-gateway-vpc-attachment --transit-gateway-attachment-id "$3" \\
    --query TransitGatewayVpcAttachment.State >/dev/null
  attachment_ready 'None deleted' "$1" "$2" "$3"
}

remove_landings() { # REGION ACCOUNT ATTACHMENT SUBNET...
  local region=$1 account=$2 attachment=$3 now='' subnet
  local -a found
  found=()
  shift 3
  [ "$APPLY" = no ] || now=$(landings_now "$region" "$account" "$attachment")
  for subnet in "$@"; do
    if absent "$subnet"; then continue; fi
    case "$APPLY \${now//[$BLANK]/ } " in
      no* | *" $subnet "*) found+=("$subnet") ;;
      *) gone "$subnet in $attachment" ;;
    esac
  done
  [ \${#found[@]} -eq 0 ] || change "$account" "$region" ec2 modify-transit-gateway-vpc-attachment \\
    --transit-gateway-attachment-id "$attachment" --remove-subnet-ids "\${found[@]}" \\
    --query TransitGatewayVpcAttachment.State >/dev/null
  attachment_ready available "$region" "$account" "$attachment"
}

delete_link() { # REGION ACCOUNT LINK
  if absent "$3"; then return 0; fi
  change "$2" "$1" ec2 delete-transit-gateway-peering-attachment --transit-gateway-attachment-id "$3" \\
    --query TransitGatewayPeeringAttachment.State >/dev/null
  link_ready 'None deleted' "$1" "$2" "$3"
}

delete_tgw_route() { # REGION ACCOUNT TABLE CIDR ATTACHMENT|blackhole
  local now=$5
  if absent "$3" "$5"; then return 0; fi
  [ "$APPLY" = no ] || now=$(tgw_route_now "$1" "$2" "$3" "$4")
  case $now in
    "$5")
      change "$2" "$1" ec2 delete-transit-gateway-route --transit-gateway-route-table-id "$3" \\
        --destination-cidr-block "$4" --query Route.State >/dev/null
      ;;
    None) gone "$4 in $3" ;;
    *) changed_since "$3" "$4" "$now" ;;
  esac
}

# A deleted peering does not come back: another one is asked for and accepted, and stands in for it from then on.
create_peering() { # VARIABLE REGION ACCOUNT TAG NAME MORE_TAGS VPC PEER_REGION PEER_ACCOUNT PEER_VPC DNS PEER_DNS
  local variable=$1 region=$2 account=$3 far_region=$8 far=$9 now=None id
  [ "$APPLY" = no ] || now=$(peering_now "$region" "$account" "\${!variable}")
  case $now in
    active)
      there "\${!variable}"
      return 0
      ;;
    pending-acceptance | provisioning | initiating-request) ;;
    *)
      id=$(change "$account" "$region" ec2 create-vpc-peering-connection --vpc-id "$7" --peer-vpc-id "\${10}" \\
        --peer-owner-id "$far" --peer-region "$far_region" \\
        --tag-specifications "$(tags vpc-peering-connection "$4" "$5" "$6")" \\
        --query VpcPeeringConnection.VpcPeeringConnectionId)
      if [ "$APPLY" = yes ]; then printf -v "$variable" '%s' "$id"; else printf -v "$variable" '%s' "\\$$variable"; fi
      ;;
  esac
  STATE=pending-acceptance
  peering_ready 'active pending-acceptance' "$far_region" "$far" "\${!variable}"
  if [ "$STATE" = pending-acceptance ]; then
    change "$far" "$far_region" ec2 accept-vpc-peering-connection --vpc-peering-connection-id "\${!variable}" \\
      --query VpcPeeringConnection.Status.Code >/dev/null
  fi
  peering_ready active "$far_region" "$far" "\${!variable}"
  peering_ready active "$region" "$account" "\${!variable}"
  [ "\${11}" = no ] || change "$account" "$region" ec2 modify-vpc-peering-connection-options \\
    --vpc-peering-connection-id "\${!variable}" \\
    --requester-peering-connection-options AllowDnsResolutionFromRemoteVpc=true \\
    --query RequesterPeeringConnectionOptions.AllowDnsResolutionFromRemoteVpc >/dev/null
  [ "\${12}" = no ] || change "$far" "$far_region" ec2 modify-vpc-peering-connection-options \\
    --vpc-peering-connection-id "\${!variable}" \\
    --accepter-peering-connection-options AllowDnsResolutionFromRemoteVpc=true \\
    --query AccepterPeeringConnectionOptions.AllowDnsResolutionFromRemoteVpc >/dev/null
}

peering_ready() { # WORDS REGION ACCOUNT PEERING
  wait_for "peering $4" "$1" "$3" "$2" ec2 describe-vpc-peering-connections \\
    --filters "Name=vpc-peering-connection-id,Values=$4" --query 'VpcPeeringConnections[0].Status.Code'
}
`;
