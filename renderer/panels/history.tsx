/** The history: snapshots kept by estate, each estate a line of time; what is chosen is opened or compared. */
import { useEffect, useState } from 'react';
import { Button, Input, Label, Text, TextField, ToggleButton } from 'react-aria-components';
import { FaultNote } from '../parts/fault-note.tsx';
import { Sheet } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { ActionButton } from '../parts/press.tsx';
import { LongList } from '../parts/long.tsx';
import { Mono } from '../parts/text.tsx';
import { useApp, useOpened } from '../use-state.ts';
import { count, number } from '../words/count.ts';
import { KeptLine, said } from './history-line.tsx';

export function HistorySheet() {
  return (
    <Sheet id="history" title="History" wide>
      <History />
    </Sheet>
  );
}

/** What the sheet holds. */
export function History() {
  const history = useApp((state) => state.history);
  const fault = useApp((state) => state.historyFault) ?? history?.fault;
  const load = useApp((state) => state.loadHistory);
  useEffect(() => void load(), [load]);
  if (!history)
    return fault === undefined ? (
      <p className="quiet" role="status">
        Looking into the folder…
      </p>
    ) : (
      <FaultNote what="The history could not be read." fault={fault} onAgain={() => void load()} />
    );
  return (
    <div className="history">
      <Folder key={history.folder} folder={history.folder} />
      {fault !== undefined && (
        <p className="callout fault" role="alert">
          {fault}
        </p>
      )}
      {history.folder !== undefined && history.estates.length === 0 && fault === undefined && (
        <p className="quiet">
          Nothing is kept there yet. What is collected from now on is, and what is open can be.
        </p>
      )}
      {history.estates.length > 0 && (
        <LongList
          label="Estates"
          className="history-estates"
          items={history.estates}
          rowHeight={90}
          keyOf={({ name }) => name}
          draw={(estate) => <KeptLine estate={estate} />}
        />
      )}
      <Chosen />
      {history.ignored.length > 0 && (
        <details className="quiet">
          <summary>{count(history.ignored.length + history.more, 'file')} there left out</summary>
          <ul>
            {history.ignored.map(({ path, why }) => (
              <li key={path}>
                <Mono text={path} />: {why}
              </li>
            ))}
            {history.more > 0 && <li>and {number(history.more)} more</li>}
          </ul>
        </details>
      )}
    </div>
  );
}

/** Where snapshots are kept. */
function Folder({ folder }: { readonly folder: string | undefined }) {
  const [text, setText] = useState(folder ?? '');
  const keep = useApp((state) => state.keepHistory);
  const choose = useApp((state) => state.chooseHistory);
  const native = useApp((state) => state.isNative);
  return (
    <form
      className="history-folder"
      onSubmit={(event) => {
        event.preventDefault();
        void keep(text.trim() === '' ? undefined : text.trim());
      }}
    >
      <TextField className="field grow" value={text} onChange={setText}>
        <Label>Folder</Label>
        <Input className="input mono" placeholder="not kept" spellCheck="false" />
        <Text slot="description" className="quiet">
          Every snapshot that is collected here is kept there, by estate and time, as a plain file.
          It may be a Git repository.
        </Text>
      </TextField>
      <div className="row end">
        {native && (
          <Button className="button" onPress={() => void choose()}>
            <Icon id="folder" />
            Choose…
          </Button>
        )}
        <Button
          type="submit"
          className="button primary"
          isDisabled={text.trim() === (folder ?? '')}
        >
          {text.trim() === '' ? 'Keep none' : 'Keep them there'}
        </Button>
        <ActionButton id="keep-snapshot" />
      </div>
    </form>
  );
}

/** What can be done with the one that is chosen. */
function Chosen() {
  const pick = useApp((state) => state.historyPick);
  const estates = useApp((state) => state.history?.estates);
  const open = useApp((state) => state.openSnapshot);
  const compare = useApp((state) => state.compareSnapshot);
  const compareBoth = useApp((state) => state.compareSnapshots);
  const something = useOpened() !== undefined;
  const second = useApp((state) => state.historyOther);
  const pairs = useApp((state) => state.historyPairs);
  const pair = useApp((state) => state.pairSnapshots);
  const all = estates?.flatMap(({ snapshots }) => snapshots) ?? [];
  const other = all.find((one) => one.path === second);
  const choose = useApp((state) => state.pickSnapshot);
  const line = estates?.find((e) => e.snapshots.some((one) => one.path === pick))?.snapshots ?? [];
  const at = line.findIndex((one) => one.path === pick);
  const chosen = line[at];
  if (!chosen) return null;
  const step = (by: number, name: string) => (
    <Button
      className="button"
      isDisabled={line[at + by] === undefined}
      onPress={() => choose(line[at + by]!.path)}
    >
      {name}
    </Button>
  );
  return (
    <section className="history-chosen" aria-label="Chosen snapshot">
      <p role="status">{other ? `${said(chosen)}; with ${said(other)}` : said(chosen)}</p>
      <Mono text={chosen.path} />
      {other && <Mono text={other.path} />}
      {pairs && (
        <p className="quiet" role="status">
          Choose the other one on a line. Shift and a click, or Shift+Enter, does so at once.
        </p>
      )}
      <div className="row">
        <Button className="button primary" onPress={() => void open(chosen)}>
          Open
        </Button>
        {something && (
          <Button className="button" onPress={() => void compare(chosen)}>
            Compare with what is open
          </Button>
        )}
        {other ? (
          <Button className="button" onPress={() => void compareBoth(chosen, other)}>
            Compare the two
          </Button>
        ) : (
          all.length > 1 && (
            <ToggleButton className="button" isSelected={pairs} onChange={pair}>
              Compare with…
            </ToggleButton>
          )
        )}
        <span className="grow" />
        {step(-1, 'Earlier')}
        {step(1, 'Later')}
      </div>
    </section>
  );
}
