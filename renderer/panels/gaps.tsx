/** What the source does not tell: refused calls, accounts not collected, peers outside. */
import { useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { Opened } from '#app/api/engine.ts';
import type { Gap } from '#app/topology/gap.ts';
import { LinkedWords } from '../parts/linked-words.tsx';
import { LongList } from '../parts/long.tsx';
import { ResourceLink } from '../parts/resource.tsx';
import { Section } from '../parts/section.tsx';
import { Mono } from '../parts/text.tsx';
import { FIRST_SIGHT } from '../first-sight.ts';
import { useRem } from '../rem.ts';
import { useOpened } from '../use-state.ts';
import { short } from '../words/visible.ts';

const KINDS: Readonly<Record<Gap['kind'], string>> = {
  call: 'Call failed',
  missing: 'Not in the source',
  unreadable: 'Not understood',
  truncated: 'Cut short',
  peer: 'Outside what was collected',
};

export function Gaps() {
  const open = useOpened();
  const gaps = open?.gaps ?? [];
  const rem = useRem();
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer is made to change under us
  const virtual = useVirtualizer({
    count: gaps.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 92 * rem,
    overscan: 6,
    initialRect: { width: 0, height: FIRST_SIGHT },
  });
  const ignored = open?.ignored ?? [];
  if (gaps.length === 0 && ignored.length === 0) {
    return (
      <div className="quiet-note">
        <p>Nothing is missing: every call of the source was answered, and every peer is in it.</p>
      </div>
    );
  }
  return (
    <div className="gaps" ref={scroller} tabIndex={0} role="group" aria-label="Gaps">
      {gaps.length > 0 && (
        <p className="list-foot">What Peerless could not see. Answers that rest on a gap say so.</p>
      )}
      <ul style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const gap = gaps[item.index]!;
          return (
            <li
              key={gap.id}
              ref={virtual.measureElement}
              data-index={item.index}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <p className="gap-head">
                <span className="tag">{KINDS[gap.kind]}</span>
                <span
                  className="line mono quiet"
                  title={[gap.account, gap.region].filter(Boolean).join(' · ')}
                >
                  {[gap.account, gap.region].filter(Boolean).join(' · ')}
                </span>
              </p>
              <p>
                <LinkedWords text={gap.message} />
              </p>
              {gap.subject !== undefined && <ResourceLink id={gap.subject} />}
            </li>
          );
        })}
      </ul>
      <Ignored files={ignored} />
    </div>
  );
}

function Ignored({ files }: { readonly files: Opened['ignored'] }) {
  if (files.length === 0) return null;
  return (
    <Section title="Files not used" count={files.length} open={files.length <= 8}>
      <LongList
        label="Files not used"
        className="sentences"
        items={files}
        keyOf={({ path }) => path}
        draw={({ path, why }) => (
          <>
            <Mono text={path} /> {short(why, 400)}
          </>
        )}
      />
    </Section>
  );
}
