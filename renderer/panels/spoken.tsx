/** Says what the keys select on the picture to who does not see it: a tree reads its rows out by itself, a picture does not. */
import { useEffect, useRef } from 'react';
import { drawnOf } from '../state/drawn.ts';
import { isPlain } from '../state/instead.ts';
import type { State } from '../state.ts';
import { useApp, useWindow } from '../use-state.ts';
import { count } from '../words/count.ts';
import { boxName, lineName } from '../words/drawn.ts';

/** Kind, name, findings, and how many links lead away; '' where nothing drawn is selected. */
export function spokenOf(state: State): string {
  const { source, selected } = state;
  if (source.phase !== 'open' || selected?.kind !== 'resource') return '';
  const { scene } = source;
  const { nodes, nodesOf, edgesOf } = drawnOf(scene);
  const [node] = nodesOf.get(selected.ref) ?? [];
  const [line] = edgesOf.get(selected.ref) ?? [];
  // Findings are about the network as it is.
  const marks = isPlain(state) ? state.marks : undefined;
  const badge = node ? marks?.nodes.get(node.id) : line && marks?.edges.get(line.id);
  const findings = badge ? count(badge.count, badge.severity) : marks && 'no findings';
  const nameOf = (id: string): string => nodes.get(id)?.label ?? id;
  if (!node && !line) return '';
  const links = node
    ? scene.edges
        .filter(({ from, to }) => from === node.id || to === node.id)
        .reduce((sum, { refs }) => sum + refs.length, 0)
    : undefined;
  return [
    node ? boxName(node) : line && lineName(line, nameOf(line.from), nameOf(line.to)),
    findings,
    links === undefined ? undefined : count(links, 'link'),
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}

export function Spoken() {
  const store = useWindow();
  const words = useRef<HTMLParagraphElement>(null);
  const selected = useApp((state) => state.selected);
  useEffect(() => {
    const heard = document.activeElement?.matches('.canvas') === true;
    // Written at once and not drawn: what is said is no state, and must not draw anything anew.
    if (words.current) words.current.textContent = heard ? spokenOf(store.getState()) : '';
  }, [selected, store]);
  return <p ref={words} className="hidden-label" aria-live="polite" aria-atomic="true" />;
}
