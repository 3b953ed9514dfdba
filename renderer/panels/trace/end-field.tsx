/** One end of a trace: any text, with suggestions from the engine as one types. */
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import type { SearchHit } from '#app/api/engine.ts';
import { useSearch } from '../../use-search.ts';
import { nameIn, short } from '../../words/visible.ts';

const MOST = 12;
const ENDS = new Set(['vpc', 'subnet', 'network-interface']);

export function EndField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter: () => void;
  readonly autoFocus?: boolean;
}) {
  // Where the search fails there are no suggestions; what is typed is still tried.
  const found = useSearch(props.value, MOST * 4).hits;
  const hits = found.filter((hit) => ENDS.has(hit.kind)).slice(0, MOST);
  return (
    <ComboBox
      className="field end-field"
      inputValue={props.value}
      items={hits.map((hit) => ({ ...hit, id: hit.ref }))}
      allowsCustomValue
      menuTrigger="input"
      defaultFilter={() => true}
      onInputChange={props.onChange}
      onChange={(key) => {
        if (typeof key === 'string') props.onChange(key);
      }}
    >
      <Label>{props.label}</Label>
      <Input
        className="input mono"
        placeholder="Subnet, VPC, address"
        spellCheck="false"
        autoFocus={props.autoFocus ?? false}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.defaultPrevented) props.onEnter();
        }}
      />
      <Popover className="popover suggestions" placement="top start">
        <ListBox<SearchHit & { readonly id: string }> className="list">
          {(hit) => (
            <ListBoxItem className="list-item" textValue={hit.ref}>
              <span className="line">{short(nameIn(hit.label, hit.ref) || hit.ref, 120)}</span>
              <span className="line mono quiet">{short(hit.why, 80)}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
