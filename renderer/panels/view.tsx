/** What the picture shows: accounts, Regions, route tables, tags, meshes, what is hidden; and the way back. */
import { useEffect, useMemo, useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { FaultNote } from '../parts/fault-note.tsx';
import { LongList } from '../parts/long.tsx';
import { PickField } from '../parts/picks.tsx';
import { ActionButton, IconButton } from '../parts/press.tsx';
import type { Opened } from '#app/api/engine.ts';
import type { Choices } from '#app/scene/choices.ts';
import { MOST_NAME } from '#app/api/view.ts';
import type { State } from '../state.ts';
import { called } from '../state/called.ts';
import { drawnOf } from '../state/drawn.ts';
import { todayIn } from '../state/instead.ts';
import { movesIn } from '../state/seen.ts';
import type { ListPart } from '../state/view.ts';
import { useApp, useOpen } from '../use-state.ts';
import { Drawing } from './drawing.tsx';
import { Partial } from './partial.tsx';
import { count } from '../words/count.ts';
import { short, visible } from '../words/visible.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly more?: string;
}

const NO_CHOICE: readonly Choice[] = [];
const NONE: readonly string[] = [];

const plain = (values: readonly string[]): readonly Choice[] =>
  values.map((value) => ({ value, label: value }));

/** What there is to choose from, part by part. */
const partsOf = ({ accounts, regions, segments, tags }: Choices, opened: Opened) => ({
  accounts: accountsIn(accounts, opened),
  regions: plain(regions),
  segments: segments.map(({ ref, label, of }): Choice => ({ value: ref, label, more: of })),
  tags: tags.flatMap(({ key, values, count }) =>
    count > values.length ? NO_CHOICE : plain(values.map((value) => `${key}=${value}`)),
  ),
});

const LISTS = ['accounts', 'regions', 'segments', 'tags'] as const satisfies readonly ListPart[];

/** True where there is nothing to choose from, and nothing chosen that could be taken away. */
const isBare = ({ choices, filters }: State): boolean =>
  choices !== undefined && LISTS.every((part) => choices[part].length === 0 && !filters[part]);

function accountsIn(accounts: readonly string[], opened: Opened): readonly Choice[] {
  const names = new Map(opened.accounts.map(({ id, name }) => [id, name]));
  return accounts.map((value) => {
    const more = names.get(value);
    return { value, label: value, ...(more !== undefined && { more }) };
  });
}

export function ViewPanel() {
  const open = useOpen();
  const choices = useApp((state) => state.choices);
  const load = useApp((state) => state.loadChoices);
  const fault = useApp((state) => state.choicesFault);
  const today = useApp(todayIn);
  const instead = useApp((state) => state.instead?.what);
  const bare = useApp(isBare);
  const handle = open?.opened.handle;
  useEffect(() => void load(), [load, handle]);
  const opened = open?.opened;
  const parts = useMemo(() => choices && opened && partsOf(choices, opened), [choices, opened]);
  if (!open) return null;
  const leftOut = today?.leftOut ?? [];
  return (
    <div className="view-panel" role="group" aria-label="What the picture shows">
      <div className="row">
        <ActionButton id="show-all">Show all</ActionButton>
        <ActionButton id="view-meshes">Only meshes</ActionButton>
        <ActionButton id="undo" />
        <ActionButton id="redo" />
      </div>
      <NamedViews />
      <section aria-label="Left out" aria-live="polite">
        {leftOut.length === 0 ? (
          <p className="quiet">Nothing is left out.</p>
        ) : (
          <>
            <p className="quiet">Left out:</p>
            <ul className="view-list">
              {leftOut.map((words) => (
                <li key={words}>{visible(words)}</li>
              ))}
            </ul>
            {instead && (
              <p className="quiet">
                The {instead === 'plan' ? 'plan' : 'comparison'} on the canvas is of the whole
                network.
              </p>
            )}
          </>
        )}
      </section>
      <Partial>What could not be seen is not drawn:</Partial>
      {!choices && fault === undefined && (
        <p className="quiet" role="status">
          Asking the engine what there is to choose from…
        </p>
      )}
      {!choices && fault !== undefined && (
        <FaultNote
          what="What there is to choose from could not be told."
          fault={fault}
          onAgain={() => void load()}
        />
      )}
      {bare && (
        <p className="quiet">
          There is nothing to choose from: of what this source holds, no account, Region or tag is
          known.
        </p>
      )}
      {parts && !bare && (
        <>
          <PartField part="accounts" title="Accounts" choices={parts.accounts} />
          <PartField part="regions" title="Regions" choices={parts.regions} />
          <PartField
            part="segments"
            title="Transit gateway route tables"
            choices={parts.segments}
          />
          <PartField part="tags" title="Tags" choices={parts.tags} />
          <TagField />
        </>
      )}
      <Hidden />
      <Arranged />
      <Drawing />
    </div>
  );
}

