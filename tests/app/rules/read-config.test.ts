/** Configuration files: what they may say, and errors that lead to the line. */
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { readConfig } from '#app/rules/read-config.ts';
import { defineRule, type AnyRule } from '#app/rules/rule.ts';

const about = {
  title: '',
  why: '',
  remedy: '',
  severity: 'warning',
  category: 'mesh',
  preset: 'recommended',
  docs: [],
} as const;
const rules: readonly AnyRule[] = [
  defineRule({
    id: 'peering-mesh',
    about,
    needs: [],
    options: z.object({
      size: z.number().int().min(3).default(4),
      density: z.number().default(0.6),
    }),
    messages: {},
    check: () => undefined,
  }),
  defineRule({
    id: 'route-blackhole',
    about,
    needs: [],
    options: z.object({}),
    messages: {},
    check: () => undefined,
  }),
];
const read = (text: string) => readConfig(text, 'peerless.yaml', rules);
const fault = (text: string): string => {
  try {
    read(text);
  } catch (error) {
    expect((error as Error).name).toBe('ConfigError');
    return (error as Error).message;
  }
  throw new Error('it was accepted');
};

describe('what is accepted', () => {
  it('nothing at all', () => expect(read('')).toEqual({}));

  it('JSON and YAML alike; a bare severity is short for an object', () => {
    const yaml =
      'version: 1\nrules:\n  peering-mesh:\n    severity: error\n    options: { size: 5 }\n  route-blackhole: off\n';
    const json =
      '{"version":1,"rules":{"peering-mesh":{"severity":"error","options":{"size":5}},"route-blackhole":"off"}}';
    expect(read(yaml)).toEqual({
      rules: {
        'peering-mesh': { severity: 'error', options: { size: 5 } },
        'route-blackhole': { severity: 'off' },
      },
    });
    expect(read(json)).toEqual(read(yaml));
  });

  it('options as they were given, so that overrides can be laid over them', () => {
    const config = read(
      'rules: { peering-mesh: { options: { size: 5 } } }\noverrides: [{ account: 111122223333, rules: { peering-mesh: { options: { density: 1 } } } }]',
    );
    expect(config).toEqual({
      rules: { 'peering-mesh': { options: { size: 5 } } },
      overrides: [
        { account: '111122223333', rules: { 'peering-mesh': { options: { density: 1 } } } },
      ],
    });
  });

  it('segments, in the order written', () => {
    const config = read(`
segments:
  environments: { zeta: { id: z }, alpha: [{ tag: A=b }, { account: '012345678901' }] }
  reach: { zeta: [alpha] }
  assertions:
    - { expect: isolated, from: zeta, to: { kind: subnet, name: x* }, protocol: 6, port: 443, reason: r }
`);
    expect(Object.keys(config.segments!.environments)).toEqual(['zeta', 'alpha']);
    expect(config.segments!.assertions).toEqual([
      {
        expect: 'isolated',
        from: 'zeta',
        to: { kind: 'subnet', name: 'x*' },
        protocol: '6',
        port: 443,
        reason: 'r',
      },
    ]);
  });

  it('suppressions with a reason', () => {
    const config = read(
      'suppress:\n  - rule: route-blackhole\n    resource: rtb-1*\n    reason: decommissioned in May\n',
    );
    expect(config.suppress).toEqual([
      { rule: 'route-blackhole', resource: 'rtb-1*', reason: 'decommissioned in May' },
    ]);
  });
});

