/** The answer of a trace: both ways side by side, what blocks it, and what it rests on. */
import { Tab, TabList, Tabs } from 'react-aria-components';
import { grouped } from '#app/base/count.ts';
import type { Trace, TraceEnd, Walk } from '#app/routing/outcome.ts';
import { ActionIcon } from '../../parts/press.tsx';
import { LinkedWords } from '../../parts/linked-words.tsx';
import { LongList } from '../../parts/long.tsx';
import { ResourceLink } from '../../parts/resource.tsx';
import { TabPanel } from '../../parts/tab-panel.tsx';
import { Mono } from '../../parts/text.tsx';
import type { TraceForm, Way } from '../../state/trace.ts';
import { useApp, useOpened } from '../../use-state.ts';
import { count } from '../../words/count.ts';
import { ToGaps } from '../partial.tsx';
import { AllFares } from './fares.tsx';
import { HopList } from './hops.tsx';
import { outcomeNames } from '#app/routing/outcome-words.ts';
import { toneOf, toneSigns, walkName } from './outcome.ts';

export function TraceAnswer(props: {
  readonly trace: Trace;
  /** The answer that this is one flow of. */
  readonly whole?: Trace;
  readonly middleboxes: TraceForm['middleboxes'];
}) {
  const { trace, whole = trace } = props;
  const way = useApp((state) => state.way);
  const show = useApp((state) => state.showWay);
  return (
    <>
      <p className="trace-ends">
        <End end={trace.from} /> <span aria-hidden="true">→</span> <End end={trace.to} />
        {trace.protocol !== undefined && (
          <span className="tag mono">
            {trace.protocol}
            {trace.port !== undefined && `/${trace.port}`}
          </span>
        )}
        {props.middleboxes === 'stop' && <span className="tag">stops at appliances</span>}
        <ActionIcon id="copy-trace" icon="copy" />
      </p>
      <AllFares trace={whole} shown={trace} />
      <Blockers trace={trace} />
      <Tabs className="ways" selectedKey={way} onSelectionChange={(key) => show(key as Way)}>
        <TabList className="way-list" aria-label="Direction shown on the canvas">
          <Tab className="way" id="forward">
            <span className="way-name">There</span> <Verdict walk={trace} />
          </Tab>
          <Tab className="way" id="return">
            <span className="way-name">Back</span> <Verdict walk={trace.return} />
          </Tab>
        </TabList>
        <TabPanel id="forward">
          <Way walk={trace} />
        </TabPanel>
        <TabPanel id="return">
          <Way walk={trace.return} />
        </TabPanel>
      </Tabs>
      <Rests trace={trace} />
    </>
  );
}

const End = ({ end }: { readonly end: TraceEnd }) => (
  <span className="trace-end">
    <Mono text={end.ip} />
    {end.subnet !== undefined && <ResourceLink id={end.subnet} />}
  </span>
);

function Verdict({ walk }: { readonly walk: Walk }) {
  const tone = toneOf(walk);
  return (
    <span className={`outcome ${tone}`}>
      <span aria-hidden="true">{toneSigns[tone]}</span> {walkName(walk)}
    </span>
  );
}

function Way({ walk }: { readonly walk: Walk }) {
  return (
    <>
      <p className="way-reason">
        <LinkedWords text={walk.reason} />
        {walk.edge && (
          <>
            {' '}
            Edge: {walk.edge.kind.replace('-', ' ')}, <ResourceLink id={walk.edge.id} />
          </>
        )}
      </p>
      <HopList hops={walk.hops} />
    </>
  );
}

function Blockers({ trace }: { readonly trace: Trace }) {
  const { subnets } = trace;
  const isMixed = subnets !== undefined && subnets.groups.length > 1;
  if (trace.blockers.length === 0) return null;
  return (
    <section className="blockers" aria-label="Blockers">
      <h3>{count(trace.blockers.length, 'thing')} in the way</h3>
      <ol>
        {trace.blockers.map((blocker, i) => (
          <li key={i}>
            <p>
              <span className="tag">{blocker.direction === 'forward' ? 'there' : 'back'}</span>{' '}
              <strong>{outcomeNames[blocker.outcome]}</strong> at <ResourceLink id={blocker.at} />
              {isMixed && blocker.pairs !== undefined && (
                <span className="quiet">
                  {' '}
                  {blocker.pairs === subnets.pairs
                    ? 'for all '
                    : `for ${grouped(blocker.pairs)} of `}
                  {grouped(subnets.pairs)} subnet pairs
                </span>
              )}
            </p>
            <p>
              <LinkedWords text={blocker.message} />
            </p>
            <p className="change">
              <LinkedWords text={blocker.change} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** So many gaps show at first. */
const FEW = 4;

function Rests({ trace }: { readonly trace: Trace }) {
  const open = useOpened();
  if (trace.assumptions.length + trace.gaps.length === 0) return null;
  const gaps = open?.gaps.filter((gap) => trace.gaps.includes(gap.id)) ?? [];
  return (
    <section className="callout" aria-label="What the answer rests on">
      {trace.assumptions.map((text) => (
        <p key={text}>
          <strong>Assumed</strong> <LinkedWords text={text} />
        </p>
      ))}
      {gaps.length > 0 && (
        <>
          <LongList
            label="Gaps behind the answer"
            className="sentences"
            few={FEW}
            items={gaps}
            keyOf={(gap) => gap.id}
            draw={(gap) => (
              <>
                <strong>Not seen</strong> <LinkedWords text={gap.message} />
              </>
            )}
          />
          <p>
            <ToGaps>{count(gaps.length, 'gap')} behind the answer</ToGaps>
          </p>
        </>
      )}
    </section>
  );
}
