/** What stands in the middle while nothing is open: the ways in, or what went wrong and the way out. */
import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import { list } from '#app/base/list.ts';
import type { Gone } from '../last.ts';
import { RECENT } from '../state/remembered.ts';
import { useApp } from '../use-state.ts';
import { Icon } from '../parts/icon.tsx';
import { ActionButton, IconButton, Keys } from '../parts/press.tsx';
import { Line, Typed, Words } from '../parts/text.tsx';
import { moment, number } from '../words/count.ts';
import { short } from '../words/visible.ts';
import { NotRead } from './not-read.tsx';
import { NotFinished } from './unfinished.tsx';

const WAYS = [
  { id: 'open-sample', icon: 'mesh', children: 'Open the sample estate' },
  { id: 'open-file', icon: 'file' },
  { id: 'open-folder', icon: 'folder' },
  { id: 'collect', icon: 'cloud' },
] as const;
type Way = (typeof WAYS)[number];

/** What is said of what was open when the page was left and cannot be had again by itself, and the way to have it. */
const CAME = {
  file: { words: 'was chosen here and cannot be read again: choose it again.', way: 'open-file' },
  files: {
    words: 'were chosen here and cannot be read again: choose them again.',
    way: 'open-file',
  },
  folder: {
    words: 'was chosen here and cannot be read again: choose it again.',
    way: 'open-folder',
  },
  collected: { words: 'was collected here and is in no file: collect it again.', way: 'collect' },
} as const satisfies Record<Gone['came'], { words: string; way: Way['id'] }>;

export function Start() {
  const source = useApp((state) => state.source);
  const back = useApp((state) => state.backToBefore);
  if (source.phase === 'open') return null;
  const { before } = source;
  const gone = source.phase === 'empty' ? source.gone : undefined;
  const isFirst = ({ id }: Way): boolean => id === (gone ? CAME[gone.came].way : 'open-sample');
  return (
    <div className="start">
      {source.phase === 'opening' ? (
        <div className="start-card" role="status">
          <h2 className="start-title">
            Reading <Words text={source.what} />…
          </h2>
          <div className="bar" aria-hidden="true" />
          <p className="quiet">Joining the network, routing it, running every rule.</p>
          <div className="row">
            <ActionButton id="stop-opening">Stop</ActionButton>
            <Keys keys="Escape" />
          </div>
        </div>
      ) : (
        <div className="start-card">
          {source.phase === 'failed' ? (
            <div role="alert" className="start-fault">
              <h2 className="start-title">
                Could not open <Words text={source.what} />
              </h2>
              <p>
                <Typed text={source.message} />
              </p>
            </div>
          ) : gone ? (
            <div role="alert" className="start-fault">
              <h2 className="start-title">
                <Words text={gone.what} /> {CAME[gone.came].words}
              </h2>
            </div>
          ) : (
            <h2 className="start-title">See the network, find what is wrong with it.</h2>
          )}
          {before && (
            <Button className="button primary start-back" onPress={back}>
              <Icon id="back" />
              <span className="line">Back to {short(before.opened.title, 80)}</span>
            </Button>
          )}
          <div className="start-ways">
            {[...WAYS.filter(isFirst), ...WAYS.filter((way) => !isFirst(way))].map((way) => (
              <ActionButton key={way.id} {...way} primary={!before && isFirst(way)} />
            ))}
          </div>
          <NotFinished />
          <Before />
          <Profiles />
          <Looking />
          <p className="quiet">
            Drop files or a folder anywhere: a Peerless snapshot,{' '}
            <code className="mono">aws ec2 describe-*</code> JSON, Terraform state or a plan as{' '}
            <code className="mono">terraform show -json</code> prints it, files of AWS Config, a
            Batfish <code className="mono">aws_configs</code> folder.
          </p>
          <p className="quiet">Everything stays on this machine. Every AWS call only reads.</p>
        </div>
      )}
    </div>
  );
}

/** What is still being looked for: lists that are not there yet are not empty. */
function Looking() {
  const unfinished = useApp((s) => !s.unfinished && s.unfinishedFault === undefined);
  const remembered = useApp((s) => !s.remembered && s.rememberedFault === undefined);
  const profiles = useApp((s) => !s.profiles && s.profilesFault === undefined);
  const what = [
    unfinished ? 'collections not finished' : '',
    remembered ? 'sources opened before' : '',
    profiles ? 'AWS profiles' : '',
  ].filter(Boolean);
  return (
    <p className="quiet" role="status" hidden={what.length === 0}>
      {what.length > 0 && `Looking for ${list(what, what.length)}…`}
    </p>
  );
}

/** How many profiles are offered at once; the sheet for collecting holds the rest. */
const SHOWN = 5;

/** Sources that were opened before, and a way to the history. */
function Before() {
  const remembered = useApp((state) => state.remembered);
  const load = useApp((state) => state.loadRemembered);
  const open = useApp((state) => state.openPath);
  const forget = useApp((state) => state.forget);
  const fault = useApp((state) => state.rememberedFault);
  useEffect(() => void load(), [load]);
  if (fault !== undefined)
    return <NotRead what="What was opened before" fault={fault} again={load} />;
  if (!remembered || remembered.length === 0) return null;
  return (
    <section className="start-before" aria-label="Opened before">
      <h3 className="quiet">Opened before</h3>
      <ul>
        {remembered.slice(0, RECENT).map(({ path, title, opened, there }) => (
          <li key={path}>
            <Button className="start-one" isDisabled={!there} onPress={() => void open(path)}>
              <Line text={title} />
              <span className="line quiet mono">{path}</span>
              <span className="quiet nowrap">{there ? moment(opened) : 'not there any more'}</span>
            </Button>
            <IconButton
              icon="close"
              label={`Take ${title} off the list`}
              onPress={() => void forget(path)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Profiles of this machine, each a step from its collection; without one, the other ways need none. */
function Profiles() {
  const profiles = useApp((state) => state.profiles);
  const fault = useApp((state) => state.profilesFault);
  const load = useApp((state) => state.loadProfiles);
  const set = useApp((state) => state.setCollectForm);
  const show = useApp((state) => state.showDialog);
  useEffect(() => void load(), [load]);
  if (fault !== undefined)
    return <NotRead what="The AWS profiles of this machine" fault={fault} again={load} />;
  if (!profiles) return null;
  if (profiles.length === 0)
    return (
      <p className="quiet">
        No AWS profile was found on this machine. Files and the sample need none.
      </p>
    );
  const more = profiles.length - SHOWN;
  return (
    <section className="start-before" aria-label="AWS profiles">
      <h3 className="quiet">Collect from a profile of this machine</h3>
      <ul className="start-profiles">
        {profiles.slice(0, SHOWN).map(({ name, account, region }) => (
          <li key={name}>
            <Button
              className="button"
              onPress={() => {
                set({ profiles: [name] });
                show('collect');
              }}
            >
              <Line text={name} />
              <span className="line quiet mono">
                {[account, region].filter(Boolean).join(' · ')}
              </span>
            </Button>
          </li>
        ))}
        {more > 0 && (
          <li>
            <Button className="text-button" onPress={() => show('collect')}>
              {number(more)} more…
            </Button>
          </li>
        )}
      </ul>
    </section>
  );
}
