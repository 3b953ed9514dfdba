/** Changes of VPC routes as AWS CLI commands to type by hand, for a runbook. */
import { word } from '../../base/shell.ts';
import type { Change, Design } from '../../plan/plan.ts';
import { profileOf, variableOf, whereOf } from '../../plan/where.ts';
import type { Topology } from '../../topology/topology.ts';
import { OPTIONS } from './script-lines.ts';

/** Undefined for what is not a route of a VPC. */
export function routeCommand(
  change: Change,
  design: Design,
  topology: Topology,
): string | undefined {
  if (
    change.do !== 'create-route' &&
    change.do !== 'replace-route' &&
    change.do !== 'delete-route'
  ) {
    return undefined;
  }
  const { account, region } = whereOf(change, design, topology);
  const { table, destination } = change;
  return [
    `aws --profile "$${profileOf(account)}" --region ${word(region)} ec2 ${change.do}`,
    `--route-table-id ${variableOf(table)}`,
    `--${destinationOption(destination)} ${word(destination)}`,
    ...(change.do === 'delete-route'
      ? []
      : [`--${OPTIONS[change.target.kind]} ${variableOf(change.target.id)}`]),
  ].join(' ');
}

const destinationOption = (destination: string): string =>
  destination.startsWith('pl-')
    ? 'destination-prefix-list-id'
    : destination.includes(':')
      ? 'destination-ipv6-cidr-block'
      : 'destination-cidr-block';