/** Values of one part; none chosen asks for nothing. */
function PartField(props: {
  readonly part: ListPart;
  readonly title: string;
  readonly choices: readonly Choice[];
}) {
  const { part, title } = props;
  const chosen = useApp((state) => state.filters[part]) ?? NONE;
  const filterBy = useApp((state) => state.filterBy);
  const enter = useApp((state) => state.enterPart === part);
  const entered = useApp((state) => state.entered);
  const choices = useMemo(() => {
    const known = new Set(props.choices.map((choice) => choice.value));
    // A tag that was typed is no choice of the list, and must be seen to be taken away.
    const typed = chosen.filter((value) => !known.has(value));
    return [...props.choices, ...typed.map((value): Choice => ({ value, label: value }))];
  }, [props.choices, chosen]);
  if (choices.length === 0) return null;
  return (
    <PickField
      title={title}
      items={choices}
      keyOf={({ value }) => value}
      nameOf={({ label, more = '' }) => [label, more].filter(Boolean).join(' ')}
      chosen={chosen}
      onChoose={(value, on) => {
        const next = on ? [...chosen, value] : chosen.filter((other) => other !== value);
        void filterBy(
          part,
          next.length > 0 ? next.sort() : undefined,
          `view by ${title.toLowerCase()}`,
        );
      }}
      rowHeight={26}
      draw={({ label, more }) => (
        <>
          <span className="line mono">{short(label, 100)}</span>
          {more !== undefined && <span className="line quiet">{short(more, 60)}</span>}
        </>
      )}
      wished={enter}
      onWishDone={entered}
    />
  );
}

/** For tags that have too many values for a list, and for patterns. */
function TagField() {
  const [text, setText] = useState('');
  const tags = useApp((state) => state.filters.tags);
  const filterBy = useApp((state) => state.filterBy);
  const add = (event: { readonly preventDefault: () => void }): void => {
    event.preventDefault();
    const tag = text.trim();
    if (tag === '') return;
    const next = [...new Set([...(tags ?? []), tag])].sort();
    void filterBy('tags', next, 'view by tags').then((shown) => shown && setText(''));
  };
  return (
    <form className="row" onSubmit={add}>
      <TextField className="field" value={text} onChange={setText} maxLength={400}>
        <Label>Another tag</Label>
        <Input className="input mono" placeholder="Key=value, * for any text" />
      </TextField>
      <Button className="button" type="submit" isDisabled={text.trim() === ''}>
        Add
      </Button>
    </form>
  );
}