describe('errors name file, line, place and what would be right', () => {
  it.each([
    ['rules: {\n  peering-mesh', 'peerless.yaml:2: this is neither JSON nor YAML'],
    ['version: 2\n', 'peerless.yaml:1: version: '],
    [
      'rules:\n  peering-mehs: off\n',
      'peerless.yaml:2: rules.peering-mehs: no rule is called this. Did you mean "peering-mesh"?',
    ],
    [
      'rules:\n  peering-mesh: fatal\n',
      'peerless.yaml:2: rules.peering-mesh: give error, warning, info or off',
    ],
    [
      'rules:\n  peering-mesh:\n    severty: off\n',
      'peerless.yaml:3: rules.peering-mesh.severty: this is not known here; known are severity, options. Did you mean "severity"?',
    ],
    [
      'rules:\n  peering-mesh:\n    options:\n      size: 2\n',
      'peerless.yaml:4: rules.peering-mesh.options.size: ',
    ],
    [
      'rules:\n  peering-mesh:\n    options: { sise: 5 }\n',
      'has no such option; it has size, density. Did you mean "size"?',
    ],
    ['rules:\n  route-blackhole:\n    options: { size: 5 }\n', 'this rule takes no options'],
    [
      'suppress:\n  - rule: peering-mesh\n    resource: "*"\n',
      'peerless.yaml:2: suppress.0.reason: ',
    ],
    ['suppress:\n  - { rule: peering-mesh, resource: "*", reason: " " }\n', 'say why'],
    ['suppress:\n  - { rule: nope, resource: "*", reason: x }\n', 'no rule is called "nope"'],
    [
      'supress: []\n',
      'peerless.yaml:1: supress: this is not known here; known are version, extends, rules, overrides, suppress, suppressByTag, segments. Did you mean "suppress"?',
    ],
    ['- a\n- b\n', 'peerless.yaml:1: '],
    ['extends: al\n', 'peerless.yaml:1: extends: give recommended, strict or none.'],
    [
      'overrides:\n  - rules: { peering-mesh: off }\n',
      'peerless.yaml:2: overrides.0: say which: account, region, tag, id or name.',
    ],
    [
      'overrides:\n  - acount: "1"\n    rules: {}\n',
      'peerless.yaml:2: overrides.0.acount: this is not known here; known are account, region, tag, id, name, rules. Did you mean "account"?',
    ],
    [
      'overrides:\n  - account: "1"\n    rules:\n      peering-mehs: off\n',
      'peerless.yaml:4: overrides.0.rules.peering-mehs: no rule is called this. Did you mean "peering-mesh"?',
    ],
    [
      'overrides:\n  - account: 12345678901\n    rules: {}\n',
      'peerless.yaml:2: overrides.0.account: an account id is 12 digits: put it in quotes',
    ],
    [
      'suppress: [{ rule: "*", resource: x, reason: y }]\n',
      'suppress.0.rule: name one rule: a suppression is for what is known',
    ],
    [
      'suppress: [{ rule: peering-mesh, resource: x, reason: y, until: 2027-13-01 }]\n',
      'suppress.0.until: there is no such day',
    ],
    [
      'suppress: [{ rule: peering-mesh, resource: x, reason: y, unitl: 2027-12-01 }]\n',
      'Did you mean "until"?',
    ],
    [
      'segments:\n  environments:\n    prod: { tga: x }\n',
      'peerless.yaml:3: segments.environments.prod.tga: this is not known here; known are account, region, tag, id, name. Did you mean "tag"?',
    ],
    [
      'segments:\n  environments:\n    prod: Environment=prod\n',
      'peerless.yaml:3: segments.environments.prod: say which: account, region, tag, id or name.',
    ],
    [
      'segments:\n  environments: { prod: { id: x } }\n  reach:\n    prod: [share]\n    dev: [prod]\n',
      'peerless.yaml:4: segments.reach.prod.0: no environment is called "share".',
    ],
    [
      'segments:\n  environments: { prod: { id: x }, shared: { id: y } }\n  reach: { prod: [shard] }\n',
      'Did you mean "shared"?',
    ],
    [
      'segments:\n  environments: { a: { id: x } }\n  assertions:\n    - { expect: reach, from: a, to: b, reason: r }\n',
      'peerless.yaml:4: segments.assertions.0.to: no environment is called "b".',
    ],
    [
      'segments:\n  environments: { a: { id: x } }\n  assertions:\n    - { expect: reach, from: a, to: { ip: 10.0.0.1, id: x }, reason: r }\n',
      'segments.assertions.0.to.ip: an address stands alone.',
    ],
    [
      'segments:\n  environments: { a: { id: x } }\n  assertions:\n    - { expect: reach, from: a, to: a, protocol: tpc, reason: r }\n',
      'segments.assertions.0.protocol: "tpc" is no protocol',
    ],
    [
      'segments:\n  environments: { a: { id: x } }\n  assertions:\n    - { expect: reach, from: a, to: a, reason: r }\n    - { expect: reach, from: a, to: a, reason: s }\n',
      'peerless.yaml:5: segments.assertions.1: assertion 0 says the same.',
    ],
  ])('%j', (text, words) => expect(fault(text)).toContain(words));

  it.each([
    ['a list without end', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['an object without end', '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000)],
    ['a long object without end', '{"a":'.repeat(120_000) + '1' + '}'.repeat(120_000)],
    [
      'nesting by indentation',
      Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    ],
    ['a file of another sort', '\u0000\u0001\u0002'.repeat(1000)],
  ])('%s is an error in words', (_, text) => {
    const words = fault(text);
    expect(words).toMatch(/^peerless\.yaml/);
    expect(words).not.toContain('call stack');
  });

  it('a configuration of millions of characters is named as too long', () => {
    expect(fault(`# ${'x'.repeat(51_000_000)}`)).toContain('at most 50 million');
  });

  it('a long file is read as a short one is, and its errors have lines too', () => {
    const entry = { rule: 'route-blackhole', resource: 'rtb-1', reason: 'x'.repeat(100) };
    const suppress = Array.from({ length: 5000 }, () => entry);
    expect(read(JSON.stringify({ suppress })).suppress).toHaveLength(5000);
    const wrong = JSON.stringify({ suppress: [...suppress, { ...entry, rule: 'nope' }] }, null, 1);
    expect(fault(wrong)).toMatch(
      /^peerless\.yaml:2500[0-9]: suppress\.5000\.rule: no rule is called "nope"/,
    );
    expect(fault(JSON.stringify({ suppress, segmnts: {} }))).toContain('Did you mean "segments"?');
  });

  it('aliases that multiply are refused, not unfolded', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'
        .split('')
        .map((k, i) => `${k}: &${k} [${Array(9).fill(`*${'abcdefg'[i]}`).join(',')}]`),
    ].join('\n');
    expect(fault(bomb)).toContain('peerless.yaml');
  });

  it('__proto__ is a key like any other, and not a known one', () => {
    expect(fault('{"__proto__": {"rules": {}}}')).toContain('__proto__');
    expect(({} as Record<string, unknown>)['rules']).toBeUndefined();
  });
});

it('says what is odd in its own words alone: nothing else goes to stderr', () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  expect(fault('? [a, b]\n: 1\n')).toContain('peerless.yaml');
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});
