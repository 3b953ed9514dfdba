/** The published schema of the configuration, held against the reader by a validator of another house. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configSchema } from '#app/rules/config-schema.ts';
import { rules } from '#app/rules/index.gen.ts';
import { readConfig } from '#app/rules/read-config.ts';

const schema = configSchema(rules);
const validate = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);

/** What the schema says, and what the reader says. */
function verdicts(yaml: string): { schema: boolean; reader: boolean } {
  let reader = true;
  try {
    readConfig(yaml, 'peerless.config.yaml', rules);
  } catch {
    reader = false;
  }
  return { schema: validate(parse(yaml)), reader };
}

const GOOD: readonly [string, string][] = [
  ['nothing but a version', 'version: 1'],
  ['a preset', 'extends: none'],
  ['a schema for the editor', '$schema: ./config.schema.json'],
  ['a bare severity', 'rules: { route-blackhole: off, peering-mesh: error }'],
  ['options', 'rules: { peering-mesh: { severity: info, options: { minSize: 6 } } }'],
  ['an override for every rule', 'overrides: [{ account: "012345678901", rules: { "*": info } }]'],
  ['an account YAML reads as a number', 'overrides: [{ account: 111122223333, rules: {} }]'],
  [
    'overrides by several things, with a list',
    'overrides: [{ region: [us-*, eu-west-1], tag: Environment=dev*, rules: { peering-mesh: { options: { minSize: 9 } } } }]',
  ],
  [
    'a suppression that ends',
    'suppress: [{ rule: peering-one-way, resource: "legacy-*", reason: "NET-1", until: 2027-02-28 }]',
  ],
  ['suppression by tag', 'suppressByTag: peerless:ignore'],
  [
    'segments with everything',
    `segments:
  environments:
    prod: { tag: Environment=prod }
    dev: [{ account: "444455556666" }, { name: [dev-*, sandbox], id: vpc-* }]
    Shared Services: { tag: [Team=network, Shared] }
  reach: { prod: [Shared Services], dev: [Shared Services] }
  assertions:
    - { expect: isolated, from: dev, to: prod, reason: PCI }
    - { expect: reach, from: prod, to: { ip: 10.0.0.53 }, protocol: udp, port: 53, reason: DNS }
    - { expect: reach, from: { kind: subnet, name: app-* }, to: { tag: Tier=db }, protocol: 6, family: ipv6, reason: DB }`,
  ],
];

const BAD: readonly [string, string][] = [
  ['another version', 'version: 2'],
  ['a list', '[]'],
  ['an unknown key', 'rulez: {}'],
  ['an unknown preset', 'extends: all'],
  ['an unknown rule', 'rules: { peering-mehs: off }'],
  ['an unknown severity', 'rules: { peering-mesh: fatal }'],
  ['an unknown option', 'rules: { peering-mesh: { options: { minimum: 3 } } }'],
  ['an option of the wrong type', 'rules: { peering-mesh: { options: { minSize: many } } }'],
  ['an override of nothing', 'overrides: [{ rules: { peering-mesh: off } }]'],
  ['an override without rules', 'overrides: [{ account: "1" }]'],
  ['options for every rule', 'overrides: [{ account: "1", rules: { "*": { options: {} } } }]'],
  ['"*" among the rules themselves', 'rules: { "*": off }'],
  ['a suppression without a reason', 'suppress: [{ rule: peering-mesh, resource: x }]'],
  ['a suppression of a rule that is none', 'suppress: [{ rule: nope, resource: x, reason: y }]'],
  ['a blank reason', 'suppress: [{ rule: peering-mesh, resource: x, reason: " " }]'],
  [
    'a date of another land',
    'suppress: [{ rule: peering-mesh, resource: x, reason: y, until: 31.12.2027 }]',
  ],
  ['segments without environments', 'segments: {}'],
  ['an environment that picks nothing', 'segments: { environments: { prod: {} } }'],
  ['an environment with a number for a name', 'segments: { environments: { "1": { id: x } } }'],
  ['a tag without a key', 'segments: { environments: { prod: { tag: "=prod" } } }'],
  [
    'an assertion without a reason',
    'segments: { environments: { a: { id: x } }, assertions: [{ expect: reach, from: a, to: a }] }',
  ],
  [
    'an expectation nobody knows',
    'segments: { environments: { a: { id: x } }, assertions: [{ expect: deny, from: a, to: a, reason: r }] }',
  ],
  [
    'a port that is none',
    'segments: { environments: { a: { id: x } }, assertions: [{ expect: reach, from: a, to: a, port: 70000, reason: r }] }',
  ],
];

/** What only reading can tell: it depends on another part of the file, or on a calendar. */
const READER_ONLY: readonly [string, string][] = [
  [
    'an environment that is none',
    'segments: { environments: { a: { id: x } }, reach: { a: [b] } }',
  ],
  [
    'a day that is none',
    'suppress: [{ rule: peering-mesh, resource: x, reason: y, until: 2027-02-29 }]',
  ],
  [
    'a port of a protocol without ports',
    'segments: { environments: { a: { id: x } }, assertions: [{ expect: reach, from: a, to: a, protocol: icmp, port: 1, reason: r }] }',
  ],
  [
    'an address that is none',
    'segments: { environments: { a: { id: x } }, assertions: [{ expect: reach, from: a, to: { ip: 10.0.0 }, reason: r }] }',
  ],
];

it('the published file is this schema', () => {
  const file = fileURLToPath(new URL('../../../docs/config.schema.json', import.meta.url));
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(schema);
});

it('knows every rule, with its options and a default', () => {
  const { definitions } = schema as { definitions: Record<string, unknown> };
  for (const rule of rules) expect(definitions[rule.id], rule.id).toBeDefined();
  expect(JSON.stringify(definitions['peering-mesh'])).toContain('"minSize":{"default":4');
});

describe('schema and reader agree', () => {
  it.each(GOOD)('on %s: good', (_, yaml) => {
    expect(verdicts(yaml)).toEqual({ schema: true, reader: true });
  });
  it.each(BAD)('on %s: bad', (_, yaml) => {
    expect(verdicts(yaml)).toEqual({ schema: false, reader: false });
  });
  it.each(READER_ONLY)('but for %s, which only the reader can know', (_, yaml) => {
    expect(verdicts(yaml)).toEqual({ schema: true, reader: false });
  });
});
