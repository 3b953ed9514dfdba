/** Runs the cases of every rule and holds the laws of the family. A failing law names the rule and the law. */
import { describe, expect, it } from 'vitest';
import { kinds } from '#app/kinds/index.gen.ts';
import { createRouting } from '#app/routing/create.ts';
import { caseConfig, type CaseWorld, type QuietCase, type RuleCases } from '#app/rules/case.ts';
import { rules } from '#app/rules/index.gen.ts';
import { type AnyRule, CATEGORIES, type Finding, PRESETS, SEVERITIES } from '#app/rules/rule.ts';
import { findingOrder, runRule } from '#app/rules/run.ts';
import type { Page } from '#app/snapshot/page.ts';
import { buildTopology } from '#app/topology/build.ts';
import { changedItems } from './mutation.ts';

const modules = import.meta.glob<{ default: RuleCases }>('../../../app/rules/*/cases.ts', {
  eager: true,
});
const casesOf = (rule: AnyRule): RuleCases =>
  modules[`../../../app/rules/${rule.id}/cases.ts`]?.default ?? { quiet: [], loud: [] };

interface Run {
  readonly findings: readonly Finding[];
  /** Ids of the messages said. */
  readonly said: ReadonlySet<string>;
  readonly known: (ref: string) => boolean;
}

function run(rule: AnyRule, pages: readonly Page[], c: QuietCase): Run {
  const topology = buildTopology(pages);
  const said = new Set<string>();
  const heard: AnyRule = {
    ...rule,
    check: (asked, say) =>
      rule.check(asked, (saying) => {
        said.add(saying.message);
        say(saying);
      }),
  };
  const config = caseConfig(rule, c);
  const findings = runRule(heard, { topology, routing: createRouting(topology), config }, rules);
  findings.sort(findingOrder);
  return {
    findings,
    said,
    known: (ref) => topology.find(ref) !== undefined || topology.ghost(ref) !== undefined,
  };
}

/** The same pages in another order, items of each page too. */
function shuffled(pages: readonly Page[], seed: number): Page[] {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
  const mix = <T>(list: readonly T[]): T[] => {
    const out = [...list];
    for (let i = out.length - 1; i > 0; i--) {
      const j = next(i + 1);
      [out[i], out[j]] = [out[j]!, out[i]!];
    }
    return out;
  };
  return mix(pages).map((page) =>
    page.answer
      ? {
          ...page,
          answer: Object.fromEntries(
            Object.entries(page.answer).map(([k, v]) => [k, Array.isArray(v) ? mix(v) : v]),
          ),
        }
      : page,
  );
}

/** The pages with every call of some operations refused. */
const refused = (pages: readonly Page[], operations: readonly string[]): Page[] =>
  pages.map((page) => {
    if (!operations.includes(page.operation)) return page;
    return {
      account: page.account,
      region: page.region,
      service: page.service,
      operation: page.operation,
      args: page.args,
      time: page.time,
      error: { failure: 'refused', code: 'UnauthorizedOperation', message: 'not authorized' },
    };
  });

const pagesOf = ({ world }: { world: () => CaseWorld }): Page[] => world().pages();

/** Items of the API that one fact may change: a new attachment shows in the gateway, its tables and its routes. */
const MOST = 8;

it('has a rule for every case, and cases for every rule', () => {
  const folders = Object.keys(modules).map((path) => path.split('/').at(-2));
  expect(folders.sort()).toEqual(rules.map((r) => r.id).sort());
});

