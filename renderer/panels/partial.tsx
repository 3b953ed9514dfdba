/** Where an answer may rest on what was not seen: a quiet line that says so, and leads to the gaps. */
import { Button } from 'react-aria-components';
import { Icon } from '../parts/icon.tsx';
import { useApp, useOpened } from '../use-state.ts';
import { count } from '../words/count.ts';

/** Nothing where the source was read whole. */
export function Partial({ children }: { readonly children: string }) {
  const gaps = useOpened()?.gaps.length ?? 0;
  const showTab = useApp((state) => state.showTab);
  const showDialog = useApp((state) => state.showDialog);
  if (gaps === 0) return null;
  return (
    <p className="partial">
      <Icon id="gap" size={13} />
      <span>
        {children}{' '}
        <Button
          className="text-button"
          onPress={() => {
            showDialog(undefined);
            showTab('gaps');
          }}
        >
          {count(gaps, 'gap')}
        </Button>
      </span>
    </p>
  );
}
