/** The role that lets a collection into an account, as templates to be rolled out everywhere. Made from the policy. */
import { policy, type PolicyDocument, type Reading } from './policy.ts';

/** Names in the templates; `--org-role` takes the first. */
const ROLE = 'PeerlessRead';

const actions = (reading: Reading): readonly string[] =>
  policy(reading).Statement.flatMap(({ Action }) => Action);

/** What the policy is called within the role. */
const POLICY = 'PeerlessReadNetwork';

/**
 * A template for a StackSet: the same stack in every account of an organization, new ones included. JSON, so that
 * nothing of it can be read otherwise than it is meant.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs.html
 */
export function cloudFormationRole(reading: Reading = {}): string {
  const trusted = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${CollectorAccount}:root' };
  const anExternalId = { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } };
  const document: PolicyDocument = policy(reading);
  return `${JSON.stringify(
    {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: 'Lets Peerless read the network of this account. Every action only reads.',
      Parameters: {
        CollectorAccount: {
          Type: 'String',
          AllowedPattern: '[0-9]{12}',
          Description: 'The account that `peerless collect --org-role` is signed in to.',
        },
        RoleName: { Type: 'String', Default: ROLE, Description: 'What --org-role names.' },
        ExternalId: {
          Type: 'String',
          Default: '',
          NoEcho: true,
          Description: 'What --external-id gives; empty for none.',
        },
      },
      Conditions: {
        AsksForExternalId: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'ExternalId' }, ''] }] },
      },
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: { Ref: 'RoleName' },
            Description: 'Peerless reads the network',
            AssumeRolePolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Action: 'sts:AssumeRole',
                  Principal: { AWS: trusted },
                  Condition: {
                    'Fn::If': ['AsksForExternalId', anExternalId, { Ref: 'AWS::NoValue' }],
                  },
                },
              ],
            },
            Policies: [{ PolicyName: POLICY, PolicyDocument: document }],
          },
        },
      },
      Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
    },
    undefined,
    2,
  )}\n`;
}

/** The same in Terraform, for one account: applied once for each, with a provider of that account. */
export function terraformRole(reading: Reading = {}): string {
  return [
    '# Lets Peerless read the network of this account. Every action only reads.',
    'variable "collector_account" {',
    '  description = "The account that `peerless collect --org-role` is signed in to."',
    '  type        = string',
    '}',
    '',
    'variable "role_name" {',
    '  description = "What --org-role names."',
    '  type        = string',
    `  default     = "${ROLE}"`,
    '}',
    '',
    'variable "external_id" {',
    '  description = "What --external-id gives; null for none."',
    '  type        = string',
    '  default     = null',
    '  sensitive   = true',
    '}',
    '',
    'data "aws_partition" "current" {}',
    '',
    'data "aws_iam_policy_document" "trust" {',
    '  statement {',
    '    actions = ["sts:AssumeRole"]',
    '    principals {',
    '      type        = "AWS"',
    '      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${var.collector_account}:root"]',
    '    }',
    '    dynamic "condition" {',
    '      for_each = nonsensitive(var.external_id == null) ? [] : [1]',
    '      content {',
    '        test     = "StringEquals"',
    '        variable = "sts:ExternalId"',
    '        values   = [var.external_id]',
    '      }',
    '    }',
    '  }',
    '}',
    '',
    'data "aws_iam_policy_document" "read" {',
    '  statement {',
    `    sid       = "${POLICY}"`,
    '    resources = ["*"]',
    '    actions = [',
    ...actions(reading).map((action) => `      "${action}",`),
    '    ]',
    '  }',
    '}',
    '',
    'resource "aws_iam_role" "peerless" {',
    '  name               = var.role_name',
    '  description        = "Peerless reads the network"',
    '  assume_role_policy = data.aws_iam_policy_document.trust.json',
    '}',
    '',
    'resource "aws_iam_role_policy" "peerless" {',
    `  name   = "${POLICY}"`,
    '  role   = aws_iam_role.peerless.id',
    '  policy = data.aws_iam_policy_document.read.json',
    '}',
    '',
  ].join('\n');
}
