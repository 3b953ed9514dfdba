/** Mermaid, read by Mermaid's own parser in a browser: every box, link and container, and names as they are. */
import { type Browser, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import mermaid from '#app/exports/mermaid.ts';
import { nodeLooks } from '#app/scene/legend.ts';
import { analyze, type Report } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { World } from '#app/world/world.ts';
import { findChromium } from '#tests/kit/chromium.ts';
import { optional } from '#tests/kit/optional.ts';
import { estates } from '../scene/estates.ts';
import { hostile } from './readers.ts';
import { unless } from '#tests/kit/tools.ts';

const parser = optional('mermaid/dist/mermaid.min.js', 'Mermaid reads our flowcharts');
const noParser = parser === undefined ? 'the package mermaid is not installed' : undefined;
const TIME = { timeout: 60_000 };

/** Only what is asked of it; see https://mermaid.js.org/config/usage.html#syntax-validation-without-rendering */
interface Mermaid {
  initialize(options: object): void;
  render(id: string, text: string): Promise<{ svg: string }>;
  mermaidAPI: {
    getDiagramFromText(text: string): Promise<{
      type: string;
      db: {
        getVertices(): Map<string, unknown>;
        getEdges(): unknown[];
        getSubGraphs(): unknown[];
      };
    }>;
  };
}

describe.skipIf(parser === undefined)(unless(noParser, 'mermaid'), () => {
  let browser: Browser;
  let page: Page;
  const heard: string[] = [];
  beforeAll(async () => {
    const { executablePath, env } = findChromium();
    browser = await chromium.launch({
      executablePath,
      env,
      args: ['--no-sandbox', '--disable-gpu'],
    });
    const context = await browser.newContext({ offline: true });
    page = await context.newPage();
    page.on('request', (request) => heard.push(request.url()));
    page.on('dialog', (dialog) => heard.push(dialog.message()));
    page.on('pageerror', (error) => heard.push(error.message));
    await page.setContent('<div></div>');
    await page.addScriptTag({ path: parser! });
  }, 120_000);
  afterAll(() => browser.close());

  const read = async (report: Report) => {
    const scene = buildScene(report, { findings: true });
    const text = String(mermaid.render(report, scene)[0]!.body);
    const read = await page.evaluate(async (source) => {
      const own = (globalThis as unknown as { mermaid: Mermaid }).mermaid;
      own.initialize({ startOnLoad: false, maxEdges: 5000, maxTextSize: 1_000_000 });
      const { type, db } = await own.mermaidAPI.getDiagramFromText(source);
      return {
        type,
        boxes: db.getVertices().size,
        links: db.getEdges().length,
        containers: db.getSubGraphs().length,
      };
    }, text);
    return { scene, text, read };
  };

  it.each([...estates, { name: 'hostile', report: hostile }])(
    'reads every box, link and container: $name',
    TIME,
    async ({ report }) => {
      const { scene, read: seen } = await read(report());
      const containers = scene.nodes.filter((n) => nodeLooks[n.shape].container).length;
      expect(seen).toEqual({
        type: 'flowchart-v2',
        // What is not drawn is told by a box each.
        boxes: scene.nodes.length - containers + scene.leftOut.length,
        links: scene.edges.length,
        containers,
      });
    },
  );

  it('shows the whole of a name as long as a tag may be, in the box', TIME, async () => {
    const world = new World();
    const at = world.region();
    const long = `platform-shared-services-${'x'.repeat(60)}-production-eu-central-1-${'team/'.repeat(30)}`;
    const name = long.slice(0, 255).concat('Z');
    world.peer(at.vpc(name, '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16'));
    const { text } = await read(analyze(world.snapshot()));
    const { words, beyond } = await page.evaluate(async (source) => {
      const own = (globalThis as unknown as { mermaid: Mermaid }).mermaid;
      const holder = document.createElement('div');
      document.body.append(holder);
      holder.innerHTML = (await own.render('long', source)).svg;
      const labels = [...holder.querySelectorAll('.node .nodeLabel')];
      return {
        words: labels.map(({ textContent }) => textContent),
        beyond: labels.filter((label) => {
          const [box, within] = [label, label.closest('.node')!.querySelector('rect')!].map((e) =>
            e.getBoundingClientRect(),
          );
          return box!.left < within!.left || box!.right > within!.right;
        }).length,
      };
    }, text);
    expect(words.some((word) => word.startsWith(name))).toBe(true);
    expect(beyond).toBe(0);
  });

  it('draws a hostile name as the text it is, and asks for nothing', TIME, async () => {
    const { text } = await read(hostile());
    const drawn = await page.evaluate(async (source) => {
      const own = (globalThis as unknown as { mermaid: Mermaid }).mermaid;
      const holder = document.createElement('div');
      document.body.append(holder);
      holder.innerHTML = (await own.render('drawn', source)).svg;
      return {
        text: holder.textContent,
        live: holder.querySelectorAll('script, img, a, iframe').length,
      };
    }, text);
    expect(drawn.live).toBe(0);
    expect(drawn.text).toContain('<script>alert(1)</script>');
    expect(drawn.text).toContain('*bold* _it_ [link](javascript:alert(1))');
    expect(heard).toEqual([]);
  });
});
