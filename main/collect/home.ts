/**
 * The Region that answers what no Region in particular does: who we are, a session in a role. One that the account has not
 * opted in to, or where it switched STS off, refuses; then the one that every account of the partition has is asked.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html
 */
import { codeOf } from './classify.ts';

/** What STS says where it does not answer for an account. Keys that nobody knows are told in the same words. */
const SHUT = new Set(['RegionDisabledException', 'InvalidClientTokenId']);

export interface AtHome<T> {
  readonly home: string;
  readonly answer: T;
}

/** Asks in the first Region, and where that is shut in the second. Throws whatever the last one asked throws. */
export async function askAtHome<T>(
  first: string,
  second: string,
  ask: (region: string) => Promise<T>,
): Promise<AtHome<T>> {
  try {
    return { home: first, answer: await ask(first) };
  } catch (error) {
    if (first === second || !SHUT.has(codeOf(error))) throw error;
    return { home: second, answer: await ask(second) };
  }
}
