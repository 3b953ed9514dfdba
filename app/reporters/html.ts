/** HTML: one file that needs nothing else, with the picture in which every finding lights its path. Runs offline. */
import { count } from '../base/count.ts';
import { countText, estateText, severityTitles } from '../exports/parts/lint-text.ts';
import { offlinePage } from '../exports/parts/offline-page.ts';
import { runNotes } from '../exports/parts/run-notes.ts';
import { scopeText } from '../exports/parts/scope.ts';
import { picture } from '../exports/parts/svg-picture.ts';
import { attrs, xml } from '../exports/parts/xml.ts';
import { rules } from '../rules/index.gen.ts';
import { type Finding, SEVERITIES } from '../rules/rule.ts';
import { buildScene } from '../scene/build.ts';
import { severityLooks } from '../scene/legend.ts';
import { entriesOf, type Group, groupsOf, UNSURE } from './parts/entries.ts';
import { SCRIPT, STYLE } from './parts/html-style.ts';
import { lightsOf } from '../exports/parts/lit.ts';
import { inertLogXml } from './parts/log-text.ts';
import { defineReporter, type LintRun } from './reporter.ts';

const byId = new Map(rules.map((rule) => [rule.id, rule]));

function headline({ report, fails, gapsFail }: LintRun): string {
  const failing = report.findings.filter(fails).length;
  if (failing > 0) return `${count(failing, 'finding')} to fix`;
  if (gapsFail) return 'Nothing to fix was found, but not everything could be read';
  return report.findings.length > 0 ? 'Nothing that fails the run' : 'No findings';
}

function counts({ report }: LintRun): string {
  const chips = SEVERITIES.map((severity) => {
    const n = report.summary[severity];
    const noun = { error: 'error', warning: 'warning', info: 'note' }[severity];
    return `<li class="${severity}"><span class="sign">${severityLooks[severity].sign}</span> ${count(n, noun)}</li>`;
  });
  const { unsure, suppressed, baselined } = report.summary;
  const others = [
    ...(unsure > 0 ? [`${unsure} unsure`] : []),
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(baselined > 0 ? [`${baselined} in the baseline`] : []),
    ...(report.gaps.length > 0 ? [count(report.gaps.length, 'gap')] : []),
  ];
  return `<ul class="counts">${[...chips, ...others.map((words) => `<li>${words}</li>`)].join('')}</ul>`;
}

class Page {
  readonly #run: LintRun;
  readonly #svg: string;
  readonly #litBy: (finding: Finding) => readonly string[];

