/** What the window has to say of what was just done, could not be done, or failed: over the canvas, for a while. */
import { type KeyboardEvent, useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { IconButton } from '../parts/press.tsx';
import { Line } from '../parts/text.tsx';
import { actionOf, perform } from '../perform.ts';
import type { Notice } from '../state/frame.ts';
import { useApp, useWindow } from '../use-state.ts';
import { count } from '../words/count.ts';

const NOTICE_MS = 6000;
/** More of what failed would cover the picture. */
const MOST_FAILURES = 3;

/**
 * What was done and what cannot be done is read out when speech has a moment, and goes by itself; a failure is read out at
 * once, and stays until it is put away. Each is in one live region only, or it would be read out twice.
 */
export function NoticeBar() {
  const notice = useApp((state) => state.notice);
  const failures = useApp((state) => state.failures);
  const more = failures.length - MOST_FAILURES;
  return (
    <div className="notices">
      <div aria-live="polite">
        {notice && notice.tone !== 'failed' && <Note key={notice.id} notice={notice} />}
      </div>
      {more > 0 && (
        <p className="notice failed">
          {count(more, 'failure')} before these: put some away to read of it.
        </p>
      )}
      {failures.slice(-MOST_FAILURES).map((failed) => (
        <Note key={failed.id} notice={failed} />
      ))}
    </div>
  );
}

function Note({ notice }: { readonly notice: Notice }) {
  const { id, tone, text, action, also } = notice;
  const dismissOne = useApp((state) => state.dismiss);
  const store = useWindow();
  // Nothing goes away from under a hand, or from under the keyboard.
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const stays = tone === 'failed' || hovered || focused;
  useEffect(() => {
    if (stays) return;
    const timer = setTimeout(() => dismissOne(id), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [stays, dismissOne, id]);
  const dismiss = (): void => dismissOne(id);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    dismiss();
  };
  return (
    <div
      className={`notice ${tone}`}
      role={tone === 'failed' ? 'alert' : undefined}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onKeyDown={onKeyDown}
    >
      <Line text={text} />
      {[action, also]
        .filter((one) => one !== undefined)
        .map((one) => (
          <Button
            key={one}
            className="text-button"
            onPress={() => {
              dismiss();
              perform(store, one);
            }}
          >
            {actionOf(one).title}
          </Button>
        ))}
      <IconButton icon="close" label="Dismiss" keys="Escape" onPress={dismiss} />
    </div>
  );
}
