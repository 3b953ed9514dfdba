/** Cuts all atoms at the prefixes of routes: in each piece the same routes match. */
import type { Cidr } from '../base/cidr.ts';
import type { Atoms } from './atoms.ts';

interface Held<R> {
  readonly from: number;
  readonly to: number;
  readonly route: R;
}

/**
 * Calls `visit` for every piece, in order, with the routes that match all of it. Two prefixes either lie apart or one
 * inside the other, so the routes that match at one place are a stack: no table has to be searched address by address.
 */
export function eachPiece<R extends { readonly cidr: Cidr }>(
  atoms: Atoms,
  routes: readonly R[],
  visit: (from: number, to: number, matching: R[]) => void,
): void {
  const held: Held<R>[] = [];
  for (const route of routes) {
    if (route.cidr.family !== atoms.family) continue;
    const { from, to } = atoms.range(route.cidr);
    if (from < to) held.push({ from, to, route });
  }
  held.sort((a, b) => a.from - b.from || b.to - a.to);
  const open: Held<R>[] = [];
  let at = 0;
  const upTo = (to: number): void => {
    if (at < to)
      visit(
        at,
        to,
        open.map((h) => h.route),
      );
    at = Math.max(at, to);
  };
  const close = (before: number): void => {
    for (let top = open.at(-1); top && top.to <= before; top = open.at(-1)) {
      upTo(top.to);
      open.pop();
    }
  };
  for (const next of held) {
    close(next.from);
    upTo(next.from);
    open.push(next);
  }
  close(atoms.count);
  upTo(atoms.count);
}
