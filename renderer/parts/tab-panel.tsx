/** What a tab shows: React Aria's own makes the browser lay out the page after every change in it, within the same task. */
import { type ReactNode, useContext, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { TabListStateContext, TabsContext } from 'react-aria-components';

/** Of these, what is in sight can be tabbed to. */
const TABBABLE = ['a[href]', 'button', 'input', 'select', 'textarea', '[tabindex]']
  .map((tag) => `${tag}:not([disabled], [tabindex^='-'])`)
  .join();

/** A panel of `Tabs`, there while its tab is chosen. */
export function TabPanel(props: {
  /** Of its tab. */
  readonly id: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const state = useContext(TabListStateContext);
  if (state?.selectedKey !== props.id) return null;
  // Tabs within it are not the ones it belongs to.
  return (
    <TabsContext value={null}>
      <TabListStateContext value={null}>
        <Panel key={props.id} {...props} />
      </TabListStateContext>
    </TabsContext>
  );
}

function Panel({ id, className, children }: Parameters<typeof TabPanel>[0]) {
  const panel = useRef<HTMLDivElement>(null);
  const isBare = useBare(panel);
  // The ids are those that React Aria gave the tab, which it tells nobody else; the first tabs come a moment after this.
  useLayoutEffect(() => {
    const tab = panel.current?.parentElement?.querySelector(
      `[role="tab"][data-key="${CSS.escape(id)}"]`,
    );
    if (!panel.current || !tab) return;
    panel.current.id = tab.getAttribute('aria-controls') ?? '';
    panel.current.setAttribute('aria-labelledby', tab.id);
  });
  return (
    <div ref={panel} role="tabpanel" className={className} {...(isBare && { tabIndex: 0 })}>
      {children}
    </div>
  );
}

/**
 * True where nothing in it can be tabbed to, so that it has to be itself:
 * https://www.w3.org/WAI/ARIA/apg/patterns/tabs/#keyboardinteraction. Asked behind the frame that shows a change: what is
 * in sight is known then, and asking takes no layout.
 */
function useBare(panel: { readonly current: HTMLElement | null }): boolean {
  const [isBare, setBare] = useState(false);
  useEffect(() => {
    const { current } = panel;
    if (!current) return;
    let [frame, timer] = [0, 0];
    const look = (): void => {
      frame = 0;
      const all = [...current.querySelectorAll(TABBABLE)];
      setBare(!all.some((element) => element.checkVisibility({ visibilityProperty: true })));
    };
    const changed = (): void => {
      frame ||= requestAnimationFrame(() => (timer = window.setTimeout(look)));
    };
    const observer = new MutationObserver(changed);
    observer.observe(current, {
      subtree: true,
      childList: true,
      attributeFilter: ['tabindex', 'disabled'],
    });
    changed();
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [panel]);
  return isBare;
}
