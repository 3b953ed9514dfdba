/**
 * A call that changes something: who makes it, what it asks for, and the errors that are common.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
import { type Estate, type Item, Refusal } from './estate.ts';

/** Parameters of a call, with lists and structures in them. */
export type Input = Readonly<Record<string, unknown>>;

/** Who calls, where, and what may be changed. */
export interface Call {
  readonly account: string;
  readonly region: string;
  readonly input: Input;
  readonly estate: Estate;
  /** A new id. */
  id(prefix: string): string;
  /** What comes to be a little later: after somebody has looked once. */
  later(change: () => void): void;
}

export type Write = (call: Call) => Item;

export function required(input: Input, name: string): string {
  const value = input[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new Refusal(400, 'MissingParameter', `The request must contain the parameter ${name}`);
}

export const texts = (value: unknown): string[] => (value ?? []) as string[];
export const items = (value: unknown): Item[] => (value ?? []) as Item[];

/** Tags given with a call, for the one sort of thing it makes. */
export function tagsOf(input: Input, type: string): Item[] {
  const given = items(input.TagSpecification ?? input.TagSpecifications);
  for (const { ResourceType } of given) {
    if (ResourceType !== type) {
      throw new Refusal(
        400,
        'InvalidParameterValue',
        `'${String(ResourceType)}' is not a valid taggable resource type for this operation.`,
      );
    }
  }
  const tags = given.flatMap((spec) => items(spec.Tag ?? spec.Tags));
  for (const { Value } of tags) {
    if (String(Value).length > 256) {
      throw new Refusal(
        400,
        'InvalidParameterValue',
        'Tag value exceeds the maximum length of 256',
      );
    }
  }
  return tags.map(({ Key, Value }) => ({ Key, Value: Value ?? '' }));
}

/** Every copy of an item: each account that is shown it has its own. */
export const copiesOf = (estate: Estate, operation: string, field: string, id: string): Item[] =>
  estate.places.flatMap(({ account, region }) =>
    estate.items(account, region, operation).filter((item) => item[field] === id),
  );

/** Takes items out of a list in place. */
export function drop(list: Item[], is: (item: Item) => boolean): void {
  const kept = list.filter((item) => !is(item));
  list.splice(0, list.length, ...kept);
}

export const refuse = (code: string, message: string): never => {
  throw new Refusal(400, code, message);
};