/** What is collapsed and what was moved, with the way back. */
function Arranged() {
  const open = useOpen();
  const collapsed = useApp((state) => state.collapsed);
  const moved = useApp((state) => Object.keys(movesIn(state)).length);
  const fold = useApp((state) => state.fold);
  const opened = useApp((state) => state.opened);
  const openVpcs = useApp((state) => state.openVpcs);
  const file = useApp((state) => state.viewFile);
  const nodes = open && drawnOf(open.scene).nodes;
  const labelOf = (id: string): string => short(nodes?.get(id)?.label ?? id, 100);
  return (
    <section aria-label="Arrangement">
      <div className="row">
        <ActionButton id="collapse-accounts" />
        <ActionButton id="expand-all" />
      </div>
      {collapsed.length > 0 && (
        <>
          <p className="quiet">Collapsed:</p>
          <LongList
            label="Collapsed"
            className="view-list"
            items={collapsed}
            keyOf={(id) => id}
            draw={(id) => (
              <span className="row">
                <span className="line">{labelOf(id)}</span>
                <IconButton
                  icon="plus"
                  label={`Expand ${labelOf(id)}`}
                  onPress={() => void fold([id], false)}
                />
              </span>
            )}
          />
        </>
      )}
      {opened.length > 0 && (
        <>
          <p className="quiet">Opened:</p>
          <LongList
            label="Opened"
            className="view-list"
            items={opened}
            keyOf={(ref) => ref}
            draw={(ref) => (
              <span className="row">
                <span className="line">{labelOf(ref)}</span>
                <IconButton
                  icon="close"
                  label={`Close ${labelOf(ref)}`}
                  onPress={() => void openVpcs([ref], false)}
                />
              </span>
            )}
          />
        </>
      )}
      <div className="row">
        <span className="quiet">
          {moved === 0
            ? 'No box was moved. Drag one, or press Alt and an arrow key.'
            : `${count(moved, 'box was', 'boxes were')} moved by hand.`}
        </span>
        {moved > 0 && <ActionButton id="put-back-all">Put back</ActionButton>}
      </div>
      <p className="quiet">
        {file === undefined
          ? 'Kept as long as Peerless runs: this source is no file or folder that it can write beside.'
          : `Kept in ${short(file, 200)}.`}
      </p>
    </section>
  );
}

/** Views that have names: opened, renamed, deleted; and a name for what is shown now. */
function NamedViews() {
  const views = useApp((state) => state.views);
  const save = useApp((state) => state.saveView);
  const open = useApp((state) => state.openNamed);
  const rename = useApp((state) => state.renameView);
  const remove = useApp((state) => state.deleteView);
  const [text, setText] = useState('');
  const [renaming, setRenaming] = useState<string>();
  const add = (event: { readonly preventDefault: () => void }): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    if (renaming === undefined) save(text);
    else rename(renaming, text);
    setRenaming(undefined);
    setText('');
  };
  return (
    <section aria-label="Saved views">
      {views.length > 0 && (
        <LongList
          label="Saved views"
          className="view-list"
          items={views}
          keyOf={({ name }) => name}
          draw={({ name }) => (
            <span className="row">
              <Button className="text-button view-name" onPress={() => void open(name)}>
                <span className="line">{short(name, 80)}</span>
              </Button>
              <IconButton
                icon="pencil"
                label={`Rename ${short(name, 80)}`}
                onPress={() => {
                  setRenaming(name);
                  setText(name);
                }}
              />
              <IconButton
                icon="close"
                label={`Delete ${short(name, 80)}`}
                onPress={() => remove(name)}
              />
            </span>
          )}
        />
      )}
      <form className="row" onSubmit={add}>
        <TextField className="field" value={text} onChange={setText} maxLength={MOST_NAME}>
          <Label>
            {renaming === undefined ? 'Save this view as' : `New name of ${short(renaming, 40)}`}
          </Label>
          <Input className="input" placeholder="Name of the view" />
        </TextField>
        <Button className="button" type="submit" isDisabled={text.trim() === ''}>
          {renaming === undefined ? 'Save' : 'Rename'}
        </Button>
      </form>
    </section>
  );
}

/** What was hidden, one by one, each with the way back. */
function Hidden() {
  const hidden = useApp((state) => state.filters.hidden);
  const locate = useApp((state) => state.locate);
  useEffect(() => void locate(hidden ?? NONE), [hidden, locate]);
  if (!hidden) return null;
  return (
    <section aria-label="Hidden">
      <p className="quiet">Hidden:</p>
      <LongList
        label="Hidden"
        className="view-list"
        items={hidden}
        keyOf={(ref) => ref}
        draw={(ref) => <HiddenRow id={ref} hidden={hidden} />}
      />
    </section>
  );
}

function HiddenRow({ id, hidden }: { readonly id: string; readonly hidden: readonly string[] }) {
  const filterBy = useApp((state) => state.filterBy);
  const name = useApp((state) => called(state, id));
  return (
    <span className="row">
      <span className={name === id ? 'line mono' : 'line'} title={short(id, 1000)}>
        {name}
      </span>
      <IconButton
        icon="plus"
        label={`Show ${name} again`}
        onPress={() => {
          const rest = hidden.filter((other) => other !== id);
          void filterBy('hidden', rest.length > 0 ? rest : undefined, `show ${name} again`);
        }}
      />
    </span>
  );
}
