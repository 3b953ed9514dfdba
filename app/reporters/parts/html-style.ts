/** Style and script of the HTML report: constant text, so that their hashes let them through its content policy. */
import { palette, severityLooks, type Theme, typefaces } from '../../scene/legend.ts';
import { SEVERITIES } from '../../rules/rule.ts';

const colours = (theme: Theme): string =>
  Object.entries(palette[theme])
    .map(([token, colour]) => `--${token}:${colour}`)
    .join(';');

const bySeverity = SEVERITIES.map((severity) => {
  const token = severityLooks[severity].token;
  return `.${severity}{--own:var(--${token})}`;
}).join('\n');

/** Light unless the reader prefers dark; paper is always light. */
export const STYLE = `
:root{${colours('light')};color-scheme:light dark}
@media screen and (prefers-color-scheme:dark){:root{${colours('dark')}}}
${bySeverity}
*{box-sizing:border-box}
body{margin:0;font:15px/1.5 ${typefaces.text};color:var(--scene-text);background:var(--scene-ground)}
.m,code{font-family:${typefaces.mono}}
code{font-size:.92em}
header,footer{padding:20px 28px}
header{border-bottom:1px solid var(--account-line)}
footer{border-top:1px solid var(--account-line);color:var(--scene-quiet);font-size:13px}
h1{margin:0 0 4px;font-size:22px;line-height:1.25}
h2{margin:26px 0 8px;font-size:17px}
h3{margin:18px 0 2px;font-size:15px}
p{margin:4px 0}
.quiet{color:var(--scene-quiet)}
.verdict{font-weight:600}
.counts{display:flex;flex-wrap:wrap;gap:8px;margin:12px 0 0;padding:0;list-style:none}
.counts li{padding:2px 12px;border:1px solid var(--card-line);border-radius:999px;font-variant-numeric:tabular-nums}
.counts .sign,.finding .sign{color:var(--own);font-weight:700}
main{display:grid;grid-template-columns:minmax(380px,34%) 1fr;gap:28px;padding:0 28px 28px;align-items:start}
figure{position:sticky;top:0;margin:26px 0 0;max-height:calc(100vh - 26px);overflow:auto;border:1px solid var(--account-line);border-radius:8px;background:var(--scene-ground)}
figure svg{display:block;width:100%;height:auto}
figure.whole svg{width:auto;height:auto;max-width:none}
.tools{position:sticky;top:0;left:0;display:flex;gap:8px;padding:8px;background:var(--scene-ground);border-bottom:1px solid var(--account-line);z-index:1}
button,input{font:inherit;color:inherit;background:var(--card-fill);border:1px solid var(--card-line);border-radius:6px;padding:3px 10px}
input{flex:1;min-width:0}
button:focus-visible,input:focus-visible,summary:focus-visible{outline:2px solid var(--hub-line);outline-offset:2px}
.search{display:flex;margin-top:26px}
.finding{margin:6px 0;padding:8px 12px;border:1px solid var(--account-line);border-left:4px solid var(--own);border-radius:6px;overflow-wrap:anywhere}
.finding>button{display:block;width:100%;text-align:left;padding:0;border:0;background:none;cursor:pointer;overflow-wrap:anywhere}
.finding[aria-current=true]{background:var(--hull-fill)}
.finding ul{margin:6px 0 0;padding-left:20px;font-size:13.5px;color:var(--scene-quiet)}
.finding ol{display:flex;flex-wrap:wrap;gap:2px 6px;margin:6px 0 0;padding:0;list-style:none;font-size:13.5px}
.finding ol li+li::before{content:"\\203A";margin-right:6px;color:var(--scene-quiet)}
.unsure{font-style:italic}
.none{display:none}
table{border-collapse:collapse;width:100%;font-size:13.5px}
th,td{text-align:left;vertical-align:top;padding:4px 8px 4px 0;border-bottom:1px solid var(--account-line);overflow-wrap:anywhere}
.thing{transition:opacity .12s}
.lights #links .thing:not(.lit){opacity:.2}
.lights .lit>title+*{stroke:var(--own);stroke-width:3}
@media (max-width:1000px){main{display:block}figure{position:static;max-height:none}}
@media print{main{display:block;padding:0}header,footer{padding:8px 0}figure{position:static;max-height:none;overflow:visible;border:0;break-inside:avoid}figure svg,figure.whole svg{width:100%;height:auto}.tools,.search{display:none}.finding{break-inside:avoid}.none{display:block}a{color:inherit}}
@media (prefers-reduced-motion:reduce){.thing{transition:none}}
`;

/** Lights the picture for the finding that is pressed, and narrows the list; without it the page says as much. */
export const SCRIPT = `
'use strict';
(() => {
  const figure = document.querySelector('figure');
  const svg = figure && figure.querySelector('svg');
  const findings = [...document.querySelectorAll('.finding')];
  let current = null;
  const dark = () => {
    if (!svg) return;
    svg.classList.remove('lights', 'error', 'warning', 'info');
    for (const thing of svg.querySelectorAll('.lit')) thing.classList.remove('lit');
  };
  const choose = (finding) => {
    dark();
    if (current) { current.removeAttribute('aria-current'); current.firstElementChild.setAttribute('aria-pressed', 'false'); }
    current = current === finding ? null : finding;
    if (!current) return;
    current.setAttribute('aria-current', 'true');
    current.firstElementChild.setAttribute('aria-pressed', 'true');
    if (!svg) return;
    const things = (current.dataset.lit || '').split(' ').filter(Boolean).map((id) => document.getElementById(id)).filter(Boolean);
    if (things.length === 0) return;
    svg.classList.add('lights', current.dataset.severity);
    for (const thing of things) thing.classList.add('lit');
    const boxes = things.map((thing) => thing.getBoundingClientRect());
    const middle = (from, to) => (Math.min(...boxes.map((b) => b[from])) + Math.max(...boxes.map((b) => b[to]))) / 2;
    const frame = figure.getBoundingClientRect();
    figure.scrollBy(middle('left', 'right') - (frame.left + frame.width / 2), middle('top', 'bottom') - (frame.top + frame.height / 2));
  };
  for (const finding of findings) finding.firstElementChild.addEventListener('click', () => choose(finding));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && current) choose(current);
  });
  const search = document.querySelector('.search input');
  if (search) search.addEventListener('input', () => {
    const words = search.value.trim().toLowerCase().split(/\\s+/).filter(Boolean);
    for (const group of document.querySelectorAll('.group')) {
      let left = 0;
      const own = group.dataset.words.toLowerCase();
      for (const finding of group.querySelectorAll('.finding')) {
        const text = own + ' ' + finding.textContent.toLowerCase();
        const hit = words.every((word) => text.includes(word));
        finding.classList.toggle('none', !hit);
        if (hit) left++;
      }
      group.classList.toggle('none', left === 0);
    }
  });
  const size = document.querySelector('.tools button');
  if (size) size.addEventListener('click', () => {
    const whole = figure.classList.toggle('whole');
    size.textContent = whole ? 'Fit the width' : 'Full size';
  });
})();
`;
