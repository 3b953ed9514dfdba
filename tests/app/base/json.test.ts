/** Canonical JSON: one spelling per value. */
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { canonical } from '#app/base/json.ts';

/** The same value with the keys of every object in another order. */
const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  const out = Object.create(null) as Record<string, unknown>;
  for (const [key, inner] of Object.entries(value).reverse()) out[key] = shuffled(inner);
  return out;
};

describe('canonical', () => {
  test('reads back as the value it was made of', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.parse(canonical(JSON.parse(text)))).toEqual(JSON.parse(text));
      }),
    );
  });

  test('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(canonical(shuffled(value))).toBe(canonical(value));
      }),
    );
  });

  test('sorts keys by code unit and leaves out what JSON cannot hold', () => {
    expect(canonical({ b: 1, a: undefined, B: [2, { d: null, c: 'x' }] })).toBe(
      '{"B":[2,{"c":"x","d":null}],"b":1}',
    );
  });

  test('keeps keys that name prototypes as plain keys', () => {
    const text = '{"__proto__":{"polluted":true},"constructor":1}';
    expect(canonical(JSON.parse(text))).toBe(text);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('refuses nesting beyond 200 levels instead of overflowing the stack', () => {
    let deep: unknown = 0;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(() => canonical(deep)).toThrow(RangeError);
    expect(() => canonical(deep)).toThrow('nested deeper than 200 levels');
  });
});
