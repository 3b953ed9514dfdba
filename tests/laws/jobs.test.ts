/** Each job of the tour has a heading there with its pictures, and a story on every door that sees it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { JOBS } from '../e2e/jobs.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const tour = read('docs/tour.md');
/** Bodies of the stories that run on every door. */
const walked = readdirSync(join(root, 'tests/e2e'))
  .filter((name) => /^[^.]+\.story\.ts$/.test(name))
  .flatMap((name) =>
    read(`tests/e2e/${name}`)
      .split(/^(?=test\()/m)
      .slice(1),
  )
  .filter((body) => !body.includes('ofThePage(door)'));

describe('the seven jobs', () => {
  it('are those of the tour, in its order', () => {
    expect([...tour.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual(
      Object.values(JOBS),
    );
  });

  it.each(Object.keys(JOBS))('%s is walked by one story, which has its name', (job) => {
    const stories = walked.filter((body) => body.includes(`seen(window, '${job}')`));
    expect(stories).toHaveLength(1);
    expect(stories[0]).toMatch(new RegExp(`^test\\([^\n]*JOBS\\.${job}\\b`));
  });

  it.each(Object.keys(JOBS))('%s is seen in the tour, in light and in dark', (job) => {
    for (const theme of ['light', 'dark']) {
      const picture = `pictures/tour-${job}-${theme}.png`;
      expect(tour).toContain(picture);
      expect(existsSync(join(root, 'docs', picture)), picture).toBe(true);
    }
  });
});
