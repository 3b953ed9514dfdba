/** Writes AWS-shaped JSON as the XML the EC2 query protocol answers with. Element names come from the SDK's service model. */
import * as ec2 from '@aws-sdk/client-ec2';
import { NormalizedSchema } from '@smithy/core/schema';

const models: Readonly<Record<string, unknown>> = ec2;

/** Input and output of an operation, from the schema the SDK ships: `[9, namespace, name, traits, input, output]`. */
export interface Operation {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  /** Members of the output that are lists. */
  readonly lists: readonly string[];
  readonly paged: boolean;
}

const known = new Map<string, Operation | undefined>();

export function operationOf(name: string): Operation | undefined {
  if (!known.has(name)) known.set(name, readOperation(name));
  return known.get(name);
}

function readOperation(name: string): Operation | undefined {
  const model = Object.hasOwn(models, `${name}$`) ? models[`${name}$`] : undefined;
  if (!Array.isArray(model) || model[0] !== 9) return undefined;
  const input = NormalizedSchema.of(model[4]);
  const output = NormalizedSchema.of(model[5]);
  const inputs = [...input.structIterator()].map(([member]) => member);
  return {
    name,
    input,
    output,
    lists: [...output.structIterator()].flatMap(([member, schema]) =>
      schema.isListSchema() ? member : [],
    ),
    paged: inputs.includes('MaxResults') && inputs.includes('NextToken'),
  };
}

// XML 1.0 has no place for control characters; a bare carriage return would become a line feed on reading.

const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
};

export const escapeXml = (text: string): string =>
  text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"'\r]/g, (c) => ENTITIES[c]!);

/** Hears of fields that AWS's model does not have. */
export type UnknownField = (path: string) => void;

/** The members of a structure as elements. Fields the model does not know are left out and told. */
export function writeMembers(
  schema: NormalizedSchema,
  value: unknown,
  path: string,
  unknown: UnknownField,
): string {
  const fields = value as Readonly<Record<string, unknown>>;
  const members = new Map(schema.structIterator());
  for (const key of Object.keys(fields)) if (!members.has(key)) unknown(`${path}.${key}`);
  let out = '';
  for (const [name, member] of members) {
    const item = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (item === undefined || item === null) continue;
    const element = member.getMergedTraits().xmlName ?? name;
    out += `<${element}>${write(member, item, `${path}.${name}`, unknown)}</${element}>`;
  }
  return out;
}

function write(
  schema: NormalizedSchema,
  value: unknown,
  path: string,
  unknown: UnknownField,
): string {
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    const element = item.getMergedTraits().xmlName ?? 'member';
    return (value as readonly unknown[])
      .map((entry, i) => `<${element}>${write(item, entry, `${path}[${i}]`, unknown)}</${element}>`)
      .join('');
  }
  if (schema.isStructSchema()) return writeMembers(schema, value, path, unknown);
  return escapeXml(String(value));
}
