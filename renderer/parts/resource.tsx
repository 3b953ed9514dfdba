/** A resource as a link: its name and id; pressing it shows it in the inspector and on the canvas. */
import { Button } from 'react-aria-components';
import { drawnOf } from '../state/drawn.ts';
import { useApp } from '../use-state.ts';
import { nameIn, short } from '../words/visible.ts';

export function useLabel(ref: string): string {
  const place = useApp((state) => state.places[ref]);
  const drawn = useApp((state) =>
    state.source.phase === 'open'
      ? // By its own box only: a container such as a segment carries the ref of its gateway, and another text.
        drawnOf(state.source.scene).nodes.get(ref)?.label
      : undefined,
  );
  return place?.label ?? drawn ?? '';
}

/** `brief`: by its name alone, where it has one; the id is in the title. */
export function ResourceLink(props: {
  readonly id: string;
  readonly label?: string;
  readonly brief?: boolean;
}) {
  const { id, label, brief = false } = props;
  const select = useApp((state) => state.selectResource);
  const found = useLabel(id);
  const name = label ?? found;
  const plain = nameIn(name, id);
  return (
    <Button className="resource-link" onPress={() => void select(id, true)}>
      {plain !== '' && (
        <span className="line" title={short(brief ? `${plain} (${id})` : plain, 1000)}>
          {short(plain, 200)}
        </span>
      )}
      {(!brief || plain === '') && (
        <span className="line mono id" title={short(id, 1000)}>
          {short(id, 200)}
        </span>
      )}
    </Button>
  );
}
