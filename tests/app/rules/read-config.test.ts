/** Configuration files: what they may say, and errors that lead to the line. */
import { describe, expect, it } from 'vitest';
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
  ])('%j', (text, words) => expect(fault(text)).toContain(words));

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
