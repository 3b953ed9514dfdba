/** The settings of a session as the window changes them: suppress and lift, baseline, configuration, undo and redo. */
import { beforeEach, describe, expect, it } from 'vitest';
import { engineInputs } from '#app/api/engine.ts';
import { MOST_LINES, MOST_ROWS, type FindingRow } from '#app/api/lint.ts';
import { analyze } from '#app/report.ts';
import { readBaseline } from '#app/rules/baseline-text.ts';
import type { Config } from '#app/rules/config.ts';
import { rules } from '#app/rules/index.gen.ts';
import { readConfig } from '#app/rules/read-config.ts';
import { World } from '#app/world/world.ts';
import { createEngine } from '#main/engine/engine.ts';
import { Estates } from '#main/engine/estates.ts';
import { findingDetail, findingPage } from '#main/engine/findings.ts';
import { Lint, OWN_SETTINGS } from '#main/engine/lint.ts';
import { outside } from '#main/engine/sources.ts';

const RULE = 'peering-no-routes';

/** `hub` peered with `peers` VPCs and routed to none: one finding of the rule for each peering. */
function world(peers: number): World {
  const made = new World();
  const at = made.region('us-east-1', '111111111111');
  const west = made.region('us-west-2', '222222222222');
  const hub = at.vpc('hub', '172.16.0.0/16');
  for (let i = 1; i <= peers; i++) {
    const where = i % 2 === 0 ? west : at;
    made.peer(hub, where.vpc(`spoke-${i}`, `${10 + (i >> 8)}.${i & 255}.0.0/16`), {
      name: `to-${i}`,
    });
  }
  return made;
}

/** Only the rule above runs, so that what other rules say of this world does not matter. */
const ONLY: Config = { extends: 'none', rules: { [RULE]: { severity: 'warning' } } };

const lintOf = (peers: number, config: Config = ONLY): Lint =>
  new Lint(analyze(world(peers).snapshot(), config), { ...OWN_SETTINGS, config });

const rowsOf = (lint: Lint, state?: FindingRow['state']): readonly FindingRow[] =>
  findingPage(lint, 0).rows.filter((row) => state === undefined || row.state === state);

const statesOf = (lint: Lint) => rowsOf(lint).map((row) => row.state);

const known = { rule: RULE, resource: 'spoke-1', reason: 'decommissioned in March' };

let lint: Lint;
beforeEach(() => {
  lint = lintOf(3);
});

