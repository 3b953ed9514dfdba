/** The window with an estate of some size, in a real browser: when it is there, its frames, and how long it ever blocks. */
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
  const notes = {
    tasks: [] as [at: number, took: number][],
    frames: [] as number[],
    asked: 0,
    scene: 0,
    drawn: 0,
    clickable: 0,
  };
  Object.assign(globalThis, { notes });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      notes.tasks.push([startTime, duration]);
  }).observe({ entryTypes: ['longtask'] });
  const frame = (at: number) => {
    notes.frames.push(at);
    const hook = (globalThis as { __peerless?: { drawn(): { nodes: number } } }).__peerless;
    if (notes.drawn === 0 && (hook?.drawn().nodes ?? 0) > 0) {
      // Behind the next frame what was drawn is on the screen.
      notes.drawn = -1;
      requestAnimationFrame(() => (notes.drawn = performance.now()));
    }
    if (notes.clickable === 0 && canClickFinding()) {
      notes.clickable = -1;
      requestAnimationFrame(() => (notes.clickable = performance.now()));
    }
    requestAnimationFrame(frame);
  };
  // Where somebody would click, a finding is what is hit: in sight, and under nothing.
  const canClickFinding = (): boolean => {
    const row = document.querySelector(
      '[role="tree"][aria-label="Findings"] [role="treeitem"][aria-level="2"]',
    );
    if (row === null) return false;
    const { x, y, width, height } = row.getBoundingClientRect();
    return row.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  };
  requestAnimationFrame(frame);
  // Before it is drawn, the scene is the longest message there is.
  let longest = 0;
  const Plain = WebSocket;
  globalThis.WebSocket = class extends Plain {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      this.addEventListener('message', ({ data }) => {
        const length = typeof data === 'string' ? data.length : 0;
        if (notes.drawn === 0 && length > longest)
          [longest, notes.scene] = [length, performance.now()];
      });
    }
    override send(data: Parameters<WebSocket['send']>[0]) {
      if (notes.asked === 0 && typeof data === 'string' && data.includes('"method":"open"'))
        notes.asked = performance.now();
      super.send(data);
    }
  };
}

interface Notes {
  readonly tasks: readonly (readonly [at: number, took: number])[];
  readonly frames: readonly number[];
  /** When the page asked for the network to be opened. */
  readonly asked: number;
  /** When the scene arrived, when the canvas had drawn it, and when a finding could be clicked; 0 is not yet. */
  readonly scene: number;
  readonly drawn: number;
  readonly clickable: number;
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

/** In the order in which they are done; each is what people do with a picture and its findings. */
export type Doing = 'pan' | 'zoom' | 'hover' | 'select' | 'pan-lit' | 'zoom-lit' | 'clear' | 'type';

export interface WindowFigures {
  /** Seconds from the arrival of the scene to the first frame that shows it. */
  readonly firstPaint: number;
  /** Seconds since the address was entered. */
  readonly start: {
    /** Anything at all is on the screen. */
    readonly paint: number;
    /** The network is. */
    readonly picture: number;
    /** The network is, whole, and its first finding can be clicked: from then on the window does what it is asked. */
    readonly usable: number;
  };
  /** Seconds from the page's asking for the network until it is usable. The engine may have begun to read it before. */
  readonly opened: number;
  /** Longest task while the network opens, in milliseconds. */
  readonly opening: number;
  readonly frames: Readonly<Record<Doing, Frames>>;
  readonly chromium: string;
}

/** @param path a source, or `--demo` for the sample estate */
export async function measureWindow(path: string): Promise<WindowFigures> {
  const { executablePath, env, from } = findChromium();
  const { url, stop } = await serve(path);
  const browser = await chromium.launch({ executablePath, env });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    // tsx names functions through a function of its own, which the page does not have.
    await page.addInitScript('globalThis.__name = (named) => named');
    await page.addInitScript(listen);
    await page.goto(url);
    await page.waitForFunction(
      () => {
        const { drawn, clickable } = (globalThis as unknown as { notes: Notes }).notes;
        return drawn > 0 && clickable > 0;
      },
      undefined,
      { timeout: 120_000 },
    );
    await page.waitForTimeout(3000);
    const notes = await page.evaluate(() => (globalThis as unknown as { notes: Notes }).notes);
    // The page's clock begins when its address is entered: https://www.w3.org/TR/hr-time-3/#dfn-time-origin
    const paint = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    );
    if (paint === undefined) throw new Error('the browser notes no first paint');
    const usable = Math.max(notes.drawn, notes.clickable);
    return {
      firstPaint: (notes.drawn - notes.scene) / 1000,
      start: {
        paint: paint / 1000,
        picture: notes.drawn / 1000,
        usable: usable / 1000,
      },
      opened: (usable - notes.asked) / 1000,
      opening: Math.max(0, ...notes.tasks.map(([, took]) => took)),
      frames: await doings(page),
      chromium: `${browser.version()}, ${from}`,
    };
  } finally {
    await browser.close();
    stop();
  }
}

async function doings(page: Page): Promise<Record<Doing, Frames>> {
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
  const first = page.getByRole('treeitem', { level: 2 }).first();
  return {
    pan: await measured(page, pan),
    zoom: await measured(page, zoom),
    hover: await measured(page, hover),
    select: await measured(page, () => first.click()),
    'pan-lit': await measured(page, pan),
    'zoom-lit': await measured(page, zoom),
    clear: await measured(page, () => keyboard.press('Escape')),
    type: await measured(page, async () => {
      await page.getByRole('searchbox', { name: 'Search findings' }).click();
      await keyboard.type('mesh-1', { delay: 60 });
    }),
  };
}
