/** Spoils JSON and text in ways that somebody, or something, really does; the same for the same dice. */
import type { Dice } from './random-world.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Names that hit what JavaScript keeps in every object. */
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  'a'.repeat(4096),
];

const nested = (depth: number): Json => (depth === 0 ? [] : [nested(depth - 1)]);

/** Values that stand where nobody expects them. */
const VALUES: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  0.5,
  '',
  '__proto__',
  'x'.repeat(4096),
  '10.0.0.0/33',
  '999.0.0.0/8',
  '::/0',
  '0.0.0.0/0',
  '\u202e$(id)`id`${x}%{y}\n\u0000',
  'vpc-',
  'arn:aws:ec2:::',
  'local',
  'data.aws_vpc.x',
  '2026-13-45T99:00:00Z',
  '/Date(99999999999999)/',
  '/Date(-1)/',
  [],
  {},
  [null],
  [[]],
  [{}],
  nested(60),
  { Value: 'x' },
  { value: '/Date(1)/' },
];

/** Own property by definition, so that `__proto__` becomes a name like any other. */
const define = (target: object, key: string, value: Json): void => {
  Object.defineProperty(target, key, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
};

interface Spot {
  readonly parent: Json[] | { [key: string]: Json };
  readonly key: string | number;
}

/** Every place in a value, up to so many. */
function spotsIn(value: Json, most = 5000): Spot[] {
  const out: Spot[] = [];
  const visit = (node: Json): void => {
    if (out.length >= most || typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      node.forEach((inner, key) => {
        out.push({ parent: node, key });
        visit(inner);
      });
    } else {
      for (const key of Object.keys(node)) {
        out.push({ parent: node, key });
        visit(node[key]!);
      }
    }
  };
  visit(value);
  return out;
}

const read = ({ parent, key }: Spot): Json => (parent as Record<string, Json>)[key]!;

function spoilOne(dice: Dice, root: Json): void {
  const spots = spotsIn(root);
  const spot = dice.pick(spots);
  if (!spot) return;
  const { parent, key } = spot;
  const set = (value: Json) => define(parent, String(key), value);
  const other = read(dice.pick(spots)!);
  switch (dice.int(0, 8)) {
    case 0:
    case 1:
      return set(structuredClone(dice.pick(VALUES)!));
    case 2:
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else Reflect.deleteProperty(parent, key);
      return;
    case 3:
      return set(structuredClone(other));
    case 4: {
      const value = read(spot);
      return set(dice.chance(0.5) ? [value] : { [dice.pick(NAMES)!]: value });
    }
    case 5: {
      if (Array.isArray(parent)) {
        for (let i = 0; i < dice.int(1, 30); i++) parent.push(structuredClone(read(spot)));
        return;
      }
      const value = read(spot);
      Reflect.deleteProperty(parent, key);
      return define(parent, dice.pick(NAMES)!, value);
    }
    case 6: {
      const value = read(spot);
      // A list has no such names in JSON, and one called `constructor` is taken for its own by what copies a list.
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        define(value, dice.pick(NAMES)!, structuredClone(dice.pick(VALUES)!));
      return;
    }
    case 7: {
      const value = read(spot);
      return set(
        typeof value === 'string'
          ? value.slice(0, dice.int(0, value.length))
          : JSON.stringify(value),
      );
    }
    default: {
      const value = read(spot);
      return set(typeof value === 'string' ? Number(value) || 7 : JSON.stringify(value));
    }
  }
}

/** JSON text with a few things wrong in it; now and then no longer JSON. */
export function spoilJson(dice: Dice, text: string): string {
  const root = JSON.parse(text) as Json;
  for (let i = dice.int(1, 6); i > 0; i--) spoilOne(dice, root);
  const out = JSON.stringify(root);
  return dice.chance(0.2) ? spoilText(dice, out) : out;
}

const BITS = [
  '\u0000',
  '\ufeff',
  '\n',
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  '\\',
  '\\u0000',
  '<',
  '&',
  '&x;',
  '//',
  '\ud800',
];

/** Text cut, doubled, or with something in it that does not belong. */
export function spoilText(dice: Dice, text: string): string {
  let out = text;
  for (let i = dice.int(1, 4); i > 0; i--) {
    const at = dice.int(0, out.length);
    const to = Math.min(out.length, at + dice.int(0, 40));
    out = dice.pick([
      () => out.slice(0, at),
      () => out.slice(0, at) + dice.pick(BITS)! + out.slice(at),
      () => out.slice(0, at) + out.slice(to),
      () => out.slice(0, to) + out.slice(at),
      () => out.slice(0, at) + dice.pick(NAMES)! + out.slice(to),
    ])();
  }
  return out;
}

/** Bytes with a few of them changed, or cut off. */
export function spoilBytes(dice: Dice, bytes: Uint8Array): Uint8Array {
  const out = Uint8Array.from(bytes);
  for (let i = dice.int(1, 8); i > 0 && out.length > 0; i--)
    out[dice.int(0, out.length - 1)] = dice.int(0, 255);
  return dice.chance(0.3) ? out.subarray(0, dice.int(0, out.length)) : out;
}
