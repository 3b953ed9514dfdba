/** Where the keyboard goes on when what it stood on goes away: where something was done before, else to the picture. */
import { type RefObject, useEffect } from 'react';

/** So many places are remembered. */
const TRAIL = 20;

/** Where a user works; bars and their buttons are passed on the way. */
const PLACES = '.panel, .canvas';

/** Where typing is meant for the text alone: nobody is brought back there by something else going away. */
const TEXT = 'input, textarea, [contenteditable]';

const isThere = (element: Element): boolean =>
  element.isConnected && element.checkVisibility({ visibilityProperty: true });

/**
 * Of a panel that is still there, the last place in it where something was done, or itself; else the last in another, the
 * picture, or a way in.
 */
function heirOf(
  trail: readonly HTMLElement[],
  home: HTMLElement | null,
  frame: HTMLElement,
): HTMLElement | null {
  const places = trail.filter((at) => isThere(at) && at.closest(PLACES) && !at.matches(TEXT));
  if (home && isThere(home)) {
    home.tabIndex = -1;
    return places.findLast((at) => home.contains(at)) ?? home;
  }
  return (
    places.at(-1) ??
    frame.querySelector<HTMLElement>('.canvas[tabindex="0"]') ??
    // Not the one that stops what was just begun.
    frame.querySelector<HTMLElement>('.start-card:not([role="status"]) button:not([disabled])')
  );
}

/** Takes the keyboard on when a panel is folded away, or a part of one is gone. */
export function useFocusKept(frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { current } = frame;
    if (!current) return;
    let last: HTMLElement | undefined;
    let home: HTMLElement | null = null;
    let trail: readonly HTMLElement[] = [];
    const stood = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return;
      last = target;
      home = target.closest<HTMLElement>('.panel');
    };
    // Tab passes by; any other key is meant for where it is pressed.
    const did = (event: Event): void => {
      if (event instanceof KeyboardEvent && event.key === 'Tab') return;
      const { activeElement: at } = document;
      if (at instanceof HTMLElement && current.contains(at))
        trail = [...trail.filter((one) => one !== at), at].slice(-TRAIL);
    };
    const look = (isLost: (at: HTMLElement) => boolean): void => {
      if (document.activeElement === document.body && last && isLost(last))
        heirOf(trail, home, current)?.focus({ preventScroll: true });
    };
    // Dialogs and menus hand it back by themselves, a frame after they went: unless what opened them is gone.
    const later = (): void =>
      void requestAnimationFrame(() => requestAnimationFrame(() => look((at) => !isThere(at))));
    const inside = new MutationObserver((records) => {
      look((at) => !at.isConnected);
      // Where there is little room, a panel that comes covers another.
      const added = records.flatMap(({ addedNodes }) => [...addedNodes]);
      if (added.some((node) => node instanceof Element && node.matches('.panel'))) later();
    });
    const over = new MutationObserver(later);
    current.addEventListener('focusin', stood);
    current.addEventListener('keydown', did, true);
    current.addEventListener('click', did, true);
    inside.observe(current, { childList: true, subtree: true });
    over.observe(document.body, { childList: true });
    return () => {
      current.removeEventListener('focusin', stood);
      current.removeEventListener('keydown', did, true);
      current.removeEventListener('click', did, true);
      inside.disconnect();
      over.disconnect();
    };
  }, [frame]);
}