  constructor(run: LintRun) {
    this.#run = run;
    const scene = buildScene(run.report, { findings: true });
    const drawn = picture(run.report, scene, { ink: (token) => `var(--${token})`, inPage: true });
    const lights = lightsOf(run.report, scene);
    this.#svg = drawn.svg;
    this.#litBy = (finding) => {
      const { nodes, edges } = lights(finding);
      return [...nodes, ...edges.keys()].flatMap((id) => drawn.ids.get(id) ?? []);
    };
  }

  #named(ref: string): string {
    return xml(this.#run.report.topology.label(ref));
  }

  #finding(finding: Finding): string {
    const sign = severityLooks[finding.severity].sign;
    const places = finding.places.map(
      ({ resource, detail }) => `<li>${this.#named(resource)}: ${xml(detail)}</li>`,
    );
    const hops = finding.path.map((ref) => `<li>${this.#named(ref)}</li>`);
    return [
      `<article${attrs({ class: `finding ${finding.severity}`, 'data-severity': finding.severity, 'data-lit': this.#litBy(finding).join(' ') })}>`,
      `<button type="button" aria-pressed="false"><span class="sign">${sign}</span> ${xml(finding.message)}</button>`,
      finding.sure ? '' : `<p class="unsure">${xml(UNSURE)}</p>`,
      places.length > 0 ? `<ul>${places.join('')}</ul>` : '',
      hops.length > 1 ? `<ol title="Path">${hops.join('')}</ol>` : '',
      '</article>',
    ].join('');
  }

  #group({ rule, findings }: Group): string {
    const about = byId.get(rule)?.about;
    return [
      `<section${attrs({ class: 'group', 'data-words': `${rule} ${about?.title ?? ''}` })}>`,
      `<h3>${xml(about?.title ?? rule)} <span class="quiet">(${findings.length})</span></h3>`,
      `<p class="quiet"><code>${xml(rule)}</code></p>`,
      about === undefined
        ? ''
        : `<details><summary>Why, and what to do</summary><p>${xml(about.why)}</p><p>${xml(about.remedy)}</p></details>`,
      ...findings.map((finding) => this.#finding(finding)),
      '</section>',
    ].join('\n');
  }

  #findings(): string {
    const groups = groupsOf(this.#run.report);
    if (groups.length === 0) return '<h2>No findings</h2>';
    return [
      '<div class="search"><input type="search" aria-label="Narrow the findings" placeholder="Narrow the findings: rule, name, id, CIDR"></div>',
      ...SEVERITIES.flatMap((severity) => {
        const here = groups.filter((group) => group.severity === severity);
        if (here.length === 0) return [];
        const n = here.reduce((sum, { findings }) => sum + findings.length, 0);
        return [`<h2>${severityTitles[severity]} (${n})</h2>`, ...here.map((g) => this.#group(g))];
      }),
    ].join('\n');
  }

  /** What is not a finding to look at: put off, not read, not run. */
  #rest(): string {
    const { report } = this.#run;
    const folded = (title: string, body: string): string =>
      `<details><summary>${xml(title)}</summary>${body}</details>`;
    const list = (items: readonly string[]): string =>
      `<ul>${items.map((item) => `<li>${xml(item)}</li>`).join('')}</ul>`;
    const quiet = entriesOf(report).filter(({ state }) => state !== 'told');
    return [
      ...(report.gaps.length > 0
        ? [
            `<h2>What could not be read (${report.gaps.length})</h2>`,
            list(report.gaps.map((gap) => gap.message)),
          ]
        : []),
      ...(quiet.length > 0
        ? [
            folded(
              `Suppressed or in the baseline (${quiet.length})`,
              `<table><thead><tr><th>Rule</th><th>Finding</th><th>Why it is not told</th></tr></thead><tbody>${quiet
                .map(
                  ({ finding, state, reason }) =>
                    `<tr><td><code>${xml(finding.rule)}</code></td><td>${xml(finding.message)}</td><td>${state === 'baseline' ? 'in the baseline' : xml(reason)}</td></tr>`,
                )
                .join('')}</tbody></table>`,
            ),
          ]
        : []),
      ...runNotes(report).map(({ title, lines }) => folded(title, list(lines))),
    ].join('\n');
  }

  text(): string {
    const { report, source, version } = this.#run;
    return offlinePage({
      title: `Peerless: ${source.title}`,
      style: STYLE,
      script: SCRIPT,
      body: [
        '<header>',
        `<h1>${xml(source.title)}</h1>`,
        `<p class="verdict">${xml(headline(this.#run))}</p>`,
        `<p class="quiet">${xml(estateText(report))}. ${xml(scopeText(report))}</p>`,
        counts(this.#run),
        '</header>',
        '<main>',
        `<div>\n${this.#findings()}\n${this.#rest()}\n</div>`,
        `<figure><div class="tools"><button type="button">Full size</button></div>\n${this.#svg}</figure>`,
        '</main>',
        `<footer>${xml(countText(report))}. Peerless ${xml(version)}. This file holds everything it shows and asks for nothing.</footer>`,
      ],
    });
  }
}

export default defineReporter({
  id: 'html',
  about: {
    title: 'HTML',
    description:
      'One file for a browser, offline: the picture, and findings that light their path in it.',
    extension: 'html',
  },
  render: (run) => ({ body: inertLogXml(new Page(run).text()), leftOut: [] }),
});
