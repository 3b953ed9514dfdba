/** Over the list of changes: the two sides, the switch between them, what it came to, and what it can be saved as. */
import { Button } from 'react-aria-components';
import type { DiffFormatId, DiffSideInfo, DiffSummary } from '#app/api/diff.ts';
import type { Showing } from '#app/scene/compared.ts';
import { SaveMenu } from '../../parts/save-menu.tsx';
import { LinkedWords } from '../../parts/linked-words.tsx';
import { IconButton } from '../../parts/press.tsx';
import { Segments } from '../../parts/segments.tsx';
import { Line } from '../../parts/text.tsx';
import { useApp, useOpened } from '../../use-state.ts';
import { count, moment, number } from '../../words/count.ts';
import { Mark, ToGaps } from '../partial.tsx';
import type { Ready } from './diff.tsx';

const SIDES: readonly { readonly id: Showing; readonly name: string }[] = [
  { id: 'before', name: 'Before' },
  { id: 'both', name: 'Both' },
  { id: 'after', name: 'After' },
];

export function SideSwitch() {
  const showing = useApp((state) => state.diffShowing);
  const show = useApp((state) => state.showSide);
  return <Segments label="What the canvas shows" value={showing} of={SIDES} onChange={show} />;
}

export function Head({ diff: { summary } }: { readonly diff: Ready }) {
  const turn = useApp((state) => state.turnDiff);
  const close = useApp((state) => state.closeDiff);
  return (
    <div className="plan-head">
      <div className="diff-sides">
        <Side word="Before" side={summary.before} />
        <IconButton icon="swap" label="Compare the other way round" onPress={() => void turn()} />
        <Side word="After" side={summary.after} />
      </div>
      <Saving />
      <Button className="button" onPress={close}>
        Close comparison
      </Button>
      <Verdict summary={summary} />
      <Unseen summary={summary} />
    </div>
  );
}

function Side({ word, side }: { readonly word: string; readonly side: DiffSideInfo }) {
  return (
    <span className="diff-side">
      <span className="quiet">{word}</span>
      <Line text={side.title} />
      <span className="quiet nowrap">{moment(side.created)}</span>
    </span>
  );
}

const pairs = (summary: DiffSummary, ...verdicts: readonly string[]): number =>
  summary.reach.shifts
    .filter(({ verdict }) => verdicts.includes(verdict))
    .reduce((sum, shift) => sum + shift.pairs, 0);

/** `2 lost, 1 gained`, of what there is. */
const some = (...parts: readonly (readonly [n: number, words: string])[]): string =>
  parts
    .filter(([n]) => n > 0)
    .map(([n, words]) => `${number(n)} ${words}`)
    .join(', ') || 'no change';

function Verdict({ summary }: { readonly summary: DiffSummary }) {
  const { resources, reach, findings, before, after } = summary;
  const unsure =
    pairs(summary, 'hidden', 'revealed', 'unclear') +
    resources['not-seen-before'] +
    resources['not-seen-now'] +
    findings.perhapsNew +
    findings.unseen +
    reach.unlooked;
  return (
    <div className="diff-verdict" role="status">
      {!summary.differs && (
        <p>
          <strong>{summary.mayHide ? 'No difference that is sure.' : 'Nothing differs.'}</strong>
        </p>
      )}
      {reach.vpcs === 0 && before.vpcs > 0 && after.vpcs > 0 && (
        <p>The two have no VPC in common. Are they of one network?</p>
      )}
      <dl>
        <div>
          <dt>Reach</dt>
          <dd>
            {some(
              [pairs(summary, 'lost'), 'lost'],
              [pairs(summary, 'gained'), 'gained'],
              [pairs(summary, 'other'), 'faring differently'],
            )}{' '}
            <span className="quiet">of {count(reach.pairs, 'pair')}</span>
          </dd>
        </div>
        <div>
          <dt>Findings</dt>
          <dd>
            {some(
              [findings.fresh, 'new'],
              [findings.fixed, 'fixed'],
              [findings.changed, 'changed'],
            )}{' '}
            <span className="quiet">beside {number(findings.known)} in both</span>
          </dd>
        </div>
        <div>
          <dt>Resources</dt>
          <dd>
            {some(
              [resources.added, 'added'],
              [resources.removed, 'removed'],
              [resources.changed, 'changed'],
            )}
          </dd>
        </div>
        {unsure > 0 && (
          <div>
            <dt>Cannot tell</dt>
            <dd>
              {number(unsure)}{' '}
              <span className="quiet">
                {reach.unlooked > 0
                  ? `not collected in one of the two, or (${count(reach.unlooked, 'mixed pair')}) too many to compare by address`
                  : 'not collected in one of the two'}
              </span>
            </dd>
          </div>
        )}
        {reach.unlisted > 0 && (
          <div>
            <dt>Not listed</dt>
            <dd>
              {count(reach.unlisted, 'more changed pair')}{' '}
              <span className="quiet">too many for a list; Save as… JSON has every one</span>
            </dd>
          </div>
        )}
      </dl>
    </div>
  );
}

/** Gaps on either side may hide a difference, or make one look like more than it is. */
function Unseen({ summary: { before, after } }: { readonly summary: DiffSummary }) {
  const opened = useOpened();
  const first = opened?.gaps[0]?.message;
  if (before.gaps + after.gaps === 0) return null;
  return (
    <Mark>
      What could not be seen may hide a difference: {count(before.gaps, 'gap')} before,{' '}
      {number(after.gaps)} after.
      {first !== undefined && (
        <>
          {' '}
          <LinkedWords text={first} /> <ToGaps>{count(opened!.gaps.length, 'gap')}</ToGaps>
        </>
      )}
    </Mark>
  );
}

const FORMATS: Readonly<
  Record<DiffFormatId, readonly [title: string, extension: string, says: string]>
> = {
  markdown: ['Markdown', 'md', 'For a pull request, a ticket or a wiki'],
  json: ['JSON', 'json', 'Every pair, resource and finding, for programs'],
  text: ['Text', 'txt', 'As peerless diff prints it'],
};

const ITEMS = (Object.keys(FORMATS) as DiffFormatId[]).map((id) => {
  const [title, extension, description] = FORMATS[id];
  return { id, title, extension, description };
});

function Saving() {
  const save = useApp((state) => state.saveDiff);
  const draw = useApp((state) => state.drawDiff);
  const show = useApp((state) => state.showDialog);
  return (
    <SaveMenu
      items={ITEMS}
      picture={{
        says: 'What the canvas shows, what differs marked: SVG, draw.io, Visio, PDF, PNG',
        onChoose: () => {
          draw(true);
          show('export');
        },
      }}
      onSave={(id) => void save(id as DiffFormatId)}
    />
  );
}
