/** Words from outside: hidden characters seen, long ones cut, ids found; numbers with their units. */
import { describe, expect, it } from 'vitest';
import { comparedPairs } from '#renderer/panels/plan/compared.ts';
import { accountWords } from '#renderer/words/accounts.ts';
import { bytesOf } from '#renderer/words/base64.ts';
import { changeWords } from '#renderer/words/changes.ts';
import { count, dollars, moment, takenAt } from '#renderer/words/count.ts';
import { idsIn } from '#renderer/words/ids.ts';
import { brief, nameIn, short, visible } from '#renderer/words/visible.ts';

it('an account is named as its organization calls it, and always by its id', () => {
  const opened = { accounts: [{ id: '111122223333', name: 'Payments' }] };
  expect(accountWords(opened, '111122223333')).toBe('Payments (111122223333)');
  expect(accountWords(opened, '444455556666')).toBe('444455556666');
  expect(accountWords(undefined, '111122223333')).toBe('111122223333');
});

it('of pairs that a step of a plan was not compared in, why', () => {
  expect(comparedPairs(936, 43)).toBe(
    '936 ordered pairs compared with before the plan; the other 870 cannot have changed',
  );
  expect(comparedPairs(1806, 43)).toBe('1,806 ordered pairs compared with before the plan');
});

it('the time of files is not said to be that of a collection', () => {
  const created = '2026-11-30T08:35:00.000Z';
  expect(takenAt({ origin: 'live', created })).toBe('2026-11-30 08:35 UTC');
  expect(takenAt({ origin: 'batfish', created })).toBe('files of 2026-11-30 08:35 UTC');
  expect(takenAt({ origin: 'describe-json+aws-config', created })).toMatch(/^files of /);
});

describe('visible', () => {
  it('names what turns text around or hides in it', () => {
    expect(visible('pay\u202Eroll')).toBe('pay⟨RLO⟩roll');
    expect(visible('a\u200Bb\u2066c')).toBe('a⟨ZWSP⟩b⟨LRI⟩c');
    expect(visible('one\ntwo\u0000')).toBe('one⏎two⟨U+0000⟩');
  });

  it('leaves every other script alone', () => {
    const names = 'Zürich 東京 عربى 👩‍💻';
    expect(visible(names)).toBe(names);
  });

  it('cuts a 4 kB name, and makes what remains visible', () => {
    const cut = short('\u202E' + 'x'.repeat(4096), 100);
    expect(cut).toHaveLength(100);
    expect(cut.startsWith('⟨RLO⟩')).toBe(true);
    expect(cut.endsWith('…')).toBe(true);
  });
});

describe('ids', () => {
  it('are found in a sentence, hyphens included', () => {
    expect(
      idsIn(['vpc-0a1b2c3d4e5f60718 over tgw-attach-0123456789abcdef0 (x), not vpc-peering']),
    ).toEqual(['vpc-0a1b2c3d4e5f60718', 'tgw-attach-0123456789abcdef0']);
  });

  it('are left out of a brief where the name is said, and kept where it is not', () => {
    expect(brief('core (tgw-rtb-0e884e204a73fdf44) drops it: nat-009a169a9f65ea384 is gone')).toBe(
      'core drops it: nat-009a169a9f65ea384 is gone',
    );
    expect(nameIn('core (vpc-12345678)', 'vpc-12345678')).toBe('core');
    expect(nameIn('vpc-12345678', 'vpc-12345678')).toBe('');
  });
});

describe('numbers', () => {
  it('have their unit and the right number of it', () => {
    expect([count(1, 'peering'), count(2, 'peering'), count(12345, 'mesh', 'meshes')]).toEqual([
      '1 peering',
      '2 peerings',
      '12,345 meshes',
    ]);
    expect([dollars(0.052), dollars(328.5)]).toEqual(['$0.05', '$329']);
    expect(moment('2026-01-05T09:00:00Z')).toBe('2026-01-05 09:00 UTC');
    expect(moment('some day')).toBe('some day');
  });

  it('base64 gives back its bytes', () => {
    expect([...bytesOf(Buffer.from([0, 255, 128, 10]).toString('base64'))]).toEqual([
      0, 255, 128, 10,
    ]);
  });
});

describe('what changed', () => {
  const of = (title: string, plural: string, kind = '', added = 0, removed = 0, changed = 0) => ({
    kind,
    title,
    plural,
    added,
    removed,
    changed,
  });
  const rest = {
    routes: { added: 0, removed: 0, changed: 0 },
    seen: 0,
    unseen: 0,
    findings: { fresh: 0, fixed: 0, changed: 0, unsure: 0 },
    gaps: { opened: 0, closed: 0 },
  };

  it('is nothing where nothing did', () => {
    expect(changeWords({ kinds: [], ...rest })).toBeUndefined();
  });

  it('is told from the network to the findings; of much, the most telling first, and how much more', () => {
    expect(
      changeWords({
        kinds: [of('VPC', 'VPCs', 'vpc', 1)],
        ...rest,
        routes: { added: 0, removed: 0, changed: 2 },
        findings: { fresh: 0, fixed: 1, changed: 0, unsure: 0 },
      }),
    ).toBe('1 VPC added, 2 routes changed, 1 finding fixed');
    expect(
      changeWords({
        kinds: [
          of('Subnet', 'Subnets', 'subnet', 4),
          of('Route table', 'Route tables', 'route-table', 1, 1),
          of('VPC peering connection', 'VPC peering connections', 'vpc-peering', 0, 1, 1200),
          of('Direct Connect gateway', 'Direct Connect gateways', 'dx-gateway', 1),
        ],
        routes: { added: 1, removed: 0, changed: 0 },
        seen: 1,
        unseen: 2,
        findings: { fresh: 2, fixed: 0, changed: 1, unsure: 1 },
        gaps: { opened: 1, closed: 1 },
      }),
    ).toBe(
      '1 VPC peering connection removed, 1,200 VPC peering connections changed, 1 route added, 4 subnets added, ' +
        '3 more changes, 1 resource seen for the first time, 2 resources not seen any more, 2 new findings, 1 finding changed, ' +
        '1 finding on one side only, unsure, 1 new gap, 1 gap closed',
    );
  });
});
