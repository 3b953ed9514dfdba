/** Names of accounts: as the organization tells them, in the picture, and under other names. */
import { describe, expect, it } from 'vitest';
import { analyze } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { anonymize } from '#app/snapshot/anonymize.ts';
import type { Page } from '#app/snapshot/page.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { accountNames } from '#app/topology/accounts.ts';
import { World } from '#app/world/world.ts';
import { page } from '../snapshot/pages.ts';

const [PAYMENTS, SHARED, PARTNER] = ['111122223333', '444455556666', '777788889999'];

const listed = (time: string, accounts: readonly object[]): Page => ({
  ...page({ account: SHARED, region: 'global', service: 'organizations', time }),
  operation: 'ListAccounts',
  answer: { Accounts: accounts },
});

describe('names', () => {
  it('are those of ListAccounts and DescribeAccount, the latest of each account', () => {
    const pages: Page[] = [
      listed('2026-02-01T00:00:00.000Z', [
        { Id: PAYMENTS, Name: 'Payments' },
        { Id: SHARED, Name: '' },
        { Id: PARTNER },
      ]),
      listed('2026-01-01T00:00:00.000Z', [
        { Id: PAYMENTS, Name: 'Old name' },
        { Id: SHARED, Name: ' Shared services ' },
      ]),
      {
        ...listed('2026-01-01T00:00:00.000Z', []),
        operation: 'DescribeAccount',
        answer: { Account: { Id: PARTNER, Name: 'Partner' } },
      },
    ];
    const names = [
      [PAYMENTS, 'Payments'],
      [SHARED, 'Shared services'],
      [PARTNER, 'Partner'],
    ];
    for (const order of [pages, pages.toReversed()]) {
      expect([...accountNames(order)].sort()).toEqual(names);
    }
  });

  it('are no longer than AWS allows, and never cut through a letter', () => {
    const name = accountNames([
      listed('2026-01-01T00:00:00.000Z', [{ Id: PAYMENTS, Name: '🧾'.repeat(2000) }]),
    ]).get(PAYMENTS);
    expect(name).toBe(`${'🧾'.repeat(49)}…`);
  });

  it.each([[undefined], ['none'], [{ Id: 7 }], [['x', null, { Name: 'x' }]]])(
    'are none where an answer is no list of accounts: %j',
    (answer) => {
      const odd = { ...listed('', []), answer: { Accounts: answer } };
      expect([...accountNames([odd])]).toEqual([]);
    },
  );
});

/** Two accounts that were collected, one of them named, and a named one that was not. */
function estate(): World {
  const world = new World();
  const [a, b, c] = [PAYMENTS, SHARED, PARTNER].map((account, i) =>
    world.region('eu-west-1', account).vpc(`v${i}`, `10.${i}.0.0/16`),
  );
  world.peerRouted(a!, b!);
  world.peerRouted(a!, c!);
  return world.unseen(PARTNER).name(PAYMENTS, 'Payments').name(PARTNER, 'Partner');
}

describe('in the picture', () => {
  it('an account is titled by its name and its id, and by the id where nobody told its name', () => {
    const titles = buildScene(analyze(estate().snapshot()))
      .nodes.filter((node) => node.shape === 'account')
      .map((node) => node.label);
    expect(titles).toEqual([
      `Payments (${PAYMENTS})`,
      `Account ${SHARED}`,
      `Partner (${PARTNER}), not collected`,
    ]);
  });

  it('a collapsed account keeps its name', () => {
    const scene = buildScene(analyze(estate().snapshot()), { collapsed: [`account/${PAYMENTS}`] });
    const folded = scene.nodes.find((node) => node.shape === 'folded');
    expect(folded?.label).toBe(`Payments (${PAYMENTS})`);
  });
});

describe('anonymized', () => {
  it('names are others, and stay with their account', () => {
    const key = new Uint8Array(32).fill(7);
    const { snapshot, leftOut } = anonymize(estate().snapshot(), key);
    const bytes = writeSnapshot(snapshot);
    for (const word of ['Payments', 'Partner', PAYMENTS, PARTNER]) {
      expect(bytes).not.toContain(word);
    }
    expect(leftOut).toEqual([]);
    const { topology } = analyze(snapshot);
    const [payments, other] = topology
      .all('vpc')
      .toSorted((a, b) =>
        topology.accountLabel(b.account).localeCompare(topology.accountLabel(a.account), 'en'),
      );
    expect(topology.accountLabel(payments!.account)).toMatch(/^name-[0-9a-f]{12} \(\d{12}\)$/);
    expect(topology.accountLabel(other!.account)).toBe(other!.account);
  });
});
