/** A list of resources, cut until the rest is asked for. */
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { ResourceLink } from '../../parts/resource.tsx';
import { number } from '../../words/count.ts';

/** So many entries of any list of the inspector show at first. */
export const MANY = 40;

export function Refs({ refs }: { readonly refs: readonly string[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? refs : refs.slice(0, MANY);
  return (
    <>
      <ul className="plain-list">
        {shown.map((ref) => (
          <li key={ref}>
            <ResourceLink id={ref} />
          </li>
        ))}
      </ul>
      {shown.length < refs.length && <More total={refs.length} onPress={() => setAll(true)} />}
    </>
  );
}

export const More = ({
  total,
  onPress,
}: {
  readonly total: number;
  readonly onPress: () => void;
}) => (
  <Button className="text-button" onPress={onPress}>
    Show all {number(total)}
  </Button>
);
