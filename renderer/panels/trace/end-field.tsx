/** One end of a trace: any text, with suggestions from the engine as one types. */
import { useEffect, useState } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import type { SearchHit } from '#app/api/engine.ts';
import type { EngineClient } from '../../link.ts';
import { useEngine } from '../../engine-context.ts';
import { useOpened } from '../../use-state.ts';
import { nameIn, short } from '../../words/visible.ts';

const WAIT_MS = 120;
const MOST = 12;
const ENDS = new Set(['vpc', 'subnet', 'network-interface']);

/** Hits for a text, a moment after it last changed. */
export function useHits(
  text: string,
  most: number,
  wanted?: ReadonlySet<string>,
): readonly SearchHit[] {
  const engine: EngineClient = useEngine();
  const handle = useOpened()?.handle;
  const [hits, setHits] = useState<readonly SearchHit[]>([]);
  const query = text.trim();
  useEffect(() => {
    if (handle === undefined || query === '') return;
    let current = true;
    const timer = setTimeout(() => {
      engine.call.search({ handle, text: query, limit: wanted ? most * 4 : most }).then(
        (found) => {
          if (current)
            setHits(wanted ? found.filter((hit) => wanted.has(hit.kind)).slice(0, most) : found);
        },
        () => undefined, // No suggestions; what is typed is still tried.
      );
    }, WAIT_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [engine, handle, query, most, wanted]);
  return query === '' ? [] : hits;
}

export function EndField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter: () => void;
  readonly autoFocus?: boolean;
}) {
  const hits = useHits(props.value, MOST, ENDS);
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
              <span className="line mono quiet">
                {short(hit.why === hit.label ? hit.ref : hit.why, 80)}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
