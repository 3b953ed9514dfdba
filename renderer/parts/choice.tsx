/** One choice out of any number, in a list that pops up: those in sight are on the page, letters and arrow keys walk them. */
import type { ReactNode } from 'react';
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  ListLayout,
  Popover,
  Select,
  SelectValue,
  Virtualizer,
} from 'react-aria-components';
import { useRem } from '../rem.ts';
import { Icon } from './icon.tsx';

interface ChoiceOption {
  readonly id: string;
  readonly name: string;
  /** Below the name, in small. */
  readonly more?: ReactNode;
  readonly disabled?: boolean;
}

export function Choice(props: {
  readonly label: string;
  readonly className: string;
  readonly options: readonly ChoiceOption[];
  readonly value: string;
  readonly onChange: (id: string) => void;
  /** A first guess of a row's height, in pixels at the usual size of type. */
  readonly rowHeight: number;
}) {
  const { options } = props;
  const rem = useRem();
  return (
    <Select
      className={props.className}
      value={props.value}
      disabledKeys={options.flatMap(({ id, disabled = false }) => (disabled ? [id] : []))}
      onChange={(key) => props.onChange(String(key))}
    >
      <Label>{props.label}</Label>
      <Button className="button select">
        <SelectValue className="line">{({ selectedText }) => selectedText}</SelectValue>
        <Icon id="chevron" size={12} />
      </Button>
      <Popover className="popover choice">
        <Virtualizer
          layout={ListLayout}
          layoutOptions={{ estimatedRowSize: props.rowHeight * rem, padding: 4 }}
        >
          <ListBox className="choice-list" items={options}>
            {({ id, name, more }) => (
              <ListBoxItem className="list-item choice-item" id={id} textValue={name}>
                <span className="line">{name}</span>
                {more}
              </ListBoxItem>
            )}
          </ListBox>
        </Virtualizer>
      </Popover>
    </Select>
  );
}
