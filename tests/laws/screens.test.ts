/** Every panel names its states, and axe looks at each of them in a story: it expects the screen's sign before it looks. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { PANELS, PARTS, SCREENS } from '../e2e/screens.ts';

const folder = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

it('every file and folder of renderer/panels is a panel of the table, or a part of one', () => {
  const there = readdirSync(folder('renderer/panels')).map((name) => name.replace(/\.tsx$/, ''));
  const named = [...Object.keys(PANELS), ...Object.keys(PARTS)].filter((name) => name !== 'window');
  expect(named.toSorted()).toEqual(there.toSorted());
});

it('what the window, its left side and its drawer show are panels of their own', () => {
  const frames = ['app.tsx', 'main.tsx', 'panels/left.tsx', 'panels/drawer.tsx'];
  const shown = frames.flatMap((name) => [
    ...readFileSync(folder(`renderer/${name}`), 'utf8').matchAll(
      /^import \{ [A-Z].* from '\.\/(?:panels\/)?([a-z-]+)[^']*\.tsx';$/gm,
    ),
  ]);
  const names = new Set(shown.map(([, name]) => name!));
  expect(names.size).toBeGreaterThan(15);
  // What is only heard is no screen; the canvas is the window's.
  for (const name of ['spoken', 'canvas', 'app']) names.delete(name);
  expect([...names].filter((name) => !(name in PANELS))).toEqual([]);
});

it('axe looks at every screen of the table', () => {
  const stories = readdirSync(folder('tests/e2e')).filter((name) => name.endsWith('.story.ts'));
  // Nothing else in a story is called so: the names are what `expectAccessible` takes.
  const code = stories
    .map((name) => readFileSync(`${folder('tests/e2e')}/${name}`, 'utf8'))
    .join('\n')
    .replace(/^ *\/\/.*$/gm, '');
  expect(SCREENS.filter((screen) => !code.includes(`'${screen}'`))).toEqual([]);
});
