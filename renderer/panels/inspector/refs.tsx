/** A list of resources, cut until the rest is asked for. */
import { LongList } from '../../parts/long.tsx';
import { ResourceLink } from '../../parts/resource.tsx';

export const Refs = ({
  refs,
  label,
}: {
  readonly refs: readonly string[];
  readonly label: string;
}) => (
  <LongList
    label={label}
    className="plain-list"
    items={refs}
    keyOf={(ref, i) => `${ref}${i}`}
    draw={(ref) => <ResourceLink id={ref} />}
  />
);
