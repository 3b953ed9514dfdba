/** One of a few, side by side. */
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

export function Segments<Id extends string>(props: {
  readonly label: string;
  readonly value: Id;
  readonly of: readonly { readonly id: Id; readonly name: string }[];
  readonly onChange: (id: Id) => void;
}) {
  return (
    <ToggleButtonGroup
      className="segments"
      aria-label={props.label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[props.value]}
      onSelectionChange={(keys) => {
        const [key] = keys;
        if (key !== undefined) props.onChange(key as Id);
      }}
    >
      {props.of.map(({ id, name }) => (
        <ToggleButton key={id} id={id} className="segment">
          {name}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
