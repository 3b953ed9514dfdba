/**
 * The bill of a plan, worked out by hand from the prices: $0.05 an attachment hour and $0.02 a GB in us-east-1 and
 * us-east-2, 730 hours, $0.01 on either side between zones, $0.01 between these two Regions.
 */
import { describe, expect, it } from 'vitest';
import { LIST_PRICES } from '#app/mesh/prices.ts';
import { makePlan, type PlanInput } from '#app/plan/make.ts';
import { priceFile, pricesOver } from '#app/plan/price-file.ts';
import { createRouting } from '#app/routing/create.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';

/** a and b in Virginia, c in Ohio, all peered. */
function three() {
  const world = new World();
  const [east, ohio] = [world.region('us-east-1'), world.region('us-east-2')];
  const vpcs = [
    east.vpc('a', '10.0.0.0/16'),
    east.vpc('b', '10.1.0.0/16'),
    ohio.vpc('c', '10.2.0.0/16'),
  ];
  vpcs.forEach((vpc, i) => vpc.subnet(`10.${i}.1.0/24`, 'a', vpc.name));
  const [a, b, c] = vpcs as [(typeof vpcs)[0], (typeof vpcs)[0], (typeof vpcs)[0]];
  const ab = world.peerRouted(a, b);
  world.peerRouted(a, c);
  world.peerRouted(b, c);
  const routing = createRouting(buildTopology(world.pages()));
  const plan = (more: Partial<PlanInput> = {}) =>
    makePlan({ routing, vpcs: vpcs.map((v) => v.id), mode: 'exact', ...more }).plan;
  return { plan, ab, a: a.id, b: b.id, c: c.id };
}

describe('without traffic', () => {
  it('is attachments and both ends of the peering of gateways', () => {
    const { cost } = three().plan();
    // 3 attachments and 2 ends at $36.50.
    expect(cost).toMatchObject({ attachments: 3, peeringAttachments: 2, monthlyUsd: 182.5 });
    expect(cost.before).toEqual({ lines: [], usd: { least: 0, most: 0 } });
    expect(cost.after?.usd).toEqual({ least: 182.5, most: 182.5 });
    // At $0.02 a GB.
    expect(cost.breakEvenGb).toBe(9125);
    expect(cost.gbMonth).toBeUndefined();
  });

  it('knows no price in USD for China', () => {
    const world = new World();
    const at = world.region('cn-north-1');
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    a.subnet('10.0.1.0/24');
    b.subnet('10.1.1.0/24');
    world.peerRouted(a, b);
    const routing = createRouting(buildTopology(world.pages()));
    const { cost } = makePlan({ routing, vpcs: [a.id, b.id], mode: 'exact' }).plan;
    expect(cost).toMatchObject({ monthlyUsd: undefined, before: undefined, after: undefined });
    expect(cost.notes.join()).toContain('No price in USD');
  });
});

describe('with traffic', () => {
  it('bills each pair by what is known of its zones', () => {
    const { plan, a, b, c } = three();
    const { cost } = plan({
      traffic: [
        // All across zones: $20 over the peering. All in one zone: nothing.
        { from: a, to: b, gbMonth: 1000, sameZone: 0 },
        { from: b, to: a, gbMonth: 1000, sameZone: 1 },
        // Between Regions: $5.
        { from: a, to: c, gbMonth: 500, sameZone: undefined },
      ],
    });
    expect(cost.gbMonth).toBe(2500);
    expect(cost.before?.usd).toEqual({ least: 25, most: 25 });
    // 2,500 GB processed at $0.02 is $50, and $5 between the Regions as before; $182.50 fixed.
    expect(cost.after?.usd).toEqual({ least: 237.5, most: 237.5 });
    const processed = cost.after?.lines.filter((l) => l.what === 'processing');
    expect(processed).toMatchObject([{ region: 'us-east-1', quantity: 2500, usd: { most: 50 } }]);
  });

  it('says between what the bill lies where zones are not known', () => {
    const { plan, a, b } = three();
    const { cost, traffic } = plan({
      traffic: [{ from: a, to: b, gbMonth: 1000, sameZone: undefined }],
    });
    expect(cost.before?.usd).toEqual({ least: 0, most: 20 });
    expect(traffic).toMatchObject([
      { onPeering: { least: 0, most: 20 }, onGateway: { least: 20, most: 20 }, hot: false },
    ]);
    expect(cost.notes.join(' ')).toContain('Where zones are not known');
  });

  it('keeps a hot pair on its peering when asked, and proves that too', () => {
    const { plan, ab, a, b, c } = three();
    const traffic = [
      { from: a, to: b, gbMonth: 90_000, sameZone: 1 },
      { from: a, to: c, gbMonth: 90_000, sameZone: undefined },
    ];
    // Within a zone: nothing against $1,800. Between Regions the gateway adds $1,800 as well.
    const proposed = plan({ traffic });
    expect(proposed.design.kept).toEqual([]);
    expect(
      proposed.traffic.map((t) => [t.hot, t.kept, t.onPeering.most, t.onGateway.least]),
    ).toEqual([
      [true, false, 0, 1800],
      [true, false, 900, 2700],
    ]);
    const kept = plan({ traffic: traffic.slice(0, 1), keepHot: true });
    expect(kept.design.kept).toMatchObject([{ peering: ab.id, why: 'traffic' }]);
    expect(kept.design.replaced.length).toBe(2);
    expect(kept.proof).toMatchObject({ lost: 0, gained: 0 });
    expect(kept.traffic).toMatchObject([{ kept: true }]);
    // What stays on peering costs what it cost.
    expect(kept.cost.after?.usd).toEqual({ least: 182.5, most: 182.5 });
  });
});

describe('a file of prices', () => {
  it('goes over the list where it says something, and is cited', () => {
    const file = priceFile.parse({
      asOf: '2026-11',
      source: 'our contract',
      regions: {
        'us-east-1': { attachmentHour: 0.04, processedGb: 0.01 },
        'us-east-2': { interRegionGb: { 'us-east-1': 0.005 } },
      },
    });
    const prices = pricesOver(LIST_PRICES, file, 'prices.yaml');
    expect(prices.attachment('us-east-1')).toEqual({
      region: 'us-east-1',
      hour: 0.04,
      gb: 0.01,
      asOf: '2026-11',
      source: 'our contract',
    });
    expect(prices.attachment('us-east-2')).toEqual(LIST_PRICES.attachment('us-east-2'));
    expect(prices.interRegion('us-east-2', 'us-east-1')?.gb).toBe(0.005);
    expect(prices.interRegion('us-east-2', 'eu-west-1')?.gb).toBe(0.02);
    const { cost } = three().plan({ prices });
    // 2 attachments and an end at 0.04 x 730, one of each at 0.05 x 730.
    expect(cost.monthlyUsd).toBe(160.6);
  });

  it('can price a Region for which the list has nothing', () => {
    const file = priceFile.parse({
      asOf: '2026-11',
      regions: { 'cn-north-1': { attachmentHour: 0.07, processedGb: 0.02 } },
    });
    expect(pricesOver(LIST_PRICES, file, 'f').attachment('cn-north-1')?.hour).toBe(0.07);
  });
});