describe('rows', () => {
  it('say what a list needs: what it is about, where that stands, what it marks', () => {
    expect(rowsOf(lint)).toHaveLength(3);
    const row = rowsOf(lint).find(({ resources }) => resources.includes('vpc-spoke-2'));
    expect(row).toMatchObject({
      rule: RULE,
      severity: 'warning',
      sure: true,
      state: 'told',
      accounts: ['111111111111', '222222222222'],
      regions: ['us-east-1', 'us-west-2'],
      places: 0,
    });
    expect(row?.about).toMatch(/^to-2 \(pcx-/);
    expect(row?.marks).toEqual(expect.arrayContaining(['vpc-hub', 'vpc-spoke-2']));
  });

  it('come in pages that hold every finding once, whatever its state', () => {
    const many = lintOf(MOST_ROWS + 7);
    many.suppress({ ...known, resource: 'spoke-1*' });
    const first = findingPage(many, 0);
    const rest = findingPage(many, first.rows.length);
    expect([first.rows.length, rest.rows.length, first.total]).toEqual([
      MOST_ROWS,
      7,
      MOST_ROWS + 7,
    ]);
    expect(new Set([...first.rows, ...rest.rows].map((row) => row.fingerprint)).size).toBe(
      MOST_ROWS + 7,
    );
    expect(rest.revision).toBe(first.revision);
    expect(findingPage(many, 10_000).rows).toEqual([]);
  });
});

describe('suppress', () => {
  it('hides what it says it would, with its reason, and tells the count', () => {
    expect([
      lint.hides(RULE, 'spoke-1'),
      lint.hides(RULE, 'spoke-*'),
      lint.hides(RULE, 'x'),
    ]).toEqual([1, 3, 0]);
    lint.suppress({ ...known, until: '2999-01-31' });
    expect(statesOf(lint).sort()).toEqual(['suppressed', 'told', 'told']);
    expect(lint.state().summary).toMatchObject({ warning: 2, suppressed: 1 });
    const [hidden] = rowsOf(lint, 'suppressed');
    expect(findingDetail(lint, hidden!.fingerprint).hidden).toEqual({
      by: 'config',
      reason: known.reason,
      until: '2999-01-31',
      lifts: 1,
    });
    expect(lint.hides(RULE, 'spoke-*')).toBe(2);
  });

  it.each([
    ['no reason', { ...known, reason: '  ' }, /why/],
    ['no resource', { ...known, resource: '' }, /resource/],
    ['no such rule', { ...known, rule: 'peering-no-route' }, /"peering-no-route"/],
    ['no day', { ...known, until: '2026-02-30' }, /no such day/],
    ['a day before the source was read', { ...known, until: '2001-01-01' }, /hides nothing here/],
  ])('with %s is refused, and changes nothing', (_what, entry, message) => {
    expect(() => lint.suppress(entry)).toThrow(message);
    expect(statesOf(lint)).toEqual(['told', 'told', 'told']);
    expect(lint.state().undo).toBe(undefined);
  });

  it('is lifted with everything its entry hides, and no more', () => {
    lint.suppress({ ...known, resource: 'spoke-1' });
    lint.suppress({ ...known, resource: 'spoke-*', reason: 'all of them' });
    const one = rowsOf(lint).find((row) => row.resources.includes('vpc-spoke-2'))!;
    expect(findingDetail(lint, one.fingerprint).hidden?.lifts).toBe(3);
    lint.lift(one.fingerprint);
    // The first entry still hides its own.
    expect(rowsOf(lint, 'suppressed').map((row) => row.about)).toEqual([
      expect.stringMatching(/^to-1 /),
    ]);
    expect(() => lint.lift(one.fingerprint)).toThrow(/Nothing hides/);
  });

  it('by a tag is not lifted here, and says what to do', () => {
    const tagged = new World();
    const tags = { 'peerless:ignore': 'route-blackhole: known' };
    const a = tagged.region().vpc('a', '10.1.0.0/16', { tags });
    a.subnet('10.1.0.0/24');
    a.main.route('10.2.0.0/16', { kind: 'nat-gateway', id: 'nat-gone' }, { state: 'blackhole' });
    const config: Config = { suppressByTag: 'peerless:ignore' };
    const own = new Lint(analyze(tagged.snapshot(), config), { ...OWN_SETTINGS, config });
    const [row] = rowsOf(own, 'suppressed');
    expect(findingDetail(own, row!.fingerprint).hidden).toMatchObject({ by: 'tag', lifts: 0 });
    expect(() => own.lift(row!.fingerprint)).toThrow(/peerless:ignore/);
  });
});

describe('undo and redo', () => {
  it('walk back and forth over every change, each with what it did', () => {
    lint.suppress(known);
    lint.setBaseline('findings');
    lint.configure({ name: 'a/strict.json', text: '{"extends":"strict"}' });
    expect(lint.state().undo).toBe('lint by strict.json');
    lint.undo();
    expect([lint.state().undo, lint.state().redo]).toEqual([
      'take 2 findings as the baseline',
      'lint by strict.json',
    ]);
    expect(statesOf(lint).sort()).toEqual(['known', 'known', 'suppressed']);
    lint.undo();
    lint.undo();
    expect(statesOf(lint)).toEqual(['told', 'told', 'told']);
    expect(lint.state().undo).toBe(undefined);
    expect(() => lint.undo()).toThrow(/nothing to undo/);
    lint.redo();
    expect(statesOf(lint).sort()).toEqual(['suppressed', 'told', 'told']);
    expect(lint.state().redo).toBe('take 2 findings as the baseline');
  });

  it('a new change forgets what was undone', () => {
    lint.suppress(known);
    lint.undo();
    lint.suppress({ ...known, resource: 'spoke-2' });
    expect(lint.state().redo).toBe(undefined);
    expect(() => lint.redo()).toThrow(/nothing to do again/);
  });

  it('every step has a revision of its own', () => {
    const seen = [lint.revision];
    lint.suppress(known);
    seen.push(lint.revision);
    lint.undo();
    seen.push(lint.revision);
    expect(new Set(seen).size).toBe(3);
  });
});

describe('the baseline', () => {
  it('is what is told now; after that only what is new is told', () => {
    lint.setBaseline('findings');
    expect(statesOf(lint)).toEqual(['known', 'known', 'known']);
    expect(lint.state()).toMatchObject({
      summary: { warning: 0, baselined: 3 },
      baseline: { entries: 3 },
    });
    // Next week's network has one more, and it alone is told.
    const next = new Lint(analyze(world(4).snapshot(), ONLY), lint.settings);
    expect(rowsOf(next, 'told').map((row) => row.about)).toEqual([expect.stringMatching(/^to-4 /)]);
  });

  it('hides nothing that has become more severe, and says what it was', () => {
    lint.setBaseline('findings');
    const severe: Config = { ...ONLY, rules: { [RULE]: { severity: 'error' } } };
    const now = new Lint(analyze(world(3).snapshot(), severe), lint.settings);
    expect(statesOf(now)).toEqual(['told', 'told', 'told']);
    const [row] = rowsOf(now);
    expect(findingDetail(now, row!.fingerprint)).toMatchObject({
      severity: 'error',
      severityBefore: 'warning',
      placesBefore: undefined,
    });
    expect(now.state().notes.map((note) => note.title)).toContain(
      'In the baseline as less severe (3)',
    );
  });

  it('goes into a file that is read back as the same, and is let go', () => {
    lint.setBaseline('findings');
    const file = lint.file('baseline');
    expect(readBaseline(file.text, file.name)).toEqual(lint.settings.baseline);
    const other = lintOf(3);
    other.setBaseline({ name: `C:\\work\\${file.name}`, text: file.text });
    expect(other.state().baseline).toMatchObject({ name: file.name, entries: 3 });
    expect(statesOf(other)).toEqual(['known', 'known', 'known']);
    other.setBaseline('none');
    expect(statesOf(other)).toEqual(['told', 'told', 'told']);
    expect(() => other.file('baseline')).toThrow(/no baseline/);
  });

  it('says what is no longer found, and refuses a file that is none', () => {
    const more = lintOf(4);
    more.setBaseline('findings');
    const less = new Lint(analyze(world(2).snapshot(), ONLY), more.settings);
    expect(less.state().notes.map((note) => note.title)).toContain(
      'No longer found, and still in the baseline (2)',
    );
    expect(() => lint.setBaseline({ name: 'x.json', text: '{"a":1}' })).toThrow(
      /x\.json.*baseline/,
    );
  });

  it('a known finding may be suppressed as well', () => {
    lint.setBaseline('findings');
    lint.suppress(known);
    expect(statesOf(lint).sort()).toEqual(['known', 'known', 'suppressed']);
  });
});

describe('the configuration', () => {
  it('is linted by at once, and saved as a file that means the same', () => {
    const text = JSON.stringify({ extends: 'none', rules: { [RULE]: 'error' } });
    lint.configure({ name: 'peerless.config.json', text });
    const { version } = lint.state().config;
    expect(rowsOf(lint).map((row) => row.severity)).toEqual(['error', 'error', 'error']);
    lint.suppress({ ...known, until: '2999-01-31' });
    // Another one, until that is undone.
    expect(lint.state().config.version).not.toBe(version);
    lint.undo();
    expect(lint.state().config.version).toBe(version);
    lint.redo();
    const file = lint.file('config');
    expect(file.name).toBe('peerless.config.json');
    expect(readConfig(file.text, file.name, rules)).toEqual(lint.settings.config);
    expect(lint.state().config).toMatchObject({
      name: 'peerless.config.json',
      extends: 'none',
      suppressions: 1,
    });
    lint.configure(undefined);
    expect(lint.state().config).toMatchObject({
      name: undefined,
      extends: 'recommended',
      suppressions: 0,
    });
  });

  it('that cannot be meant names file and line, and changes nothing', () => {
    expect(() =>
      lint.configure({ name: 'bad.yaml', text: 'rules:\n  peering-no-route: error\n' }),
    ).toThrow(/bad\.yaml:2: .*peering-no-routes/);
    expect(statesOf(lint)).toEqual(['told', 'told', 'told']);
  });

  it('notes that are long are cut, and say so', () => {
    const suppress = Array.from({ length: MOST_LINES + 20 }, (_, i) => ({
      ...known,
      resource: `gone-${i}`,
    }));
    const [note] = lintOf(3, { ...ONLY, suppress }).state().notes;
    expect(note?.title).toContain(`(${MOST_LINES + 20})`);
    expect(note?.lines).toHaveLength(MOST_LINES + 1);
    expect(note?.lines.at(-1)).toBe('and 20 more');
  });
});

it('the contract refuses what no window would send', () => {
  const reads = (method: keyof typeof engineInputs, input: object) =>
    engineInputs[method].safeParse({ handle: 'h', ...input }).success;
  expect(reads('findings', { start: 0 })).toBe(true);
  expect(reads('findings', { start: 1.5 })).toBe(false);
  expect(reads('suppress', known)).toBe(true);
  expect(reads('suppress', { ...known, reason: 5 })).toBe(false);
  expect(reads('suppress', { ...known, resource: 'x'.repeat(5000) })).toBe(false);
  expect(reads('baseline', { from: 'findings' })).toBe(true);
  expect(reads('baseline', { from: 'elsewhere' })).toBe(false);
  expect(reads('baseline', { from: { name: 'x', text: '{}' } })).toBe(true);
  expect(reads('configure', {})).toBe(true);
  expect(reads('settingsFile', { what: 'findings' })).toBe(false);
});

it('what is decided while another reading is about to be shown holds there, whatever is gone from it', async () => {
  let peers = 2;
  const { engine } = createEngine({
    about: { version: '1', opening: undefined },
    estates: new Estates(),
    emit: () => undefined,
    sources: {
      ...outside,
      demo: () => Promise.resolve(world(peers).snapshot()),
    },
  });
  const { handle } = await engine.open({ demo: true });
  const text = JSON.stringify(ONLY);
  await engine.configure({ handle, file: { name: 'only.json', text } });
  for (const resource of ['spoke-1', 'spoke-2'])
    await engine.suppress({ handle, rule: RULE, resource, reason: 'known' });
  const { rows } = await engine.findings({ handle, start: 0 });
  const { fingerprint } = rows.find(({ resources }) => resources.includes('vpc-spoke-2'))!;
  // Its finding is not in the new reading.
  peers = 1;
  const next = await engine.open({ demo: true, after: handle });
  expect(next.lint).toMatchObject({ config: { suppressions: 2 } });
  const lift = `lift the suppression of 1 finding of ${RULE}`;
  expect((await engine.lift({ handle, fingerprint })).undo).toBe(lift);
  const there = await engine.lint({ handle: next.handle });
  expect(there).toMatchObject({ undo: lift, config: { suppressions: 1 } });
  expect(there.revision).toBeGreaterThan(next.lint.revision);
  const undone = await engine.undo({ handle: next.handle });
  expect(undone).toMatchObject({ redo: lift, config: { suppressions: 2 } });
  // It goes its own way from here on.
  await engine.suppress({ handle, rule: RULE, resource: 'spoke-1', reason: 'again' });
  expect(await engine.lint({ handle: next.handle })).toEqual(undone);
});
