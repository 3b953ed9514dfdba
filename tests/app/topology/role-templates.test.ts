/** The role of every account, as templates: what they allow, and whom they trust. */
import { parse } from '@cdktf/hcl2json';
import { expect, it } from 'vitest';
import { ORGANIZATION, organizationPolicy, policy } from '#app/topology/policy.ts';
import { cloudFormationRole, terraformRole } from '#app/topology/role-templates.ts';

const READS = policy().Statement[0]!.Action;

interface Template {
  readonly Resources: {
    readonly Role: {
      readonly Type: string;
      readonly Properties: {
        readonly AssumeRolePolicyDocument: { readonly Statement: readonly unknown[] };
        readonly Policies: readonly { readonly PolicyDocument: unknown }[];
      };
    };
  };
  readonly Parameters: { readonly ExternalId: { readonly NoEcho: boolean } };
}

it('CloudFormation: the role may read what the policy says, and trusts the one account that collects', () => {
  const { Resources, Parameters } = JSON.parse(cloudFormationRole()) as Template;
  const { Type, Properties } = Resources.Role;
  expect(Type).toBe('AWS::IAM::Role');
  expect(Properties.Policies.map((p) => p.PolicyDocument)).toEqual([policy()]);
  expect(Properties.AssumeRolePolicyDocument.Statement).toMatchObject([
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${CollectorAccount}:root' } },
    },
  ]);
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
  expect(Parameters.ExternalId.NoEcho).toBe(true);
});

it('Terraform: the same, as HashiCorp’s own parser reads it', async () => {
  const { data, resource } = (await parse('role.tf', terraformRole())) as {
    data: {
      aws_iam_policy_document: Record<string, { statement: { actions: string[] }[] }[]>;
    };
    resource: Record<string, unknown>;
  };
  const { read, trust } = data.aws_iam_policy_document;
  expect(read![0]!.statement[0]!.actions).toEqual(READS);
  expect(trust![0]!.statement[0]!.actions).toEqual(['sts:AssumeRole']);
  expect(Object.keys(resource)).toEqual(['aws_iam_role', 'aws_iam_role_policy']);
});

it('who collects an organization may list it, and take that one role and no other', () => {
  const [read, list, take, ...more] = organizationPolicy('audit/peerless', 'aws-us-gov').Statement;
  expect(more).toEqual([]);
  expect(read!.Action).toEqual(READS);
  expect(list!.Action).toEqual([...ORGANIZATION]);
  for (const action of ORGANIZATION) expect(action).toMatch(/^organizations:List/);
  expect(take).toMatchObject({
    Action: ['sts:AssumeRole'],
    Resource: 'arn:aws-us-gov:iam::*:role/audit/peerless',
  });
});
