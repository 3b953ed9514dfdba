/** The least IAM policy under which a collection reads everything: exactly the calls of the kinds table. */
import { uniq } from '../base/order.ts';
import { kindIds, kinds } from '../kinds/index.gen.ts';
import type { Kind } from '../kinds/kind.ts';

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: string;
  }[];
}

/** What a collection reads beside networks, where it is not told otherwise. */
export interface Reading {
  /** False: quotas are not asked for, and AWS's defaults are taken. */
  readonly quotas?: boolean;
}

/** What `--org-role` asks of Organizations, from the account that is signed in: its accounts, and what chooses among them. */
export const ORGANIZATION = [
  'organizations:ListAccounts',
  'organizations:ListAccountsForParent',
  'organizations:ListOrganizationalUnitsForParent',
  'organizations:ListRoots',
  'organizations:ListTagsForResource',
] as const;

/** What collection asks before it knows where to look: who we are, and which Regions are enabled. */
export const PRELUDE = ['ec2:DescribeRegions', 'sts:GetCallerIdentity'] as const;

/** `service:Operation` of a kind's calls: its listing first, then the calls for each item. IAM names them the same. */
export function actionsOf(kind: Kind): string[] {
  return [kind.call, ...(kind.details ?? [])].map((call) => `${call.service}:${call.operation}`);
}

/**
 * The policy. `Resource` is `*` because EC2's read calls know no narrower one, and core networks are found by reading.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export function policy({ quotas = true }: Reading = {}): PolicyDocument {
  const read = kindIds.filter((id) => quotas || id !== 'quota');
  const actions = read.flatMap((id) => actionsOf(kinds[id] as unknown as Kind));
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'PeerlessReadNetwork',
        Effect: 'Allow',
        Action: uniq([...PRELUDE, ...actions]),
        Resource: '*',
      },
    ],
  };
}

/** The policy of whoever collects an organization: lists its accounts, and takes one role in each. */
export function organizationPolicy(
  role: string,
  partition = 'aws',
  reading: Reading = {},
): PolicyDocument {
  const { Version, Statement } = policy(reading);
  return {
    Version,
    Statement: [
      ...Statement,
      {
        Sid: 'PeerlessListOrganization',
        Effect: 'Allow',
        Action: ORGANIZATION,
        Resource: '*',
      },
      {
        Sid: 'PeerlessEnterAccounts',
        Effect: 'Allow',
        Action: ['sts:AssumeRole'],
        Resource: `arn:${partition}:iam::*:role/${role}`,
      },
    ],
  };
}
