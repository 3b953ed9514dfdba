/** Style and script of the HTML picture: constant text, so that their hashes let them through its content policy. */
import { SEVERITIES } from '../../rules/rule.ts';
import { palette, severityLooks, type Theme, typefaces } from '../../scene/legend.ts';

const colours = (theme: Theme): string =>
  Object.entries(palette[theme])
    .map(([token, colour]) => `--${token}:${colour}`)
    .join(';');

/** Light unless the reader prefers dark; paper is always light. */
export const STYLE = `
:root{${colours('light')};color-scheme:light dark}
@media screen and (prefers-color-scheme:dark){:root{${colours('dark')}}}
${SEVERITIES.map((s) => `.${s}{--own:var(--${severityLooks[s].token})}`).join('\n')}
*{box-sizing:border-box}
html,body{height:100%;margin:0}
body{display:grid;grid-template:auto minmax(0,1fr)/320px minmax(0,1fr) 300px;font:14px/1.45 ${typefaces.text};color:var(--scene-text);background:var(--scene-ground)}
.m,code{font-family:${typefaces.mono}}
header{grid-column:1/-1;padding:10px 18px;border-bottom:1px solid var(--account-line)}
h1{margin:0;font-size:18px}
h2{margin:14px 0 6px;font-size:14px}
p{margin:2px 0}
.quiet{color:var(--scene-quiet)}
aside{overflow:auto;padding:12px 16px;overflow-wrap:anywhere}
aside:first-of-type{border-right:1px solid var(--account-line)}
aside:last-of-type{border-left:1px solid var(--account-line)}
main{position:relative;overflow:hidden}
main svg{display:block;width:100%;height:100%;touch-action:none;cursor:grab}
main svg.moving{cursor:grabbing}
.tools{position:absolute;right:12px;bottom:12px;display:flex;gap:6px}
button,input{font:inherit;color:inherit;background:var(--card-fill);border:1px solid var(--card-line);border-radius:6px;padding:3px 10px}
input{width:100%}
button:focus-visible,input:focus-visible{outline:2px solid var(--hub-line);outline-offset:2px}
ul{margin:0;padding:0;list-style:none}
.legend{display:block;max-width:100%}
aside li>button{display:block;width:100%;margin:3px 0;text-align:left;cursor:pointer}
.finding>button{border-left:4px solid var(--own)}
.sign{color:var(--own);font-weight:700}
button[aria-pressed=true]{background:var(--hull-fill)}
a{color:var(--hub-line)}
dl{margin:0}
dt{margin-top:8px;color:var(--scene-quiet);font-size:12px}
dd{margin:0}
.none{display:none}
.thing{cursor:pointer}
.lights #links .thing:not(.lit){opacity:.2}
.lit>title+*{stroke:var(--own,var(--hub-line));stroke-width:3}
@media (max-width:900px){body{display:block;height:auto}main{height:70vh}}
@media print{body{display:block}aside:first-of-type,.tools,.hint>p{display:none}main,main svg{height:auto}}
`;

