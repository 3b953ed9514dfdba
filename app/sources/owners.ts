/**
 * Owners that cannot be: files that were edited by hand, or by a tool that hides accounts, name another owner for a
 * VPC than for what only the owner of the VPC can have in it.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html
 */
import { isObject } from '../base/json.ts';
import type { Placed } from './placing.ts';
import { folderOf, vpcOfItem } from './place.ts';

/** Lists whose items belong to the owner of their VPC, however the VPC is shared. */
const OF_THE_VPC = new Set(['Subnets', 'RouteTables', 'NetworkAcls']);

const owner = (item: unknown): string | undefined =>
  isObject(item) && typeof item['OwnerId'] === 'string' ? item['OwnerId'] : undefined;

/** By folder, the owners that contradict each other. */
export function impossibleOwners(
  placed: readonly Placed[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const vpcs = new Map<string, string>();
  const key = (folder: string, item: unknown) => `${folder}\n${vpcOfItem(item) ?? ''}`;
  for (const { file, answer } of placed) {
    if (answer.known.call.list !== 'Vpcs') continue;
    for (const item of answer.items) {
      const name = owner(item);
      if (name !== undefined) vpcs.set(key(folderOf(file.path), item), name);
    }
  }
  const out = new Map<string, Set<string>>();
  for (const { file, answer } of placed) {
    if (!OF_THE_VPC.has(answer.known.call.list)) continue;
    const folder = folderOf(file.path);
    for (const item of answer.items) {
      const [theirs, own] = [vpcs.get(key(folder, item)), owner(item)];
      if (theirs === undefined || own === undefined || theirs === own) continue;
      const found = out.get(folder) ?? new Set<string>();
      out.set(folder, found.add(theirs).add(own));
    }
  }
  return out;
}

/** Items with the owners that cannot be replaced by the account whose folder it is: it holds what was read of them. */
export const settleOwners = (
  items: readonly unknown[],
  impossible: ReadonlySet<string> | undefined,
  account: string,
): readonly unknown[] =>
  impossible === undefined
    ? items
    : items.map((item) =>
        isObject(item) && impossible.has(owner(item) ?? '') ? { ...item, OwnerId: account } : item,
      );
