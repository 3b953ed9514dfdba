/** A sentence from the engine; ids in it lead to their resources, by name where the name is known. */
import { Button } from 'react-aria-components';
import { useApp } from '../use-state.ts';
import { splitAtIds } from '../words/ids.ts';
import { nameIn, short } from '../words/visible.ts';
import { useLabel } from './resource.tsx';

export function LinkedWords({ text }: { readonly text: string }) {
  const parts = splitAtIds(short(text, 4096));
  return (
    <>
      {parts.map((part, i) =>
        i % 2 === 0 ? (
          part
        ) : (
          // `name (id)` has said the name already.
          <IdLink key={i} id={part} named={parts[i - 1]?.endsWith('(') ?? false} />
        ),
      )}
    </>
  );
}

function IdLink({ id, named }: { readonly id: string; readonly named: boolean }) {
  const select = useApp((state) => state.selectResource);
  const name = short(nameIn(useLabel(id), id), 80);
  const byName = !named && name !== '';
  return (
    <Button className={byName ? 'id-link' : 'id-link mono'} onPress={() => void select(id, true)}>
      <span title={id}>{byName ? name : id}</span>
    </Button>
  );
}
