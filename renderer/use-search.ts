/** Asks the engine for resources while one types: what it found, that it still looks, or why it could not. */
import { useEffect, useState } from 'react';
import type { SearchHit } from '#app/api/engine.ts';
import { useEngine } from './engine-context.ts';
import { useOpened } from './use-state.ts';
import { faultOf } from './words/fault.ts';

/** Milliseconds after the last key: about as fast as one types. */
const WAIT_MS = 50;

export interface Searched {
  /** `none`: nothing to look for, or nothing is open. While it looks, `hits` are those of the text before. */
  readonly phase: 'none' | 'searching' | 'found' | 'failed';
  readonly hits: readonly SearchHit[];
  /** The text that they were found for; '' where none was answered yet. */
  readonly query: string;
  /** How many there are of all. */
  readonly total: number;
  readonly fault: string | undefined;
}

export const NOT_SEARCHED: Searched = {
  phase: 'none',
  hits: [],
  query: '',
  total: 0,
  fault: undefined,
};

/** What was answered to which question. */
interface Answer extends Searched {
  readonly handle: string;
  readonly most: number;
  readonly turn: number;
}

/** Hits for a text, a moment after it last changed, and a way to ask again. */
export function useSearch(text: string, most: number): Searched & { readonly again: () => void } {
  const engine = useEngine();
  const handle = useOpened()?.handle;
  const [answer, setAnswer] = useState<Answer>();
  const [turn, setTurn] = useState(0);
  const query = text.trim();
  useEffect(() => {
    if (handle === undefined || query === '') return;
    let current = true;
    const asked = { handle, query, most, turn };
    const timer = setTimeout(() => {
      engine.call.search({ handle, text: query, limit: most }).then(
        (found) => current && setAnswer({ ...asked, ...found, phase: 'found', fault: undefined }),
        (error: unknown) =>
          current &&
          setAnswer({ ...NOT_SEARCHED, ...asked, phase: 'failed', fault: faultOf(error) }),
      );
    }, WAIT_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [engine, handle, query, most, turn]);
  const again = (): void => setTurn(turn + 1);
  if (handle === undefined || query === '') return { ...NOT_SEARCHED, again };
  const isOf = answer?.handle === handle && answer.query === query && answer.most === most;
  if (isOf && answer.turn === turn) return { ...answer, again };
  const before = answer?.handle === handle ? answer : NOT_SEARCHED;
  return { ...before, phase: 'searching', fault: undefined, again };
}
