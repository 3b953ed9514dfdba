/** What the source does not tell: refused calls, accounts not collected, peers outside. */
import { useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { Gap } from '#app/topology/gap.ts';
import { LinkedWords } from '../parts/linked-words.tsx';
import { ResourceLink } from '../parts/resource.tsx';
import { useOpen } from '../use-state.ts';

const KINDS: Readonly<Record<Gap['kind'], string>> = {
  call: 'Call failed',
  missing: 'Not in the source',
  unreadable: 'Not understood',
  truncated: 'Cut short',
  peer: 'Outside what was collected',
};

export function Gaps() {
  const open = useOpen();
  const gaps = open?.opened.gaps ?? [];
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer is made to change under us
  const virtual = useVirtualizer({
    count: gaps.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 92,
    overscan: 6,
  });
  if (gaps.length === 0) {
    return (
      <div className="quiet-note">
        <p>Nothing is missing: every call of the source was answered, and every peer is in it.</p>
      </div>
    );
  }
  return (
    <div className="gaps" ref={scroller} tabIndex={0} role="group" aria-label="Gaps">
      <p className="list-foot">What Peerless could not see. Answers that rest on a gap say so.</p>
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
                <span className="line mono quiet">
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
    </div>
  );
}
