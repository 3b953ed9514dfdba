/** What takes a step back as AWS CLI commands to type by hand, for a runbook. */
import type { Ref } from '../../base/ref.ts';
import { shellName, word } from '../../base/shell.ts';
import type { Back, Where } from '../../plan/changes.ts';
import type { Design } from '../../plan/design-shapes.ts';
import { profileOf, variableOf, whereOf } from '../../plan/where.ts';
import type { Topology } from '../../topology/topology.ts';
import { OPTIONS, tagOf } from './script-lines.ts';

/** The variable that takes the id of the peering in place of one that was deleted. */
const newPeering = (id: Ref): string => `NEW_${shellName(id)}`;

export function handCommands(change: Back, design: Design, topology: Topology): string[] {
  const where = whereOf(change, design, topology);
  const ec2 = (call: string, at: Where = where): string => aws(at, `ec2 ${call}`);
  switch (change.do) {
    case 'delete-gateway':
      return [ec2(`delete-transit-gateway --transit-gateway-id ${variableOf(change.gateway.id)}`)];
    case 'delete-table':
      return [
        ec2(
          `delete-transit-gateway-route-table --transit-gateway-route-table-id ${variableOf(change.table)}`,
        ),
      ];
    case 'unshare-gateway': {
      const share = `SHARE_${shellName(change.gateway)}`;
      return [
        `${share}="$(${aws(where, `ram get-resource-shares --resource-owner SELF --resource-share-status ACTIVE --name ${word(`peerless-${tagOf(change.gateway)}`)} --output text --query 'resourceShares[0].resourceShareArn'`)})"`,
        aws(
          where,
          `ram disassociate-resource-share --resource-share-arn "$${share}" --principals ${change.accounts.map(word).join(' ')}`,
        ),
        aws(where, `ram delete-resource-share --resource-share-arn "$${share}"`),
      ];
    }
    case 'delete-landing-table':
      return [ec2(`delete-route-table --route-table-id ${variableOf(change.table)}`)];
    case 'delete-landing':
      return [ec2(`delete-subnet --subnet-id ${variableOf(change.landing.subnet)}`)];
    case 'disable-references':
      return [
        ec2(
          `modify-transit-gateway --transit-gateway-id ${variableOf(change.gateway)} --options SecurityGroupReferencingSupport=disable`,
        ),
      ];
    case 'delete-attachment':
      return [
        ec2(
          `delete-transit-gateway-vpc-attachment --transit-gateway-attachment-id ${variableOf(change.attachment.id)}`,
        ),
      ];
    case 'remove-landings':
      return [
        ec2(
          `modify-transit-gateway-vpc-attachment --transit-gateway-attachment-id ${variableOf(change.attachment)} --remove-subnet-ids ${change.subnets.map(variableOf).join(' ')}`,
        ),
      ];
    case 'delete-link':
      return [
        ec2(
          `delete-transit-gateway-peering-attachment --transit-gateway-attachment-id ${variableOf(change.link.id)}`,
        ),
      ];
    case 'associate':
    case 'disassociate':
    case 'propagate':
    case 'stop-propagating':
      return [
        ec2(
          `${TABLE_CALLS[change.do]} --transit-gateway-route-table-id ${variableOf(change.table)} --transit-gateway-attachment-id ${variableOf(change.attachment)}`,
        ),
      ];
    case 'delete-tgw-route':
    case 'delete-tgw-blackhole':
      return [
        ec2(
          `delete-transit-gateway-route --transit-gateway-route-table-id ${variableOf(change.table)} --destination-cidr-block ${word(change.cidr)}`,
        ),
      ];
    case 'create-route':
    case 'replace-route': {
      const { table, destination, target } = change;
      return [
        ec2(
          `${change.do} ${routeOf(table, destination)} --${OPTIONS[target.kind]} ${variableOf(target.id)}`,
        ),
      ];
    }
    case 'delete-route':
      return [ec2(`delete-route ${routeOf(change.table, change.destination)}`)];
    case 'create-peering': {
      const peering = newPeering(change.peering);
      const { requester, accepter } = topology.get('vpc-peering', change.peering)!;
      const dns = (side: 'requester' | 'accepter', at: Where): string =>
        ec2(
          `modify-vpc-peering-connection-options --vpc-peering-connection-id "$${peering}" --${side}-peering-connection-options AllowDnsResolutionFromRemoteVpc=true`,
          at,
        );
      const wait = (at: Where): string =>
        ec2(`wait vpc-peering-connection-exists --vpc-peering-connection-ids "$${peering}"`, at);
      const tags = [...topology.get('vpc-peering', change.peering)!.tags]
        .filter(([key]) => !key.startsWith('aws:'))
        .map(([Key, Value]) => ({ Key, Value }));
      return [
        `${peering}="$(${ec2(`create-vpc-peering-connection --vpc-id ${word(requester.vpc)} --peer-vpc-id ${word(accepter.vpc)} --peer-owner-id ${word(accepter.account)} --peer-region ${word(accepter.region)} --output text --query VpcPeeringConnection.VpcPeeringConnectionId`)})"`,
        wait(accepter),
        ec2(`accept-vpc-peering-connection --vpc-peering-connection-id "$${peering}"`, accepter),
        ...(requester.dns === true ? [dns('requester', requester)] : []),
        ...(accepter.dns === true ? [dns('accepter', accepter)] : []),
        ...(tags.length > 0
          ? [ec2(`create-tags --resources "$${peering}" --tags ${word(JSON.stringify(tags))}`)]
          : []),
      ];
    }
    case 'restore-route': {
      const { table, destination, target } = change;
      return [
        ec2(
          `replace-route ${routeOf(table, destination)} --${OPTIONS[target.kind]} "$${newPeering(target.id)}"`,
        ),
      ];
    }
  }
}

const TABLE_CALLS = {
  associate: 'associate-transit-gateway-route-table',
  disassociate: 'disassociate-transit-gateway-route-table',
  propagate: 'enable-transit-gateway-route-table-propagation',
  'stop-propagating': 'disable-transit-gateway-route-table-propagation',
} as const;

const aws = ({ account, region }: Where, call: string): string =>
  `aws --profile "$${profileOf(account)}" --region ${word(region)} ${call}`;

const routeOf = (table: Ref, destination: string): string =>
  `--route-table-id ${variableOf(table)} --${destinationOption(destination)} ${word(destination)}`;

const destinationOption = (destination: string): string =>
  destination.startsWith('pl-')
    ? 'destination-prefix-list-id'
    : destination.includes(':')
      ? 'destination-ipv6-cidr-block'
      : 'destination-cidr-block';
