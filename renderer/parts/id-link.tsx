/** An id in running text as a link: its name where one is known, else the id. */
import { Button } from 'react-aria-components';
import { useApp } from '../use-state.ts';
import { nameIn, short } from '../words/visible.ts';
import { useLabel } from './resource.tsx';

/** `named`: the text around it has said the name already. */
export function IdLink({ id, named = false }: { readonly id: string; readonly named?: boolean }) {
  const select = useApp((state) => state.selectResource);
  const name = short(nameIn(useLabel(id), id), 80);
  const byName = !named && name !== '';
  return (
    <Button className={byName ? 'id-link' : 'id-link mono'} onPress={() => void select(id, true)}>
      <span title={id}>{byName ? name : id}</span>
    </Button>
  );
}