it('a rule heeds rules that there are, and that heed none', () => {
  const lone = new Set(rules.filter(({ heeds }) => !heeds).map(({ id }) => id));
  const heeded = rules.flatMap(({ heeds = [] }) => heeds);
  expect(heeded.length).toBeGreaterThan(0);
  expect(heeded.filter((id) => !lone.has(id))).toEqual([]);
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const { quiet, loud } = casesOf(rule);

  it('describes itself well enough to explain', () => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    expect(SEVERITIES).toContain(rule.about.severity);
    expect(CATEGORIES).toContain(rule.about.category);
    expect(PRESETS).toContain(rule.about.preset);
    for (const text of [rule.about.why, rule.about.remedy]) {
      expect(text).toMatch(/\.$/);
      expect(text.length).toBeGreaterThan(60);
    }
    expect(rule.about.docs.length).toBeGreaterThan(0);
    for (const link of rule.about.docs)
      expect(link).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+$/);
  });

  it('has a default for every option', () => {
    expect(rule.options.safeParse({}).success).toBe(true);
  });

  it('has a quiet and a loud world, and says every message in one', () => {
    expect(quiet.length).toBeGreaterThan(0);
    expect(loud.length).toBeGreaterThan(0);
    const said = new Set(loud.flatMap((c) => [...run(rule, pagesOf(c), c).said]));
    expect([...said].sort()).toEqual(Object.keys(rule.messages).sort());
  });

  it.each(quiet.map((c) => [c.title, c] as const))('is silent: %s', (_, c) => {
    expect(run(rule, pagesOf(c), c).findings.map((f) => f.message)).toEqual([]);
  });

  it.each(loud.map((c) => [c.title, c] as const))('speaks: %s', (_, c) => {
    const { findings, known } = run(rule, pagesOf(c), c);
    const got = findings.map((f, i) => {
      const wanted = c.findings[i];
      return {
        message: f.message,
        severity: f.severity,
        resources: f.resources,
        sure: f.sure,
        ...(wanted?.path ? { path: f.path } : {}),
        ...(wanted?.places ? { places: f.places } : {}),
        ...(wanted?.data
          ? {
              data: Object.fromEntries(
                Object.keys(wanted.data).map((key) => [key, f.data[key]] as const),
              ),
            }
          : {}),
      };
    });
    expect(got).toEqual(c.findings.map((f) => ({ sure: true, ...f })));
    for (const f of findings) {
      expect(f.message, 'placeholder left open').not.toMatch(/[{}]|undefined|\[object/);
      for (const ref of f.resources) expect(known(ref), `${ref} is in the topology`).toBe(true);
    }
    const prints = findings.map((f) => f.fingerprint);
    expect(new Set(prints).size, 'two findings with one fingerprint').toBe(prints.length);
  });

  it('order law: shuffled pages give the same findings', () => {
    for (const c of loud) {
      const pages = pagesOf(c);
      const first = run(rule, pages, c).findings;
      for (const seed of [1, 2, 3]) {
        expect(run(rule, shuffled(pages, seed), c).findings).toEqual(first);
      }
    }
  });

  it('gap law: without what it needs, it is not sure', () => {
    for (const c of [...loud, ...quiet]) {
      for (const need of rule.needs) {
        const kind = kinds[need];
        for (const operations of [
          [kind.call.operation],
          ...(kind.details ?? [])
            .filter(({ hides = need }) => hides === need)
            .map((d) => [d.operation]),
        ]) {
          const pages = pagesOf(c);
          // A detail that nothing in this world calls for, such as the routes of no segment, cannot be refused.
          if (!pages.some((page) => operations.includes(page.operation))) continue;
          const { findings } = run(rule, refused(pages, operations), c);
          const sure = findings.filter((f) => f.sure).map((f) => f.message);
          expect(sure, `sure although ${operations.join()} was refused (${c.title})`).toEqual([]);
        }
      }
    }
  });

  it('mutation law: one fact makes it speak, and mending that fact makes it silent', () => {
    const mended = loud.filter((c) => c.mended);
    expect(mended.length, 'give a loud case `mended`: its world with one fact put right').not.toBe(
      0,
    );
    for (const c of mended) {
      const put = c.mended!().pages();
      expect(
        run(rule, put, c).findings.map((f) => f.message),
        c.title,
      ).toEqual([]);
      const changed = changedItems(pagesOf(c), put);
      expect(changed, `the worlds of "${c.title}" are the same`).toBeGreaterThan(0);
      expect(changed, `the worlds of "${c.title}" differ in more than one fact`).toBeLessThan(MOST);
    }
  });
});
