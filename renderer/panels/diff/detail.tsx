/** The change that is lit, in full: fields with their old and new values, how a pair fared and fares, why it cannot be told. */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { comparedTitles, diffLooks } from '#app/scene/legend.ts';
import { LinkedWords } from '../../parts/linked-words.tsx';
import { DiffMark } from '../../parts/diff-mark.tsx';
import { WholeIds, Words } from '../../parts/text.tsx';
import { fieldName, fieldValues, type ListedChange, UNSEEN_GROUP } from '../../state/diff-list.ts';
import { useApp } from '../../use-state.ts';
import { number } from '../../words/count.ts';
import { short } from '../../words/visible.ts';
import type { Ready } from './diff.tsx';
import { FindingMark } from './finding-mark.tsx';
import { PairDetail } from './pair.tsx';

type Row<S extends ListedChange['row']['sort']> = Extract<
  ListedChange['row'],
  { readonly sort: S }
>;

export function Detail({ diff: { rows } }: { readonly diff: Ready }) {
  const number = useApp((state) => state.diffRow);
  const change = number === undefined ? undefined : rows[number];
  return (
    <section className="plan-detail" aria-label="The change" tabIndex={0}>
      {change ? (
        <Told change={change} />
      ) : (
        <p className="quiet">
          Choose a change to see it in full, and where it is on the canvas. Before, Both and After
          show each side; nothing moves between them.
        </p>
      )}
    </section>
  );
}

function Told({ change: { row, mark } }: { readonly change: ListedChange }) {
  const head = (title: ReactNode) => (
    <h3 className="diff-title">
      <DiffMark look={diffLooks[mark]} />
      <span>{title}</span>
    </h3>
  );
  switch (row.sort) {
    case 'resource':
      return (
        <>
          {head(<Words text={row.name === '' ? row.id : `${row.name} (${row.id})`} />)}
          <Resource row={row} says={comparedTitles[mark]} />
        </>
      );
    case 'pair':
      return (
        <>
          {head(
            <>
              <WholeIds text={short(row.fromLabel)} /> → <WholeIds text={short(row.toLabel)} />
            </>,
          )}
          <PairDetail row={row} />
        </>
      );
    case 'finding':
      return (
        <>
          <h3 className="diff-title">
            <FindingMark row={row} />
            <span className="mono">{row.rule}</span>
          </h3>
          <Finding row={row} />
        </>
      );
    case 'gap':
      return (
        <>
          {head(row.change === 'opened' ? 'Not seen any more' : 'Seen now')}
          <p>
            <Words text={row.message} />
          </p>
        </>
      );
  }
}

function Resource({ row, says }: { readonly row: Row<'resource'>; readonly says: string }) {
  const inspect = useApp((state) => state.selectResource);
  const where = [
    row.kindTitle,
    row.vpcLabel === '' ? '' : `in ${row.vpcLabel}`,
    row.account,
    row.region,
  ].filter((part) => part !== '');
  return (
    <>
      <p>
        <Words text={where.join(', ')} />
      </p>
      {row.fields.length === 0 && row.why.length === 0 && <p className="quiet">{says}.</p>}
      {row.why.length > 0 && (
        <>
          <p>{UNSEEN_GROUP}.</p>
          <ul className="sentences tight">
            {row.why.map((sentence) => (
              <li key={sentence}>
                <Words text={sentence} />
              </li>
            ))}
          </ul>
        </>
      )}
      {row.fields.length > 0 && (
        <table className="diff-fields">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {row.fields.map((field) => {
              const [was, is] = fieldValues(field);
              const name = fieldName(field);
              return (
                <tr key={name}>
                  <th scope="row">{short(name, 200)}</th>
                  <td className="mono">{short(was, 600)}</td>
                  <td className="mono">{short(is, 600)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {row.moreFields > 0 && (
        <p className="quiet">And {number(row.moreFields)} more; Save as… has every one of them.</p>
      )}
      <Button className="text-button" onPress={() => void inspect(row.id)}>
        Show in the inspector
      </Button>
    </>
  );
}

const FINDING_SAYS: Readonly<Record<Row<'finding'>['change'], string>> = {
  new: 'New: it was not there before, and would have been found.',
  fixed: 'Fixed: it is not there any more, and would be found.',
  changed: 'It was there before as well.',
  'perhaps-new':
    'There now. Cannot tell whether it is new: what could hide it was not collected before.',
  unseen: 'Not found now. Cannot tell whether it is fixed: what could hide it was not collected.',
};

function Finding({ row }: { readonly row: Row<'finding'> }) {
  const rule = useApp((state) => state.selectRule);
  return (
    <>
      <p className="row">
        {!row.sure && <span className="unsure">unsure</span>}
        <span>{FINDING_SAYS[row.change]}</span>
      </p>
      <p>
        <LinkedWords text={row.message} />
        {row.was !== '' && <span className="quiet"> ({row.was})</span>}
      </p>
      <Button className="text-button" onPress={() => rule(row.rule)}>
        About the rule
      </Button>
    </>
  );
}
