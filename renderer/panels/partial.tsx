/** Where an answer may rest on what was not seen: a quiet line that says so, and leads to the gaps. */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Icon } from '../parts/icon.tsx';
import { LinkedWords } from '../parts/linked-words.tsx';
import { useApp, useOpened } from '../use-state.ts';
import { count } from '../words/count.ts';

/** Nothing where the source was read whole. */
export function Partial({ children }: { readonly children: string }) {
  const gaps = useOpened()?.gaps.length ?? 0;
  if (gaps === 0) return null;
  return (
    <Mark>
      {children} <ToGaps>{count(gaps, 'gap')}</ToGaps>
    </Mark>
  );
}

/** The same for an answer that knows which gaps could change it: the first is told. Nothing where there is none. */
export function RestsOn(props: { readonly children: string; readonly gaps: readonly string[] }) {
  const [first, ...more] = props.gaps;
  if (first === undefined) return null;
  return (
    <Mark>
      {props.children} <LinkedWords text={first} />{' '}
      <ToGaps>{more.length === 0 ? 'The gap' : `All ${count(props.gaps.length, 'gap')}`}</ToGaps>
    </Mark>
  );
}

export const Mark = ({ children }: { readonly children: ReactNode }) => (
  <p className="partial">
    <Icon id="gap" size={13} />
    <span>{children}</span>
  </p>
);

/** A way to the list of gaps. */
export function ToGaps({ children }: { readonly children: ReactNode }) {
  const showTab = useApp((state) => state.showTab);
  const showDialog = useApp((state) => state.showDialog);
  return (
    <Button
      className="text-button"
      onPress={() => {
        showDialog(undefined);
        showTab('gaps');
      }}
    >
      {children}
    </Button>
  );
}
