/** Accounts that an earlier run read and the one that goes on with it does not come to: what is missing of them is marked. */
import { NOT_VISITED } from './classify.ts';
import { Fate } from './fate.ts';
import type { Account } from './place.ts';
import type { Run } from './run.ts';

/** Nothing is asked there any more: what was not read before is missing for that reason, call by call. */
export function leftBehind(
  run: Run,
  visited: ReadonlySet<string>,
  from: Account | undefined,
): Account[] {
  const left = [...run.before.keys()].filter((id) => from !== undefined && !visited.has(id));
  return left.map((id) => {
    const fate = new Fate();
    fate.seal('account', from!.home, {
      failure: 'unavailable',
      code: NOT_VISITED,
      message:
        `Account ${id} is not read any more: it was suspended or left the organization, is not chosen now, or does not let us in. ` +
        'What was read of it before may be a part. Go on once it is back, or collect anew without it.',
    });
    return { ...from!, id, fate };
  });
}
