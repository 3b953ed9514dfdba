/** The published JSON Schema of a configuration file, for editors: made from the shape that reads it. */
import { z } from 'zod';
import { canonical, isObject } from '../base/json.ts';
import { configShape, sharedParts } from './config-shape.ts';
import type { AnyRule } from './rule.ts';

const schemaOf = (shape: z.ZodType): Readonly<Record<string, unknown>> => {
  const schema = { ...z.toJSONSchema(shape, { target: 'draft-7', io: 'input' }) };
  delete schema.$schema;
  return schema;
};

/**
 * Draft 7, which every editor knows. Parts that are used more than once stand under `definitions`. What refers to
 * something else in the file, such as the name of an environment, only reading it can check.
 */
export function configSchema(rules: readonly AnyRule[]): Readonly<Record<string, unknown>> {
  const parts = Object.entries(sharedParts(rules)).map(([name, shape]) => {
    const schema = schemaOf(shape);
    return { name, schema, key: canonical(schema) };
  });
  const names = new Map(parts.map(({ name, key }) => [key, name]));
  const pointed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(pointed);
    if (!isObject(value)) return value;
    const name = names.get(canonical(value));
    return name === undefined ? inside(value) : { $ref: `#/definitions/${name}` };
  };
  const inside = (value: object): Record<string, unknown> =>
    Object.fromEntries(Object.entries(value).map(([key, part]) => [key, pointed(part)]));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...inside(schemaOf(configShape(rules))),
    definitions: Object.fromEntries(parts.map(({ name, schema }) => [name, inside(schema)])),
  };
}
