/** What a box is called where room is short: less words, two lines, but no piece of a number. */
import { describe, expect, it } from 'vitest';
import { analyze } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import type { View } from '#app/scene/scene.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import { calledIn, linesIn, nameIn, onTwoLines, titleIn } from '#app/scene/title.ts';

/** As a face with letters of one width would have it. */
const letters =
  (most: number) =>
  (text: string): string =>
    text.length <= most ? text : `${text.slice(0, Math.max(0, most - 1))}…`;

describe('a container', () => {
  const unseen = { shape: 'account', label: 'Account 888899990000 (not collected)' } as const;
  it.each([
    [unseen, 40, 'Account 888899990000 (not collected)'],
    [unseen, 30, '888899990000 (not collected)'],
    [unseen, 20, 'Account 888899990000'],
    [unseen, 12, '888899990000'],
    [unseen, 11, ''],
    [{ shape: 'account', label: 'Account 111122223333' }, 14, '111122223333'],
    [{ shape: 'account', label: 'network (777788889999)' }, 22, 'network (777788889999)'],
    [{ shape: 'account', label: 'network (777788889999)' }, 21, 'network'],
    [
      { shape: 'account', label: 'acquirer (8) (888899990000), not collected' },
      27,
      'acquirer (8) (888899990000)',
    ],
    [{ shape: 'account', label: 'a name of some length (111122223333)' }, 15, '111122223333'],
    [{ shape: 'account', label: 'Account not known' }, 10, 'Account n…'],
    [{ shape: 'region', label: 'us-west-2' }, 8, ''],
    [{ shape: 'segment', label: 'core-east-production' }, 10, 'core-east…'],
    [{ shape: 'segment', label: 'tgw-rtb-0ac69a6cb81e20019' }, 20, ''],
  ] as const)('%o in %i letters', (node, room, title) => {
    expect(titleIn(node, letters(room))).toBe(title);
  });
});

describe('a box', () => {
  it('breaks a name after a separator, and cuts what is left', () => {
    expect(linesIn('payments-gateway-west', letters(12))).toEqual(['payments-', 'gateway-west']);
    expect(linesIn('payments-gateway-west', letters(9))).toEqual(['payments-', 'gateway-…']);
    expect(linesIn('observability', letters(9))).toEqual(['observab…']);
  });

  it('has its name whole on two lines in each way there is, the fullest first line first', () => {
    expect(onTwoLines('core-east-nonprod')).toEqual([
      ['core-east-', 'nonprod'],
      ['core-', 'east-nonprod'],
    ]);
    expect(onTwoLines('observability')).toEqual([]);
  });

  const unnamed = { label: 'vpc-0ac32e633e70efcf6', lines: ['192.168.40.0/22'] };
  it('without a name is called by its addresses rather than by a piece of its id', () => {
    expect(nameIn(unnamed, 2, letters(21))).toEqual(['vpc-0ac32e633e70efcf6']);
    expect(nameIn(unnamed, 1, letters(20))).toEqual(['192.168.40.0/22']);
    // An id differs in its end: where there is room for nothing else, that tells it.
    expect(nameIn(unnamed, 1, letters(14))).toEqual(['…33e70efcf6']);
    expect(nameIn(unnamed, 1, letters(7))).toEqual(['…0efcf6']);
    expect(nameIn(unnamed, 1, letters(6))).toEqual([]);
    // A collapsed account keeps the whole of its number.
    const account = { shape: 'folded', id: 'account/111122223333', lines: ['2 VPCs'] } as const;
    const named = { ...account, label: 'network (111122223333)' };
    expect(nameIn({ ...account, label: 'Account 111122223333' }, 2, letters(12))).toEqual([
      'Account ',
      '111122223333',
    ]);
    expect(nameIn({ ...account, label: 'Account 111122223333' }, 1, letters(12))).toEqual([
      '111122223333',
    ]);
    // Or its end, which tells it from others: no piece of its start does.
    const ghost = { ...account, label: 'Account 888899990000 (not collected)' };
    expect(nameIn(ghost, 1, letters(12))).toEqual(['888899990000']);
    expect(nameIn(ghost, 1, letters(11))).toEqual(['…8899990000']);
    expect(nameIn(ghost, 2, letters(11))).toEqual(['888899', '990000']);
    expect(nameIn(named, 1, letters(5))).toEqual(['netw…']);
    expect(nameIn(named, 1, letters(21))).toEqual(['network']);
    expect(calledIn(named, letters(21))).toBe('network');
    expect(nameIn({ label: 'tools-hub', lines: ['10.0.0.0/8'] }, 1, letters(6))).toEqual([
      'tools…',
    ]);
  });
});

