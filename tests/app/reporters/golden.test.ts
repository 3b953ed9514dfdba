/**
 * Golden files: reports of the sample estate that a person can read. A difference is a change users will see:
 * read it, and where it is meant, write the files anew with `npx vitest run tests/app/reporters -u`.
 */
import { expect, it } from 'vitest';
import { reporters } from '#app/reporters/index.gen.ts';
import { mixed, runOf } from './runs.ts';

const run = runOf(mixed());

// JSON, SARIF and HTML say so much that nobody would read the difference: laws hold them instead.
it.each(['text', 'markdown', 'github', 'csv', 'junit'])('as %s', async (id) => {
  const reporter = reporters.find((r) => r.id === id)!;
  await expect(reporter.render(run).body).toMatchFileSnapshot(
    `golden/lint.${reporter.about.extension}`,
  );
});
