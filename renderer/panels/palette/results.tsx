/** What the palette found, or that it still looks, could not look, or found nothing; and how much of it is shown. */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { ActionKeys } from '../../parts/press.tsx';
import { SeverityMark } from '../../parts/severity.tsx';
import { useOpened } from '../../use-state.ts';
import type { Searched } from '../../use-search.ts';
import { count } from '../../words/count.ts';
import { sentence } from '../../words/fault.ts';
import { brief, nameIn, short } from '../../words/visible.ts';
import { Partial } from '../partial.tsx';
import { type Found, type FoundGroup, keyOf, titleOf } from './found.ts';

/** Id of the list on the page, and of a row in it. */
export const LIST = 'palette-list';
export const idOf = (found: Found): string => `palette ${keyOf(found)}`.replace(/\s/g, '-');

interface Props {
  readonly groups: readonly FoundGroup[];
  readonly searched: Searched;
  /** The row that Enter means. */
  readonly current: Found | undefined;
  /** Why what was chosen last is not done. */
  readonly refused: string | undefined;
  readonly onPoint: (row: Found) => void;
  readonly onChoose: (row: Found) => void;
  readonly onAgain: () => void;
}

export function Results(props: Props) {
  const { groups, searched, current } = props;
  const rows = groups.length > 0;
  return (
    <>
      {searched.phase === 'failed' && (
        <div className="palette-fault" role="alert">
          <p>Resources could not be searched. {sentence(searched.fault ?? '')}</p>
          <Button className="button" onPress={props.onAgain}>
            Try again
          </Button>
        </div>
      )}
      {!rows && searched.phase !== 'searching' && <NothingFound searched={searched} />}
      <div
        id={LIST}
        className="palette-list"
        role="listbox"
        aria-label="Found"
        aria-busy={searched.phase === 'searching'}
        hidden={!rows}
      >
        {groups.map((group) => (
          <div key={group.title} role="group" aria-label={titleOf(group)}>
            <div className="palette-title" aria-hidden="true">
              {titleOf(group)}
            </div>
            {group.items.map((found) => (
              <Row
                key={keyOf(found)}
                found={found}
                isCurrent={current !== undefined && keyOf(found) === keyOf(current)}
                {...props}
              />
            ))}
          </div>
        ))}
      </div>
      <p
        className={rows || searched.phase === 'searching' ? 'palette-foot' : 'hidden-label'}
        role="status"
      >
        {props.refused ?? statusOf(groups, searched)}
      </p>
    </>
  );
}

/** What is said below the list, and to who does not see it: how much there is. */
function statusOf(groups: readonly FoundGroup[], { phase, total, hits }: Searched): string {
  if (phase === 'searching') return 'Searching…';
  if (groups.length === 0) return phase === 'failed' ? 'Not searched' : 'Nothing matches';
  const many = (title: string): number => {
    const group = groups.find((one) => one.title === title);
    return group?.of ?? group?.items.length ?? 0;
  };
  const parts = [
    [many('Resources'), 'resource'],
    [many('Findings'), 'finding'],
    [many('Opened before'), 'source opened before', 'sources opened before'],
    [many('Actions'), 'action'],
  ] as const;
  const counts = parts
    .filter(([n]) => n > 0)
    .map(([n, one, several]) => count(n, one, several))
    .join(', ');
  return total > hits.length ? `${counts}. Type more to see fewer.` : counts;
}

/** Only what was searched, and found nowhere, may be in what could not be seen. */
function NothingFound({ searched }: { readonly searched: Searched }) {
  const open = useOpened() !== undefined;
  if (searched.phase === 'failed') return null;
  return (
    <div className="quiet-note">
      {open ? (
        <>
          <p>Nothing matches. Try an id, a part of a name, an address or a tag.</p>
          <Partial>It may be in what could not be seen:</Partial>
        </>
      ) : (
        <p>No action matches. Resources and findings are searched once a source is open.</p>
      )}
    </div>
  );
}

function Row(props: Props & { readonly found: Found; readonly isCurrent: boolean }) {
  const { found, isCurrent } = props;
  const reason = found.is === 'action' ? found.reason : undefined;
  return (
    <div
      id={idOf(found)}
      className="palette-row"
      role="option"
      aria-selected={isCurrent}
      aria-disabled={reason !== undefined}
      // The keyboard stays in the field.
      onMouseDown={(event) => event.preventDefault()}
      onPointerMove={() => !isCurrent && props.onPoint(found)}
      onClick={() => props.onChoose(found)}
    >
      <Words found={found} />
    </div>
  );
}

function Words({ found }: { readonly found: Found }): ReactNode {
  switch (found.is) {
    case 'resource': {
      const { kind, label, ref, place, why } = found.hit;
      const name = nameIn(label, ref) || ref;
      return (
        <Cells
          kind={kind.replaceAll('-', ' ')}
          name={short(name, 120)}
          place={place}
          note={why === name ? '' : why}
          mono
        />
      );
    }
    case 'finding': {
      const { rule, state, severity, message } = found.row;
      const kind = rule === 'peering-mesh' ? 'mesh' : 'finding';
      return (
        <Cells
          kind={kind}
          name={
            <>
              <SeverityMark severity={severity} size={12} /> {brief(message)}
            </>
          }
          note={state === 'told' ? '' : state === 'known' ? 'in the baseline' : 'suppressed'}
        />
      );
    }
    case 'findings':
      return (
        <Cells kind="findings" name={`Show all ${count(found.many, 'finding')} in their list`} />
      );
    case 'recent':
      return (
        <Cells
          kind="open"
          name={short(found.source.title, 120)}
          note={short(found.source.path, 120)}
          mono
        />
      );
    case 'action': {
      const { action, reason } = found;
      return (
        <>
          <Cells kind={action.menu} name={action.title} note={reason ?? ''} />
          {reason === undefined && <ActionKeys action={action} />}
        </>
      );
    }
  }
}

function Cells(props: {
  readonly kind: string;
  readonly name: ReactNode;
  readonly place?: string;
  readonly note?: string;
  readonly mono?: boolean;
}) {
  const { place = '', note = '' } = props;
  return (
    <>
      <span className="palette-kind quiet">{props.kind}</span>
      <span className="line palette-name">{props.name}</span>
      {place !== '' && <span className="line palette-place quiet">{short(place, 80)}</span>}
      {note !== '' && (
        <span className={`line palette-note quiet${props.mono ? ' mono' : ''}`}>
          {short(note, 120)}
        </span>
      )}
    </>
  );
}
