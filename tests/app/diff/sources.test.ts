/** One estate, kept by different tools at one time, compared: nothing of it is called changed, added or removed. */
import { describe, expect, it } from 'vitest';
import { differs, type Diff, diffReports, mayHide } from '#app/diff/diff.ts';
import { analyze, type Report } from '#app/report.ts';
import type { Page } from '#app/snapshot/page.ts';
import { recognise } from '#app/sources/recognise.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import {
  batfishFiles,
  configFile,
  describeFiles,
  type ForeignFile,
} from '#tests/kit/foreign-files.ts';
import { namedEstate } from '#tests/kit/named-estate.ts';
import { stateResources, stateText } from '#tests/kit/terraform-state.ts';

const show = ({ resources, reach, findings }: Diff) => ({
  resources: resources
    .filter(({ change }) => !change.startsWith('not-seen'))
    .map(({ change, kind, id, fields }) => [
      change,
      kind,
      id,
      ...fields.map((f) => `${f.field} ${f.key ?? ''}: ${f.before ?? '-'} | ${f.after ?? '-'}`),
    ]),
  reach: [...reach.changes()]
    .filter(({ verdict }) => verdict === 'lost' || verdict === 'gained' || verdict === 'other')
    .map(({ from, to, before, after, verdict }) => [from, to, before, after, verdict]),
  within: reach.within,
  findings: {
    fresh: findings.fresh.map((f) => `${f.rule} ${f.sure}`),
    fixed: findings.fixed.map((f) => `${f.rule} ${f.sure}`),
    changed: findings.changed
      .filter(({ before, after }) => before.sure && after.sure)
      .map(({ before, after }) => [before.rule, before.message, after.message]),
  },
});
const NONE = {
  resources: [],
  reach: [],
  within: [],
  findings: { fresh: [], fixed: [], changed: [] },
};

const TIME = '2026-01-05T09:00:00.000Z';
const stateFile = (pages: readonly Page[]): ForeignFile => ({
  path: 'terraform.tfstate',
  text: stateText(stateResources(pages)),
  time: TIME,
});
const SOURCES: Readonly<Record<string, (pages: readonly Page[]) => readonly ForeignFile[]>> = {
  'a folder of describe answers': describeFiles,
  'the Batfish layout': batfishFiles,
  'Terraform state': (pages) => [stateFile(pages)],
  'AWS Config': (pages) => [configFile(pages)],
};
const reportOf = (files: readonly ForeignFile[]): Report =>
  analyze(recognise(files, '1.2.3').snapshot);
const ESTATES = [
  ['the sample estate', sampleEstate().snapshot()],
  ['one with Cloud WAN and Direct Connect', namedEstate()],
] as const;

describe.each(ESTATES)('%s', (_, snapshot) => {
  const own = analyze(snapshot);
  const others = Object.entries(SOURCES).map(
    ([name, keep]) => [name, reportOf(keep(snapshot.pages))] as const,
  );

  it.each(others)('as collected and as %s keep it, either way round', (_name, other) => {
    for (const [before, after] of [
      [own, other],
      [other, own],
    ] as const) {
      const diff = diffReports(before, after);
      expect(show(diff)).toEqual(NONE);
      expect(differs(diff)).toBe(false);
      expect(mayHide(diff)).toBe(true);
    }
  });

  it('as any two of them keep it', () => {
    for (const [i, [one, before]] of others.entries()) {
      for (const [two, after] of others.slice(i + 1)) {
        expect(show(diffReports(before, after)), `${one}, ${two}`).toEqual(NONE);
      }
    }
  });
});

describe('what did change, between what was collected and Terraform state', () => {
  /** a and b, peered with routes; `here` beside them. Later b's route leads elsewhere, and c is there. */
  const build = (later: boolean): World => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.1.0.0/16'), at.vpc('b', '10.2.0.0/16')];
    for (const [vpc, block] of [
      [a, 1],
      [b, 2],
    ] as const)
      vpc.subnet(`10.${block}.0.0/24`);
    const pcx = world.peer(a, b);
    a.main.route('10.2.0.0/16', pcx);
    b.main.route('10.1.0.0/16', later ? b.igw() : pcx);
    if (later) at.vpc('c', '10.3.0.0/16');
    return world;
  };
  const state = reportOf([stateFile(build(false).pages())]);
  const diff = diffReports(state, analyze(build(true).snapshot()));

  it('is told: a route that leads elsewhere, and the answer that is lost with it', () => {
    const { resources, reach } = show(diff);
    expect(resources).toEqual([
      ['changed', 'route-table', 'rtb-b-main', 'routes 10.1.0.0/16: pcx-a-b | igw-b-igw'],
    ]);
    expect(reach).not.toEqual([]);
    expect(differs(diff)).toBe(true);
  });

  it('is not told of what the state does not manage: it was not seen', () => {
    const changes = diff.resources.map(({ change, id }) => [change, id]);
    expect(changes).toContainEqual(['not-seen-before', 'vpc-c']);
    const back = diffReports(analyze(build(true).snapshot()), state);
    expect(back.resources.map(({ change, id }) => [change, id])).toContainEqual([
      'not-seen-now',
      'vpc-c',
    ]);
  });
});
