/** The window with an estate of some size, in a real browser: its first paint, its frames, and how long it ever blocks. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from '#tests/kit/chromium.ts';

/** Milliseconds. `longest` is the longest task of the page's one thread: 0 where none took 50 ms or more. */
export interface Frames {
  readonly median: number;
  readonly p95: number;
  readonly longest: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Notes, from before the page's first script on, what `measured` reads. */
function listen(): void {
  const notes = { tasks: [] as [at: number, took: number][], frames: [] as number[], scene: 0 };
  Object.assign(globalThis, { notes });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      notes.tasks.push([startTime, duration]);
  }).observe({ entryTypes: ['longtask'] });
  const frame = (at: number) => {
    notes.frames.push(at);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  // The scene is the longest message there is.
  let longest = 0;
  const Plain = WebSocket;
  globalThis.WebSocket = class extends Plain {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      this.addEventListener('message', ({ data }) => {
        const { length } = String(data);
        if (length > longest) [longest, notes.scene] = [length, performance.now()];
      });
    }
  };
}

interface Notes {
  readonly tasks: readonly (readonly [at: number, took: number])[];
  readonly frames: readonly number[];
  readonly scene: number;
}

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;

/** What the page did while `act` ran, and for `rest` milliseconds after. */
async function measured(page: Page, act: () => Promise<unknown>, rest = 700): Promise<Frames> {
  await page.waitForTimeout(400);
  const since = await page.evaluate(() => performance.now());
  await act();
  await page.waitForTimeout(rest);
  const notes = await page.evaluate(() => (globalThis as unknown as { notes: Notes }).notes);
  const frames = notes.frames.filter((at) => at >= since);
  const gaps = frames.slice(1).map((at, i) => at - frames[i]!);
  gaps.sort((a, b) => a - b);
  return {
    median: quantile(gaps, 0.5),
    p95: quantile(gaps, 0.95),
    longest: Math.max(0, ...notes.tasks.filter(([at]) => at >= since).map(([, took]) => took)),
  };
}

/** The address a running `peerless serve` prints. */
async function serve(path: string): Promise<{ url: string; stop: () => void }> {
  const door = spawn(process.execPath, ['bin/peerless.js', 'serve', '--no-open', path], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const chunk of door.stdout) {
    const url = /http:\S+/.exec(String(chunk))?.[0];
    if (url !== undefined) return { url, stop: () => door.kill('SIGINT') };
  }
  throw new Error('peerless serve ended early');
}

/** Milliseconds from the arrival of the scene to the first frame that shows it, and the frames of what people do then. */
export async function measureWindow(
  path: string,
): Promise<{ firstPaint: number; frames: Readonly<Record<string, Frames>> }> {
  const { executablePath, env } = findChromium();
  const { url, stop } = await serve(path);
  const browser = await chromium.launch({ executablePath, env });
  try {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      reducedMotion: (process.env.STILL ?? '') === '' ? 'no-preference' : 'reduce',
    });
    // tsx names functions through a helper that the page does not have.
    await page.addInitScript('globalThis.__name = (named) => named');
    await page.addInitScript(listen);
    const begun = Date.now();
    await page.goto(url);
    await page.waitForFunction(
      () =>
        ((globalThis as { __peerless?: { drawn(): { nodes: number } } }).__peerless?.drawn()
          .nodes ?? 0) > 0,
      undefined,
      { polling: 'raf', timeout: 120_000 },
    );
    await page.waitForTimeout(3000);
    console.error('open', Date.now() - begun - 3000);
    const notes = await page.evaluate(() => (globalThis as unknown as { notes: Notes }).notes);
    console.error(
      'scene',
      notes.scene,
      'tasks',
      JSON.stringify(notes.tasks.map((t) => t.map(Math.round))),
    );
    const frames: Record<string, Frames> = {};
    const did = async (name: string, act: () => Promise<unknown>, rest?: number) => {
      frames[name] = await measured(page, act, rest);
      console.error(name, JSON.stringify(frames[name]));
    };
    const { mouse, keyboard } = page;
    const pan = async () => {
      await mouse.move(700, 300);
      await mouse.down();
      for (let i = 1; i <= 40; i++) await mouse.move(700 + 5 * i, 300 + 3 * i);
      await mouse.up();
    };
    const zoom = async () => {
      await mouse.move(700, 400);
      for (const by of [-100, 100]) for (let i = 0; i < 15; i++) await mouse.wheel(0, by);
    };
    const hover = async () => {
      for (let i = 0; i < 40; i++) await mouse.move(500 + 12 * i, 350 + (i % 7) * 20);
    };
    const rows = page.getByRole('treeitem', { level: 2 });
    await did('idle', () => page.waitForTimeout(300));
    await did('pan', pan);
    await did('zoom', zoom);
    await did('hover', hover);
    await did('select', () => rows.nth(0).click());
    await did('select-2', () => rows.nth(1).click());
    await did('select-3', () => rows.nth(3).click());
    await did('pan-near', pan);
    await did('zoom-near', zoom);
    await did('fit-dimmed', () =>
      page
        .getByRole('button', { name: /^Fit|whole/i })
        .first()
        .click(),
    );
    await did('hover-dimmed', hover);
    await did('clear', () => keyboard.press('Escape'));
    await did('type', async () => {
      await page.getByRole('searchbox', { name: 'Search findings' }).click();
      await keyboard.type('mesh-1', { delay: 60 });
    });
    await did('select-mesh', () => rows.nth(0).click());
    await did('box', async () => {
      await page.mouse.click(640, 420);
    });
    return { firstPaint: 0, frames };
  } finally {
    await browser.close();
    stop();
  }
}
if (process.argv[2]) await measureWindow(process.argv[2]);
