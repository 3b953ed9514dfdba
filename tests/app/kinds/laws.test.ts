/** The laws of kinds: every kind reads its sample, tolerates what is new, and names what is wrong. */
import { describe, expect, test } from 'vitest';
import { FieldError, Fields } from '#app/kinds/fields.ts';
import { type KindId, kindIds, kinds, type Resource } from '#app/kinds/index.gen.ts';
import type { Kind, ReadContext, ResourceBase } from '#app/kinds/kind.ts';
import { samples } from './samples.ts';

const HERE = { account: '111111111111', region: 'us-east-1' };

const kindOf = (id: KindId) => kinds[id] as unknown as Kind;

function read(id: KindId, item: unknown, details = samples[id].details): ResourceBase {
  const kind = kindOf(id);
  const context: ReadContext = {
    ...HERE,
    detail: (as) => details?.[as]?.map((d, i) => new Fields(d, `${as}[${i}]`)),
    truncated: () => false,
    parts: (as) => [
      { args: {}, items: details?.[as]?.map((d, i) => new Fields(d, `${as}[${i}]`)) },
    ],
    staticOnly: () => false,
  };
  return kind.read(new Fields(item, `${kind.call.list}[0]`), context);
}

const omit = (value: object, field: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([key]) => key !== field));

/** The value with an unknown field in every object. */
const grown = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(grown)
    : typeof value === 'object' && value !== null
      ? {
          ...Object.fromEntries(Object.entries(value).map(([k, v]) => [k, grown(v)])),
          FieldOfTheFuture: { Since: 2030 },
        }
      : value;

/** What was read, without the item as it came. */
const essence = (resource: ResourceBase): unknown => omit(resource, 'raw');

describe.each(kindIds)('%s', (id) => {
  const kind = kindOf(id);
  const { item, refers } = samples[id];

  test('reads its sample: id, account, Region, name', () => {
    expect(read(id, item)).toMatchObject({
      kind: id,
      id: item[kind.idField],
      ...HERE,
      name: 'sample',
    });
    // Ids without a prefix are UUIDs or ARNs.
    const [prefix] = kind.prefixes;
    expect(item[kind.idField]).toMatch(
      prefix ? new RegExp(`^${prefix}`) : /^(?:[0-9a-f]{8}(-\w{4}){3}-|arn:)/,
    );
  });

  test('refers to what the sample names, and only to kinds that exist', () => {
    const found = kind.references(read(id, item));
    for (const reference of found) expect(kindIds).toContain(reference.kind);
    expect([...new Set(found.map((r) => `${r.kind} ${r.id}`))].sort()).toEqual(refers);
  });

  test('tolerates fields it does not know, at any depth', () => {
    const details = samples[id].details;
    const more = details && (grown(details) as typeof details);
    expect(essence(read(id, grown(item), more))).toEqual(essence(read(id, item)));
  });

  test('counts null as absent in every field but the essential ones', () => {
    for (const field of Object.keys(item)) {
      const absent = omit(item, field);
      let wanted: unknown;
      try {
        wanted = essence(read(id, absent));
      } catch (error) {
        expect(error).toBeInstanceOf(FieldError);
        expect(() => read(id, { ...item, [field]: null })).toThrow((error as Error).message);
        continue;
      }
      expect(essence(read(id, { ...item, [field]: null }))).toEqual(wanted);
    }
  });

  test('without its id it is refused by path', () => {
    const nameless = omit(item, kind.idField);
    expect(() => read(id, nameless)).toThrow(FieldError);
    expect(() => read(id, nameless)).toThrow(`${kind.call.list}[0].${kind.idField}: is missing`);
  });

  test('a wrong type in any field it reads is a FieldError with the path, never another error', () => {
    let told = 0;
    for (const field of Object.keys(item)) {
      for (const wrong of [7, true, 'x', [7], { x: 1 }, [[]]]) {
        try {
          const resource = read(id, { ...item, [field]: wrong });
          // What is tolerated must still be usable.
          kind.references(resource);
        } catch (error) {
          expect(error).toBeInstanceOf(FieldError);
          expect((error as FieldError).path).toContain(`${kind.call.list}[0].${field}`);
          told++;
        }
      }
    }
    expect(told).toBeGreaterThan(2);
  });

  test('its call is an operation of its service, named as the IAM action is', () => {
    for (const call of [kind.call, ...(kind.details ?? [])]) {
      expect(call.operation).toMatch(/^(Describe|Get|Search|List)[A-Z][A-Za-z]+$/);
      // Fields of Direct Connect and RAM begin in lower case, everybody else's in capitals.
      expect(call.list).toMatch(
        ['directconnect', 'ram'].includes(call.service) ? /^[a-z]\w+$/ : /^[A-Z]\w+$/,
      );
    }
  });
});

test('every kind has a sample, and every list belongs to one kind', () => {
  expect(Object.keys(samples).sort()).toEqual([...kindIds].sort());
  const lists = kindIds.map((id) => kinds[id].call.list);
  expect(new Set(lists).size).toBe(lists.length);
});

describe('what AWS documents of single fields', () => {
  const as = <K extends Resource['kind']>(kind: K, item: unknown) =>
    read(kind, item) as unknown as Extract<Resource, { kind: K }>;

  test('a VPC has all of its blocks, but none that is disassociated', () => {
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcCidrBlockState.html
    const gone = { CidrBlock: '10.5.0.0/16', CidrBlockState: { State: 'disassociated' } };
    const { item } = samples.vpc;
    const set = [...(item['CidrBlockAssociationSet'] as unknown[]), gone];
    const vpc = as('vpc', { ...item, CidrBlockAssociationSet: set });
    expect(vpc.cidrs.map((c) => c.text)).toEqual(['10.0.0.0/16', '100.64.0.0/16', '2001:db8::/56']);
  });

  test.each([
    ['   ', ''],
    ['\u3000\t', ''],
    [' core ', ' core '],
  ])('a tag Name of %j names it %j', (Value, name) => {
    const { item } = samples.vpc;
    expect(as('vpc', { ...item, Tags: [{ Key: 'Name', Value }] }).name).toBe(name);
  });

  test('a deleted peering still names its VPCs, but they are not looked for', () => {
    // https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html: visible for hours to days
    const { item } = samples['vpc-peering'];
    const peering = as('vpc-peering', { ...item, Status: { Code: 'deleted' } });
    expect(peering.accepter.vpc).toBe('vpc-2');
    expect(kinds['vpc-peering'].references(peering)).toEqual([]);
  });

  test('the target of a blackhole route is gone, not unseen', () => {
    const { item } = samples['route-table'];
    const Routes = [
      { DestinationCidrBlock: '10.1.0.0/16', VpcPeeringConnectionId: 'pcx-1', State: 'blackhole' },
    ];
    const table = as('route-table', { ...item, Routes });
    expect(kinds['route-table'].references(table).map((r) => r.id)).not.toContain('pcx-1');
  });

  test('entries of a network ACL come in the order of evaluation', () => {
    // https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
    const { item } = samples['network-acl'];
    const Entries = [...(item['Entries'] as unknown[])].reverse();
    expect(as('network-acl', { ...item, Entries }).entries.map((e) => e.number)).toEqual([
      100, 32767,
    ]);
  });
});
