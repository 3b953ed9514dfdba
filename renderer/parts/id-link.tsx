/** An id in running text as a link: its name where one is known, else the id. */
import { Button } from 'react-aria-components';
import { useApp } from '../use-state.ts';
import { nameIn, short } from '../words/visible.ts';
import { useLabel } from './resource.tsx';

/** `named`: the text around it has said the name already. `label`: `name (id)`, where it is at hand. */
export function IdLink(props: {
  readonly id: string;
  readonly named?: boolean;
  readonly label?: string;
}) {
  const { id, named = false, label } = props;
  const select = useApp((state) => state.selectResource);
  const found = useLabel(id);
  const name = short(nameIn(label ?? found, id), 80);
  const byName = !named && name !== '';
  return (
    <Button className={byName ? 'id-link' : 'id-link mono'} onPress={() => void select(id, true)}>
      <span title={id}>{byName ? name : id}</span>
    </Button>
  );
}
