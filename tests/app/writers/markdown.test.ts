/** The runbook as a renderer of GitHub's dialect reads it: every step is in it, and no name becomes markup. */
import { marked, type Token, type Tokens } from 'marked';
import { describe, expect, it } from 'vitest';
import type { Plan } from '#app/plan/plan.ts';
import markdown from '#app/writers/markdown.ts';
import type { PlanRun } from '#app/writers/writer.ts';
import { hostileRun, randomRun, sampleRun } from './plan-run.ts';

const RUNS: readonly (readonly [string, () => PlanRun])[] = [
  ['the sample estate', sampleRun],
  ['names of strangers', hostileRun],
  ['a random mesh', () => randomRun(5, 'exact')],
  ['a random mesh made full', () => randomRun(3, 'full-mesh')],
];

/** Every token, those inside others too. */
function tokensOf(text: string): Token[] {
  const out: Token[] = [];
  void marked.walkTokens(marked.lexer(text), (token) => void out.push(token));
  return out;
}

const headingsOf = (tokens: readonly Token[], depth: number): string[] =>
  tokens.flatMap((t) =>
    t.type === 'heading' && (t as Tokens.Heading).depth === depth ? t.raw : [],
  );

const stepsNamed = (raw: readonly string[], { steps }: Plan): string[] =>
  raw.flatMap((text) => {
    const id = /^### ([\w-]+):/.exec(text.replaceAll('\\', ''))?.[1];
    return id !== undefined && steps.some((s) => s.id === id) ? id : [];
  });

describe('the runbook', () => {
  it.each(RUNS)('of %s has every step in order, each with a box to tick', (_, make) => {
    const run = make();
    const { plan } = run;
    const text = markdown.write(run);
    const tokens = tokensOf(text);
    expect(stepsNamed(headingsOf(tokens, 3), plan)).toEqual(plan.steps.map((s) => s.id));
    const boxes = tokens.filter((t) => t.type === 'list_item' && (t as Tokens.ListItem).task);
    expect(boxes).toHaveLength(plan.steps.length + plan.warnings.length);
    const code = tokens.flatMap((t) => (t.type === 'code' ? (t as Tokens.Code).text : []));
    for (const step of plan.steps)
      for (const command of step.check) {
        expect(code.some((block) => block.split('\n').includes(command))).toBe(true);
      }
    const backs = plan.steps.filter((s) => s.rollback.length > 0).length;
    const checks = plan.steps.filter((s) => s.check.length > 0).length;
    const done = plan.steps.filter((s) => s.changes.length > 0).length;
    // And how to name things, and what to look at in the end.
    expect(code).toHaveLength(2 + done + backs + checks);
    expect(markdown.write(make())).toBe(text);
  });

  it('takes no name for markup, a link or a line of its own', () => {
    const run = hostileRun();
    const text = markdown.write(run);
    const kinds = new Set(tokensOf(text).map((t) => t.type));
    for (const kind of ['html', 'link', 'image', 'del']) expect(kinds).not.toContain(kind);
    expect(text).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
    );
    const titles = headingsOf(tokensOf(text), 2).map((h) => h.trim());
    expect(titles).toEqual(
      expect.arrayContaining(['## Verdict', '## Design', '## Cost', '## Cut over, pair by pair']),
    );
    expect(titles).toHaveLength(new Set(titles).size);
  });

  it('says of the sample what stays on peering, what it costs and what has to be solved first', () => {
    const run = sampleRun();
    const text = markdown.write(run);
    expect(text).toContain(run.source.checksum);
    expect(text).toMatch(/\*\*Proved\*\*/);
    for (const { peering } of run.plan.design.kept) expect(text).toContain(peering);
    expect(text).toMatch(/^### Today: /m);
    expect(text).toMatch(/^### Afterwards: \\\$/m);
  });
});
