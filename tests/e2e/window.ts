/** The window as a user knows it: by roles and names, and by what the canvas says it draws. */
import { expect, type Locator, type Page } from '@playwright/test';

/** What the read-only test hook tells of the canvas. */
export interface Drawn {
  readonly nodes: number;
  readonly edges: number;
  readonly hulls: number;
  readonly ids: readonly string[];
  readonly lit: readonly string[];
  readonly selected: readonly string[];
  /** Badges of boxes by id, as `error 2`. */
  readonly badges: Readonly<Record<string, string>>;
  /** Ids by what the step of a plan does to them, and those that no route leads over. */
  readonly plan: Readonly<
    Record<'added' | 'removed' | 'changed' | 'unseen' | 'idle' | 'reach', readonly string[]>
  >;
  /** How many elements Cytoscape draws and styles: all of a small network, none of a large one. */
  readonly styled: number;
  /** What draws the boxes and lines. */
  readonly by: 'cytoscape' | 'canvas' | 'webgl';
  readonly zoom: number;
  readonly pan: { readonly x: number; readonly y: number };
  readonly theme: string;
}

export class PeerlessWindow {
  readonly page: Page;
  readonly picture: Locator;
  readonly findings: Locator;
  readonly inspector: Locator;
  readonly answer: Locator;

  constructor(page: Page) {
    this.page = page;
    this.picture = page.getByRole('application', { name: /^Network picture/ });
    this.findings = page.getByRole('tree', { name: 'Findings' });
    this.inspector = page.getByRole('complementary', { name: 'Inspector' });
    this.answer = page.getByRole('region', { name: 'Answer', exact: true });
  }

  drawn(): Promise<Drawn> {
    return this.page.evaluate(() => {
      const hook = (window as unknown as { __peerless?: { drawn(): Drawn } }).__peerless;
      if (!hook) throw new Error('the canvas is not there yet');
      return hook.drawn();
    });
  }

  /** One thing of that: of a large network it takes a moment to tell all, in which the window does nothing else. */
  tell<K extends keyof Drawn>(what: K): Promise<Drawn[K]> {
    return this.page.evaluate((key) => {
      const hook = (window as unknown as { __peerless?: { drawn(): Drawn } }).__peerless;
      if (!hook) throw new Error('the canvas is not there yet');
      return hook.drawn()[key as K];
    }, what as string);
  }

  /** Where a box is on the page. */
  positionOf(id: string): Promise<{ x: number; y: number } | undefined> {
    return this.page.evaluate(
      (name) =>
        (
          window as unknown as {
            __peerless: { positionOf(id: string): { x: number; y: number } | undefined };
          }
        ).__peerless.positionOf(name),
      id,
    );
  }

  /** Where a box or container stands in the picture, in pixels at scale 1. */
  boxOf(id: string): Promise<{ x: number; y: number; width: number; height: number } | undefined> {
    return this.page.evaluate(
      (name) =>
        (
          window as unknown as {
            __peerless: {
              boxOf(
                id: string,
              ): { x: number; y: number; width: number; height: number } | undefined;
            };
          }
        ).__peerless.boxOf(name),
      id,
    );
  }

  /** Waits until a network is open and drawn. */
  async ready(): Promise<void> {
    // Asked again soon: what waits longer each time costs every story up to a second.
    const drawn = () =>
      this.page
        .evaluate(
          () =>
            (window as unknown as { __peerless?: { drawn(): Drawn } }).__peerless?.drawn().nodes ??
            0,
        )
        // A page that is just loading anew.
        .catch(() => 0);
    await expect.poll(drawn, { intervals: [50], timeout: 20_000 }).toBeGreaterThan(0);
    await expect(this.picture).toHaveAccessibleName(/boxes/);
  }

  /** Waits until the viewport rests, and tells where. */
  async steady(): Promise<string> {
    let last = '';
    let times = 0;
    await expect
      .poll(
        async () => {
          const { zoom, pan } = await this.drawn();
          const now = JSON.stringify([zoom, pan]);
          times = now === last ? times + 1 : 0;
          last = now;
          return times;
        },
        // A slide takes a moment to begin, and on a busy machine rests between two frames.
        { intervals: [150] },
      )
      .toBeGreaterThan(3);
    return last;
  }

  async openSample(): Promise<void> {
    await this.page.getByRole('button', { name: 'Open the sample estate' }).click();
    await this.ready();
  }

  /** Opens the palette and types. */
  async search(text: string): Promise<Locator> {
    await this.page.keyboard.press('ControlOrMeta+k');
    const palette = this.page.getByRole('dialog', { name: 'Search resources and actions' });
    await palette.getByRole('combobox').fill(text);
    return palette;
  }

  /** Does an action by its title, through the palette. */
  async act(title: string): Promise<void> {
    const palette = await this.search(title);
    const option = palette.getByRole('option', { name: title }).first();
    // By key: the list still shrinks, and a click beside it would put the palette away and do nothing.
    await expect(async () => {
      await option.hover({ timeout: 2_000 });
      await expect(option).toHaveAttribute('aria-selected', 'true', { timeout: 500 });
    }).toPass();
    await this.page.keyboard.press('Enter');
    await expect(palette).toBeHidden();
  }

  /** Types into the search of the findings: of a long list, only what is in sight is on the page. */
  async lookFor(text: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: 'Search findings' }).fill(text);
  }

  /** A finding's row, where it is in sight. */
  finding(text: string | RegExp): Locator {
    return this.findings.getByRole('treeitem', { name: text, level: 2 });
  }

  async trace(from: string, to: string): Promise<void> {
    await this.act('Trace a path…');
    const ends = this.page.getByRole('form', { name: 'Ends of the trace' });
    for (const [label, end] of [
      ['From', from],
      ['To', to],
    ] as const) {
      const field = ends.getByRole('combobox', { name: new RegExp(`^${label}`) });
      await field.fill(end);
      // The list of suggestions would swallow the next key.
      await field.press('Escape');
    }
    await ends.getByRole('button', { name: 'Trace', exact: true }).click();
  }
}
