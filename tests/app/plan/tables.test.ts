/** The fewest route tables: small cases by hand, larger ones against trying every choice. */
import { describe, expect, it } from 'vitest';
import { leastTables, withinQuota } from '#app/plan/tables.ts';
import { Dice } from '#tests/kit/random-world.ts';

const needs = (spec: Record<string, string>) =>
  new Map(Object.entries(spec).map(([vpc, to]) => [vpc, new Set(to.split('').filter(Boolean))]));

/** Tries both sets of every VPC. */
function fewest(spec: ReadonlyMap<string, ReadonlySet<string>>): number {
  const all = [...spec].map(([vpc, to]) => [
    [...to]
      .filter((x) => x !== vpc)
      .sort()
      .join(),
    [...new Set([...to, vpc])].sort().join(),
  ]);
  let best = Infinity;
  for (let choice = 0; choice < 2 ** all.length; choice++) {
    best = Math.min(best, new Set(all.map((sets, i) => sets[(choice >> i) & 1])).size);
  }
  return best;
}

describe('the fewest route tables', () => {
  it('is one for a full mesh, whatever its size', () => {
    const groups = leastTables(needs({ a: 'bcd', b: 'acd', c: 'abd', d: 'abc' }));
    expect(groups).toEqual([{ serves: ['a', 'b', 'c', 'd'], leads: ['a', 'b', 'c', 'd'] }]);
  });

  it('is two for spokes that reach a shared VPC but not each other', () => {
    const groups = leastTables(needs({ hub: '123', 1: '', 2: '', 3: '' }));
    expect(groups.length).toBe(2);
    const star = leastTables(
      new Map([
        ['hub', new Set(['s1', 's2'])],
        ['s1', new Set(['hub'])],
        ['s2', new Set(['hub'])],
      ]),
    );
    expect(star.map((g) => [g.serves, g.leads.filter((v) => v.startsWith('s'))])).toEqual([
      [['hub'], ['s1', 's2']],
      [['s1', 's2'], []],
    ]);
  });

  it('leads each VPC exactly where it sends, itself aside, and is never more than trying everything finds', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const dice = new Dice(seed);
      const names = 'abcdefgh'.slice(0, dice.int(2, 8)).split('');
      const spec = new Map(
        names.map((vpc) => [vpc, new Set(dice.some(names, 0.5).filter((to) => to !== vpc))]),
      );
      const groups = leastTables(spec);
      expect(groups.flatMap((g) => g.serves).sort()).toEqual(names);
      for (const { serves, leads } of groups) {
        for (const vpc of serves) {
          expect(leads.filter((to) => to !== vpc)).toEqual([...spec.get(vpc)!].sort());
        }
      }
      expect(groups.length, `seed ${seed}`).toBe(fewest(spec));
    }
  });

  it('joins the most alike where the quota asks for it, and never two that cannot stand in one table', () => {
    const groups = leastTables(needs({ a: 'xy', b: 'xyz', c: 'w', w: '', x: '', y: '', z: '' }));
    const before = groups.length;
    const joined = withinQuota(groups, before - 1, (a, b) => [a, b].sort().join('') === 'wx');
    expect(joined.joined).toBe(true);
    expect(joined.groups.length).toBe(before - 1);
    for (const { leads } of joined.groups) {
      expect(leads.includes('w') && leads.includes('x')).toBe(false);
    }
  });
});
