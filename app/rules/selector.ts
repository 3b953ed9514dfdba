/** Picks resources by account, Region, tag, id and name. */
import { glob } from '../base/glob.ts';
import type { Ref } from '../base/ref.ts';
import type { Topology } from '../topology/topology.ts';
import type { Globs, Selector } from './config.ts';

type Test = (topology: Topology, ref: Ref) => boolean;

const listOf = (globs: Globs): readonly string[] => (typeof globs === 'string' ? [globs] : globs);

const anyOf = (globs: Globs): ((text: string) => boolean) => {
  const tests = listOf(globs).map(glob);
  return (text) => tests.some((test) => test(text));
};

/**
 * The value of a tag; a resource without it takes that of the VPC it stands in: people tag VPCs, rarely their
 * route tables. Undefined where neither has it.
 */
export const tagOf = (topology: Topology, ref: Ref, key: string): string | undefined =>
  topology.find(ref)?.tags.get(key) ?? topology.vpcOf(ref)?.tags.get(key);

/** `Key=glob`; a key alone asks that the tag is there. */
function tagTest(text: string): Test {
  const [key, value] = splitTag(text);
  const matches = glob(value);
  return (topology, ref) => {
    const tag = tagOf(topology, ref, key);
    return tag !== undefined && matches(tag);
  };
}

/** Key and glob of `Key=glob`. AWS lets a key hold `=`, but nobody could write that here: the first one parts them. */
export function splitTag(text: string): [key: string, value: string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, '*'] : [text.slice(0, at), text.slice(at + 1)];
}

/** A test for what a selector picks; one that says nothing picks everything. */
export function selects(selector: Selector): Test {
  const tests: Test[] = [];
  const { account, region, tag, id, name } = selector;
  if (account !== undefined) {
    const matches = anyOf(account);
    tests.push((topology, ref) => matches(topology.placeOf(ref).account));
  }
  if (region !== undefined) {
    const matches = anyOf(region);
    tests.push((topology, ref) => matches(topology.placeOf(ref).region));
  }
  if (id !== undefined) {
    const matches = anyOf(id);
    tests.push((_, ref) => matches(ref));
  }
  if (name !== undefined) {
    const matches = anyOf(name);
    tests.push((topology, ref) => matches(topology.find(ref)?.name ?? ''));
  }
  if (tag !== undefined) {
    const wanted = listOf(tag).map(tagTest);
    tests.push((topology, ref) => wanted.some((test) => test(topology, ref)));
  }
  return (topology, ref) => tests.every((test) => test(topology, ref));
}

/** A selector in words: `tag Environment=prod, Region us-*`. */
export const selectorWords = (selector: Selector): string =>
  (
    [
      ['account', selector.account],
      ['Region', selector.region],
      ['tag', selector.tag],
      ['id', selector.id],
      ['name', selector.name],
    ] as const
  )
    .flatMap(([word, globs]) =>
      globs === undefined ? [] : [`${word} ${listOf(globs).join(' or ')}`],
    )
    .join(', ');