describe('a picture', () => {
  it('counts what stands in collapsed containers', () => {
    const world = new World();
    for (const account of ['111111111111', '222222222222'])
      world.region('eu-west-1', account).vpc('a', '10.0.0.0/16');
    const collapsed = ['account/111111111111', 'account/222222222222'];
    expect(buildScene(analyze(world.snapshot()), { collapsed }).title).toBe(
      '2 VPCs, 2 accounts, 1 Region',
    );
  });

  it('counts what was collected, and by itself what lies outside', () => {
    const world = new World();
    const inside = world.region('eu-west-1', '111111111111');
    const outside = world.region('us-east-1', '222222222222');
    const [a, b] = [inside.vpc('a', '10.0.0.0/16'), outside.vpc('b', '10.1.0.0/16')];
    world.peer(a, b);
    const { manifest, pages } = world.snapshot();
    const accounts = ['111111111111'];
    const report = analyze({
      manifest: { ...manifest, scope: { ...manifest.scope, accounts } },
      pages: pages.filter(({ account }) => account === '111111111111'),
    });
    const titleIn = (view: View): string => buildScene(report, view).title;
    expect(titleIn({})).toBe('1 VPC (and 1 outside), 1 account, 1 Region');
    expect(titleIn({ collapsed: ['account/222222222222'] })).toBe(titleIn({}));
    expect(titleIn({ accounts: ['222222222222'] })).toBe('0 VPCs (and 1 outside)');
    // The same numbers as the Markdown report has.
    expect(buildScene(analyze(sampleEstate().snapshot())).title).toBe(
      '43 VPCs (and 2 outside), 2 transit gateways, 3 accounts, 3 Regions',
    );
  });

  it('counts no accounts and Regions that nobody told of', () => {
    const world = new World();
    expect(buildScene(analyze(world.snapshot())).title).toBe('0 VPCs');
    world.region('unknown', 'unknown').vpc('a', '10.0.0.0/16');
    expect(buildScene(analyze(world.snapshot())).title).toBe('1 VPC');
  });
});

describe('a collapsed container', () => {
  const world = new World();
  const [west, east] = [world.region('eu-west-1'), world.region('us-east-1')];
  world.refuse(west, 'DescribeVpcs');
  east.vpc('a', '10.0.0.0/16');
  const linesOf = (id: string): readonly string[] =>
    buildScene(analyze(world.snapshot()), { collapsed: [id] }).nodes.find((n) => n.id === id)!
      .lines;

  it('says what could not be read of it, as it does expanded', () => {
    expect(linesOf('region/111111111111/eu-west-1')).toEqual(['Not read: VPCs']);
    expect(linesOf('region/111111111111/us-east-1')).toEqual(['1 VPC']);
    expect(linesOf('account/111111111111')).toEqual(['2 Regions', '1 VPC', 'Not read: VPCs']);
  });

  it('says of how many Regions, where each lacks something else', () => {
    world.refuse(east, 'DescribeTransitGateways');
    expect(linesOf('account/111111111111')).toEqual([
      '2 Regions',
      '1 VPC',
      'Not read: parts of 2 Regions',
    ]);
  });
});