/** Pan, zoom, search, findings and inspector. Without it the page is the picture and the lists beside it. */
export const SCRIPT = `
'use strict';
(() => {
  const svg = document.querySelector('main svg');
  const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
  /** From here on the names of boxes can be read. */
  const READABLE = 0.7;
  /** Left around what is brought into sight, in pixels of the picture. */
  const AIR = 120;
  const view = { x: 0, y: 0, width, height };
  const show = () => svg.setAttribute('viewBox', [view.x, view.y, view.width, view.height].join(' '));
  /** Puts a point in the middle, at so many pixels of the screen for one of the picture. */
  const see = (about, scale) => {
    const frame = svg.getBoundingClientRect();
    Object.assign(view, { width: frame.width / scale, height: frame.height / scale });
    Object.assign(view, { x: about.x - view.width / 2, y: about.y - view.height / 2 });
    show();
  };
  const whole = () => { Object.assign(view, { x: 0, y: 0, width, height }); show(); };
  const pixel = () => svg.getScreenCTM().a;
  const at = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  const middle = () => ({ x: view.x + view.width / 2, y: view.y + view.height / 2 });
  const zoom = (factor, about) => {
    const k = Math.min(Math.max(view.width * factor, width / 60), width * 3) / view.width;
    view.x = about.x - (about.x - view.x) * k;
    view.y = about.y - (about.y - view.y) * k;
    view.width *= k;
    view.height *= k;
    show();
  };

  svg.addEventListener('wheel', (event) => {
    event.preventDefault();
    zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) / 250), at(event));
  }, { passive: false });
  let held = null;
  let moved = false;
  svg.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    held = event;
    moved = false;
  });
  svg.addEventListener('pointermove', (event) => {
    if (!held) return;
    const [dx, dy] = [event.clientX - held.clientX, event.clientY - held.clientY];
    if (!moved && Math.hypot(dx, dy) < 4) return;
    if (!moved) svg.setPointerCapture(event.pointerId);
    moved = true;
    svg.classList.add('moving');
    const scale = pixel();
    view.x -= dx / scale;
    view.y -= dy / scale;
    held = event;
    show();
  });
  const release = () => { held = null; svg.classList.remove('moving'); };
  svg.addEventListener('pointerup', release);
  svg.addEventListener('pointercancel', release);

  const buttons = [...document.querySelectorAll('[data-lit]')];
  const cards = [...document.querySelectorAll('.facts')];
  const hint = document.querySelector('.hint');
  let pressed = null;
  /** Chosen by the page itself when it opened, as long as nobody chooses anything else. */
  let first = null;
  const clear = () => {
    svg.classList.remove('lights', 'error', 'warning', 'info');
    for (const lit of svg.querySelectorAll('.lit')) lit.classList.remove('lit');
    for (const card of cards) card.classList.add('none');
    hint.classList.remove('none');
    if (pressed) pressed.setAttribute('aria-pressed', 'false');
    pressed = first = null;
  };
  const things = (button) =>
    button.dataset.lit.split(' ').map((id) => id && document.getElementById(id)).filter(Boolean);
  const light = (lit) => {
    for (const thing of lit) thing.classList.add('lit');
    return lit;
  };
  const around = (things) => {
    const boxes = things.map((thing) => thing.getBBox());
    const [left, top] = [Math.min(...boxes.map((b) => b.x)), Math.min(...boxes.map((b) => b.y))];
    const right = Math.max(...boxes.map((b) => b.x + b.width));
    const bottom = Math.max(...boxes.map((b) => b.y + b.height));
    return { x: left, y: top, width: right - left, height: bottom - top };
  };
  /** Near enough to read, unless there is more to see than has room then. */
  const bring = (things) => {
    const frame = svg.getBoundingClientRect();
    // In a frame that is hidden nothing has a size.
    if (things.length === 0 || frame.width === 0) return;
    const box = around(things);
    const seen = { x: frame.width / pixel(), y: frame.height / pixel() };
    const [left, top] = [view.x + (view.width - seen.x) / 2, view.y + (view.height - seen.y) / 2];
    const inSight = box.x >= left && box.x + box.width <= left + seen.x &&
      box.y >= top && box.y + box.height <= top + seen.y;
    if (inSight && pixel() >= READABLE) return;
    const most = Math.min(frame.width / (box.width + AIR), frame.height / (box.height + AIR));
    see({ x: box.x + box.width / 2, y: box.y + box.height / 2 }, Math.min(1, most));
  };
  const inspect = (id) => {
    const card = cards.find((one) => one.dataset.of === id);
    if (!card) return;
    card.classList.remove('none');
    hint.classList.add('none');
  };
  const choose = (button) => {
    pressed = button;
    button.setAttribute('aria-pressed', 'true');
    if (button.dataset.severity) svg.classList.add('lights', button.dataset.severity);
    return light(things(button));
  };
  const press = (button) => {
    const again = pressed === button;
    clear();
    if (again) return;
    bring(choose(button));
    inspect(button.dataset.shows);
  };
  for (const button of buttons) button.addEventListener('click', () => press(button));
  svg.addEventListener('click', (event) => {
    if (moved) return;
    const thing = event.target.closest('.thing');
    clear();
    if (!thing) return;
    light([thing]);
    inspect(thing.id);
  });

  // A page may point at a box or a line: \`picture.html#vpc-…\`.
  const pointed = () => {
    const thing = document.getElementById(location.hash.slice(1));
    if (!thing || !thing.matches('.thing')) return;
    clear();
    bring(light([thing]));
    inspect(thing.id);
  };
  addEventListener('hashchange', pointed);

  // A picture that is too large to be read as a whole opens where the worst was found, which is lit, and holds nothing empty if
  // it can.
  const start = () => {
    const frame = svg.getBoundingClientRect();
    if (frame.width === 0 || pixel() >= READABLE) return;
    document.querySelector('.part').classList.remove('none');
    const room = { width: frame.width / READABLE, height: frame.height / READABLE };
    first = document.querySelector('.finding button');
    const worst = first ? choose(first) : [];
    const all = worst.length === 0 ? { x: 0, y: 0, width: 0, height: 0 } : around(worst);
    const box = all.width <= room.width && all.height <= room.height ? all : around(worst.slice(0, 1));
    const held = (at, length, full) => length >= full ? full / 2 : Math.min(Math.max(at, length / 2), full - length / 2);
    see({ x: held(box.x + box.width / 2, room.width, width), y: held(box.y + box.height / 2, room.height, height) }, READABLE);
  };
  start();
  pointed();
  // On paper it is whole, and nothing is lit that nobody chose.
  addEventListener('beforeprint', () => {
    if (first) clear();
    svg.setAttribute('viewBox', [0, 0, width, height].join(' '));
  });
  addEventListener('afterprint', show);

  const search = document.querySelector('input[type=search]');
  search.addEventListener('input', () => {
    const words = search.value.trim().toLowerCase().split(/\\s+/).filter(Boolean);
    for (const list of document.querySelectorAll('.list')) {
      let left = 0;
      for (const item of list.children) {
        const text = item.textContent.toLowerCase();
        const hit = words.every((word) => text.includes(word));
        item.classList.toggle('none', !hit);
        if (hit) left++;
      }
      list.previousElementSibling.querySelector('.count').textContent = String(left);
    }
  });

  search.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || search.value.trim() === '') return;
    const hit = document.querySelector('.list:last-of-type li:not(.none) button') ?? document.querySelector('.list li:not(.none) button');
    if (hit && hit !== pressed) press(hit);
  });

  const [nearer, further, all] = document.querySelectorAll('.tools button');
  nearer.addEventListener('click', () => zoom(1 / 1.4, middle()));
  further.addEventListener('click', () => zoom(1.4, middle()));
  all.addEventListener('click', whole);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') clear();
    if (event.target === search || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '+' || event.key === '=') zoom(1 / 1.4, middle());
    if (event.key === '-') zoom(1.4, middle());
    if (event.key === '0') whole();
    if (event.key === '/') { event.preventDefault(); search.focus(); }
  });
})();
`;
