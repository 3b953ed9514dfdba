/** HTML: the picture as one file for a browser, offline: pan, zoom, search, findings that light their path, facts. */
import { groupBy } from '../base/order.ts';
import type { Report } from '../report.ts';
import { type Finding, SEVERITIES } from '../rules/rule.ts';
import { nodeLooks, severityLooks } from '../scene/legend.ts';
import type { Light } from '../scene/light.ts';
import type { Scene } from '../scene/scene.ts';
import { defineExporter } from './exporter.ts';
import { consolePages, type PageOf, pageOfBox, pageOfLine } from './parts/console-page.ts';
import { type Facts, factsOf, linkFacts } from './parts/facts.ts';
import { lightsOf } from './parts/lit.ts';
import { offlinePage } from './parts/offline-page.ts';
import { fileName, scopeText } from './parts/scope.ts';
import type { PictureLook } from './parts/picture-look.ts';
import { picture } from './parts/svg-picture.ts';
import { legendAlone } from './parts/svg-sheet.ts';
import { SCRIPT, STYLE } from './parts/viewer.ts';
import { attrs, xml } from './parts/xml.ts';

/** The page has a title of its own, and a legend that stays readable when the picture is small. */
const LOOK = {
  ink: (token) => `var(--${token})`,
  inPage: true,
  frame: 'bare',
} satisfies PictureLook;
const LEGEND = 260;

class Page {
  readonly #report: Report;
  readonly #scene: Scene;
  readonly #svg: string;
  readonly #ids: ReadonlyMap<string, string>;
  readonly #pageOf: PageOf;
  readonly #lightOf: (finding: Finding) => Light;
  readonly #findings: readonly Finding[];
  readonly #byResource: ReadonlyMap<string, readonly Finding[]>;

  constructor(report: Report, scene: Scene) {
    this.#report = report;
    this.#scene = scene;
    const drawn = picture(report, scene, LOOK);
    this.#svg = drawn.svg;
    this.#ids = drawn.ids;
    this.#pageOf = consolePages(report);
    this.#lightOf = lightsOf(report, scene);
    this.#findings = SEVERITIES.flatMap((s) => report.findings.filter((f) => f.severity === s));
    const touched = this.#findings.flatMap((finding) =>
      [...new Set(finding.resources)].map((ref) => ({ ref, finding })),
    );
    this.#byResource = new Map(
      [...groupBy(touched, ({ ref }) => ref)].map(([ref, all]) => [
        ref,
        all.map(({ finding }) => finding),
      ]),
    );
  }

  #lit(finding: Finding): string {
    const { nodes, edges } = this.#lightOf(finding);
    return [...nodes, ...edges.keys()].flatMap((id) => this.#ids.get(id) ?? []).join(' ');
  }

  #list(title: string, items: readonly string[]): string {
    return `<h2>${title} (<span class="count">${items.length}</span>)</h2>\n<ul class="list">\n${items.join('\n')}\n</ul>`;
  }

  #finding(finding: Finding): string {
    return (
      `<li class="finding ${finding.severity}"><button${attrs({ type: 'button', 'aria-pressed': 'false', 'data-severity': finding.severity, 'data-lit': this.#lit(finding) })}>` +
      `<span class="sign">${severityLooks[finding.severity].sign}</span> ${xml(finding.message)}` +
      `${finding.sure ? '' : ' <span class="quiet">(not sure: something could not be read)</span>'} <code class="quiet">${xml(finding.rule)}</code></button></li>`
    );
  }

  #resource(node: Scene['nodes'][number]): string {
    const id = this.#ids.get(node.id) ?? '';
    return (
      `<li><button${attrs({ type: 'button', 'aria-pressed': 'false', 'data-lit': id, 'data-shows': id })}>${xml(node.label)}` +
      ` <span class="quiet">${node.lines.map(xml).join(' ')}</span></button></li>`
    );
  }

  #card(
    of: string,
    label: string,
    facts: Facts,
    refs: readonly string[],
    page: string | undefined,
  ): string {
    const found = [...new Set(refs.flatMap((ref) => this.#byResource.get(ref) ?? []))];
    return (
      `<section${attrs({ class: 'facts none', 'data-of': of })}><h2>${xml(label)}</h2><dl>` +
      Object.entries(facts)
        .filter(([name]) => name !== 'findings')
        .map(([name, value]) => `<dt>${name}</dt><dd>${xml(value)}</dd>`)
        .join('') +
      `</dl>` +
      (page === undefined
        ? ''
        : `<p><a${attrs({ href: page, target: '_blank', rel: 'noopener noreferrer' })}>Open in the AWS console</a></p>`) +
      (found.length === 0
        ? ''
        : `<h2>Findings (${found.length})</h2><ul>${found.map((f) => `<li class="${f.severity}"><span class="sign">${severityLooks[f.severity].sign}</span> ${xml(f.message)}</li>`).join('')}</ul>`) +
      `</section>`
    );
  }

  text(): string {
    const { nodes, edges, title } = this.#scene;
    const cards = nodes.filter((n) => !nodeLooks[n.shape].container);
    const labels = new Map(nodes.map((n) => [n.id, n.label]));
    const facts = [
      ...nodes.map((n) =>
        this.#card(
          this.#ids.get(n.id) ?? '',
          n.label,
          factsOf(n, this.#report),
          [n.ref],
          pageOfBox(this.#pageOf, n),
        ),
      ),
      ...edges.map((e) => {
        const ends = [e.from, e.to].map((id) => labels.get(id) ?? id);
        return this.#card(
          this.#ids.get(e.id) ?? '',
          ends.join(' – '),
          linkFacts(e),
          e.refs,
          pageOfLine(this.#pageOf, e.refs),
        );
      }),
    ];
    return offlinePage({
      title: `Peerless: ${title}`,
      style: STYLE,
      script: SCRIPT,
      body: [
        `<header><h1>${xml(title)}</h1><p class="quiet">${xml(scopeText(this.#report, this.#scene))}</p></header>`,
        '<aside aria-label="Search and findings">',
        '<input type="search" aria-label="Search" placeholder="Search: name, id, CIDR, rule">',
        this.#list(
          'Findings',
          this.#findings.map((f) => this.#finding(f)),
        ),
        this.#list(
          'Resources',
          cards.map((n) => this.#resource(n)),
        ),
        '</aside>',
        `<main>\n${this.#svg}\n<div class="tools"><button type="button" aria-label="Nearer">+</button><button type="button" aria-label="Further">−</button><button type="button">Whole picture</button></div>\n</main>`,
        '<aside aria-label="Facts" aria-live="polite">',
        '<div class="hint"><p class="quiet">Choose a resource, a link or a finding. Drag to move, turn the wheel to zoom.</p><p class="part none">Part of the picture: <em>Whole picture</em> shows all of it.</p>',
        `<h2>Legend</h2>\n${legendAlone(LOOK, this.#scene, LEGEND)}</div>`,
        ...facts,
        '</aside>',
      ],
    });
  }
}

export default defineExporter({
  id: 'html',
  about: {
    title: 'HTML picture',
    description: 'One file for a browser, offline: pan, zoom, search, findings and facts.',
    extension: 'html',
    sort: 'picture',
  },
  render: (report, scene) => [
    {
      name: fileName('html'),
      mime: 'text/html; charset=utf-8',
      body: new Page(report, scene).text(),
    },
  ],
});
