/** Values that a schema takes, as JSON: for tests that begin with what is right, and then spoil it. */
import { z } from 'zod';
import type { Dice } from './random-world.ts';

interface Shape {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly [other: string]: unknown;
}

/** Throws at a construct it has no value for: a test that met one would show nothing. */
function valueOf(dice: Dice, shape: Shape, words: readonly string[]): unknown {
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return dice.pick(shape.enum);
  if (shape.anyOf) return valueOf(dice, dice.pick(shape.anyOf)!, words);
  switch (shape.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.properties ?? {})
          .filter(([key]) => shape.required?.includes(key) === true || dice.chance(0.5))
          .map(([key, inner]) => [key, valueOf(dice, inner, words)]),
      );
    case 'array':
      return Array.from({ length: dice.int(0, Math.min(shape.maxItems ?? 4, 4)) }, () =>
        valueOf(dice, shape.items ?? {}, words),
      );
    case 'string':
      return dice.pick(words)!.slice(0, shape.maxLength);
    case 'boolean':
      return dice.chance(0.5);
    case 'number':
    case 'integer':
      return dice.int(shape.minimum ?? 0, Math.min(shape.maximum ?? 1000, 1000));
    default:
      throw new Error(`no value is known for ${JSON.stringify(shape).slice(0, 100)}`);
  }
}

/** One value; its texts are taken from `words`. */
export const ofSchema = (dice: Dice, schema: z.ZodType, words: readonly string[]): unknown =>
  valueOf(dice, z.toJSONSchema(schema) as Shape, words);
