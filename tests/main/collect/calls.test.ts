/**
 * The kinds table against AWS's own service model: what we mean to call exists, is paged as we say, answers as we say.
 * Of services that speak JSON the model is our own table (decision 0009).
 */
import { describe, expect, it } from 'vitest';
import { ORGANIZATION, policy } from '#app/topology/policy.ts';
import { secretFields } from '#app/sources/secrets.ts';
import { listings } from '#main/collect/calls.ts';
import { offers } from '#main/collect/operations.ts';
import { addressOf } from '#main/collect/json-client.ts';
import { jsonOperation, JSON_SERVICES, type JsonService } from '#main/collect/json-calls.ts';
import { LARGEST_PAGE } from '#tests/aws/estate.ts';
import { type Operation, operationOf } from '#tests/aws/xml.ts';

const calls = listings.flatMap(({ call, details }) => [call, ...details]);

describe.each(calls.map((call) => [`${call.service}:${call.operation}`, call] as const))(
  '%s',
  (_, call) => {
    const json = jsonOperation(call.service, call.operation);
    const operation = json ? undefined : operationOf(call.operation)!;

    it('is offered by the SDK, and paged exactly where we ask for pages', () => {
      expect(offers(call.service, call.operation, false)).toBe(true);
      expect(offers(call.service, call.operation, true)).toBe(call.pageSize !== undefined);
    });

    it('asks for the largest page AWS documents', () => {
      if (call.pageSize !== undefined)
        expect(call.pageSize).toBe(LARGEST_PAGE[call.operation] ?? 1000);
    });

    it('answers with the list we look for', () => {
      const one = () => [...operation!.output.structIterator()].map(([name]) => name);
      expect(json ? [json.answer] : call.single ? one() : operation!.lists).toContain(call.list);
    });

    it('takes the argument we give', () => {
      const inputs = json
        ? [json.argument, json.or, ...(json.nest?.names ?? [])]
        : [...operation!.input.structIterator()].map(([name]) => name);
      expect(inputs).toEqual(
        expect.arrayContaining('argument' in call ? [call.argument as string] : []),
      );
    });
  },
);

it('drops every field AWS marks as sensitive in what we read', () => {
  const sensitive = new Set<string>();
  const seen = new Set<string>();
  const walk = (schema: Operation['output']): void => {
    if (schema.isListSchema()) return walk(schema.getValueSchema());
    if (!schema.isStructSchema() || seen.has(schema.getName() ?? '')) return;
    seen.add(schema.getName() ?? '');
    for (const [name, member] of schema.structIterator()) {
      if (member.getMergedTraits().sensitive) sensitive.add(name);
      walk(member);
    }
  };
  for (const { service, operation } of calls)
    if (service === 'ec2') walk(operationOf(operation)!.output);
  expect(sensitive.size).toBeGreaterThan(0);
  for (const name of sensitive) expect(secretFields).toContain(name);
});

it('drops the keys of Direct Connect, which the API hands out in the clear', () => {
  // https://docs.aws.amazon.com/directconnect/latest/APIReference/API_VirtualInterface.html
  expect(secretFields).toContain('authKey');
  expect(secretFields).toContain('customerRouterConfig');
});

describe('addresses of services that speak JSON', () => {
  // https://docs.aws.amazon.com/general/latest/gr/directconnect.html
  // https://docs.aws.amazon.com/general/latest/gr/networkmanager.html
  it.each([
    ['directconnect', { Region: 'eu-west-1' }, 'https://directconnect.eu-west-1.amazonaws.com'],
    [
      'directconnect',
      { Region: 'cn-north-1' },
      'https://directconnect.cn-north-1.amazonaws.com.cn',
    ],
    [
      'directconnect',
      { Region: 'us-east-1', UseFIPS: true },
      'https://directconnect-fips.us-east-1.amazonaws.com',
    ],
    ['networkmanager', { Region: 'eu-west-1' }, 'https://networkmanager.us-west-2.amazonaws.com'],
    [
      'networkmanager',
      { Region: 'us-gov-east-1' },
      'https://networkmanager.us-gov-west-1.amazonaws.com',
    ],
    [
      'networkmanager',
      { Region: 'eu-west-1', UseFIPS: true },
      'https://networkmanager-fips.us-west-2.amazonaws.com',
    ],
    // https://docs.aws.amazon.com/general/latest/gr/ao.html
    ['organizations', { Region: 'eu-west-1' }, 'https://organizations.us-east-1.amazonaws.com'],
    [
      'organizations',
      { Region: 'eu-west-1', UseFIPS: true },
      'https://organizations-fips.us-east-1.amazonaws.com',
    ],
    [
      'organizations',
      { Region: 'cn-north-1' },
      'https://organizations.cn-northwest-1.amazonaws.com.cn',
    ],
    [
      'organizations',
      { Region: 'us-gov-east-1', UseFIPS: true },
      'https://organizations.us-gov-west-1.amazonaws.com',
    ],
    [
      'networkmanager',
      { Region: 'eu-west-1', Endpoint: 'http://127.0.0.1:1' },
      'http://127.0.0.1:1',
    ],
  ] as const)('%s, %j: %s', (name, parameters, url) => {
    expect(addressOf(JSON_SERVICES[name] as JsonService, parameters).url).toBe(url);
  });
});

describe('organizations', () => {
  it('asks for nothing but what the policy of --org-role allows', () => {
    const { operations } = JSON_SERVICES.organizations;
    expect(
      Object.keys(operations)
        .map((name) => `organizations:${name}`)
        .sort(),
    ).toEqual([...ORGANIZATION]);
  });
});

describe('policy', () => {
  it('allows every call of the table and what finds accounts and Regions, and only reads', () => {
    const [statement, ...others] = policy().Statement;
    expect(others).toEqual([]);
    const actions = statement!.Action;
    expect(actions).toEqual([...new Set(actions)].sort());
    expect(actions).toEqual(
      [
        ...new Set([
          ...calls.map((c) => `${c.service}:${c.operation}`),
          'ec2:DescribeRegions',
          'sts:GetCallerIdentity',
        ]),
      ].sort(),
    );
    for (const action of actions)
      expect(action).toMatch(/^[a-z0-9-]+:(Describe|Get|List|Search)[A-Za-z]+$/);
  });
});
