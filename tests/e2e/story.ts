/** `test` for stories: opens the door its project names, and fails any story in which the page complained. */
import { expect, test as base, type Page } from '@playwright/test';
import { findElectron } from '../kit/electron.ts';
import { openDoor, type DoorName, type OpenDoor } from './doors.ts';
import { PeerlessWindow } from './window.ts';

export interface Started extends OpenDoor {
  readonly window: PeerlessWindow;
}

interface Fixtures {
  /** Opens the door, as a user would with these arguments. */
  start: (...args: string[]) => Promise<Started>;
  door: DoorName;
  /** Variables of the door's process; a story fills it before it starts. */
  env: Record<string, string>;
  /** Addresses that the story itself makes the page ask for, and that come to nothing. */
  onPurpose: string[];
  /** The window measures what draws faster here, as it does for a user: that takes a processor for a second. */
  measures: boolean;
}

/** The page itself, behind each door: loopback, the desktop's own scheme, and that scheme as the double spells it. */
const OURS =
  /^(?:blob:)?(?:(?:http|ws):\/\/(?:127\.0\.0\.1:\d+|peerless\.app\.localhost)|app:\/\/peerless)\/|^data:/;

/**
 * Collects what the page complains of: policy violations, console errors, uncaught exceptions. And what no page of ours
 * does: ask another host or the disk for anything, or talk in a dialog of the browser.
 */
async function listen(
  page: Page,
  complaints: string[],
  onPurpose: readonly string[],
): Promise<void> {
  const asked = (what: { url(): string }): void => {
    const url = what.url();
    if (!OURS.test(url) && !onPurpose.includes(url))
      complaints.push(`asked for ${url.slice(0, 200)}`);
  };
  page.on('request', asked);
  page.on('websocket', asked);
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => undefined);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('crash', () => complaints.push('the page crashed'));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI}`);
    });
  });
}

/** Has the page know what it would measure, as a tab that was loaded anew does: docs/decisions/0022 has the numbers. */
const measured = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const speeds = { canvasMs: 7, webgl: { ms: 600, software: true } };
    try {
      sessionStorage.setItem('peerless.drawing.speeds.1', JSON.stringify(speeds));
    } catch {
      // A page that is nobody's has no storage.
    }
  });

export const test = base.extend<Fixtures>({
  door: ['serve', { option: true }],
  env: async ({}, use) => use({}),
  onPurpose: async ({}, use) => use([]),
  measures: [false, { option: true }],
  start: async ({ browser, door, env, onPurpose, measures }, use, info) => {
    const electron = findElectron();
    if (door === 'desktop-electron' && 'missing' in electron) info.skip(true, electron.missing);
    const open: OpenDoor[] = [];
    const complaints: string[] = [];
    await use(async (...args) => {
      const prepare = async (page: Page): Promise<void> => {
        await listen(page, complaints, onPurpose);
        if (!measures) await measured(page);
      };
      const made = await openDoor(door, args, browser, prepare, env);
      open.push(made);
      return { ...made, window: new PeerlessWindow(made.page) };
    });
    for (const { page } of open) {
      if (info.status !== info.expectedStatus && !page.isClosed()) {
        await info.attach('page', { body: await page.screenshot(), contentType: 'image/png' });
      }
    }
    for (const made of open) await made.close();
    expect(complaints, 'the page complained').toEqual([]);
  },
});

/**
 * First line of a story of the page alone: the same files behind every door, whose own ways (files, menus, safety) other
 * stories walk on both.
 */
export function ofThePage(door: DoorName): void {
  test.skip(
    door === 'desktop-double',
    'a story of the page alone, which is the same behind every door: it runs in serve, and in Electron itself',
  );
}

export { expect };
