/** What a plan costs a month, before and after, line by line. */
import { count } from '../base/count.ts';
import { by, byText, groupBy, thenBy, uniq } from '../base/order.ts';
import type { VpcPeering } from '../kinds/vpc-peering.ts';
import { type AttachmentPrice, HOURS_A_MONTH, type Prices } from '../mesh/prices.ts';
import type { Topology } from '../topology/topology.ts';
import type { Bill, BillLine, PlanCost } from './bill.ts';
import type { Design } from './design-shapes.ts';
import { byPeering, type Charge, chargesFor, type Traffic } from './traffic.ts';
import { exactly, plus, total } from './usd.ts';

export interface CostInput {
  readonly topology: Topology;
  readonly design: Design;
  /** Peerings between the members, those that stay included. */
  readonly peerings: readonly VpcPeering[];
  readonly prices: Prices;
  readonly traffic: readonly Traffic[];
}

export function costOf(input: CostInput): PlanCost {
  const { design, prices, traffic } = input;
  const fixed = fixedLines(design, prices);
  const attachments = design.attachments.filter((a) => !a.existing);
  const links = design.links.filter((l) => !l.existing);
  const used = attachments.flatMap((a) => prices.attachment(a.region) ?? []);
  const before = fixed && dataLines(input, 'before');
  const after = fixed && dataLines(input, 'after');
  const known = fixed !== undefined && before !== undefined && after !== undefined;
  const lines = known ? [...before, ...fixed, ...after] : [];
  const monthlyUsd = fixed && total(fixed.map((l) => l.usd)).least;
  return {
    attachments: attachments.length,
    peeringAttachments: 2 * links.length,
    monthlyUsd,
    breakEvenGb: monthlyUsd === undefined ? undefined : evenAt(monthlyUsd, used),
    priceAsOf: uniq(lines.map((l) => l.asOf))[0],
    unsourced: uniq(
      lines.filter((l) => l.source === undefined).map((l) => l.region || 'Region not known'),
    ),
    before: known ? bill(before) : undefined,
    after: known ? bill([...fixed, ...after]) : undefined,
    gbMonth:
      traffic.length === 0
        ? undefined
        : [...byPeering(input.peerings, traffic).values()]
            .flat()
            .reduce((sum, flow) => sum + flow.gbMonth, 0),
    notes: notesOf(input, known),
  };
}

function evenAt(monthlyUsd: number, used: readonly AttachmentPrice[]): number | undefined {
  const gb = used.reduce((sum, price) => sum + price.gb, 0) / used.length;
  return gb > 0 ? Math.round(monthlyUsd / gb) : undefined;
}

/** Attachments, and both ends of gateway peerings: what is paid by the hour, whatever flows. */
function fixedLines(design: Design, prices: Prices): BillLine[] | undefined {
  const ends = design.links
    .filter((l) => !l.existing)
    .flatMap((l) => [l.requester, l.accepter])
    .map((id) => design.gateways.find((g) => g.id === id)!.region);
  const out: BillLine[] = [];
  for (const [what, regions] of [
    ['attachments', design.attachments.filter((a) => !a.existing).map((a) => a.region)],
    ['gateway-peerings', ends],
  ] as const) {
    for (const [region, list] of [...groupBy(regions, (r) => r)].sort(([a], [b]) => byText(a, b))) {
      const price = prices.attachment(region);
      if (!price) return undefined;
      const each = price.hour * HOURS_A_MONTH;
      out.push({
        what,
        region,
        quantity: list.length,
        unit: 'attachment',
        each: exactly(each),
        usd: exactly(each * list.length),
        asOf: price.asOf,
        source: price.source,
      });
    }
  }
  return out;
}

/** Charges for what flows, gathered by what and where. */
function dataLines(input: CostInput, when: 'before' | 'after'): BillLine[] | undefined {
  const { topology, design, peerings, prices, traffic } = input;
  const moved = new Set(design.replaced);
  const charges: Charge[] = [];
  for (const [peering, flows] of byPeering(peerings, traffic)) {
    const way = when === 'after' && moved.has(peering) ? 'gateway' : 'peering';
    for (const flow of flows) {
      const own = chargesFor(topology, prices, flow, way);
      if (!own) return undefined;
      charges.push(...own);
    }
  }
  return [...groupBy(charges, (c) => `${c.what} ${c.region} ${c.price.gb}`).values()]
    .map((list): BillLine => {
      const [{ what, region, price }] = list as [Charge, ...Charge[]];
      const gb = list.map((c) => c.gb).reduce(plus);
      return {
        what,
        region,
        quantity: gb.most,
        unit: 'GB',
        each:
          gb.least === gb.most ? { least: price.gb, most: price.gb } : { least: 0, most: price.gb },
        usd: total(list.map((c) => c.usd)),
        asOf: price.asOf,
        source: price.source,
      };
    })
    .sort(
      thenBy(
        by((l) => l.what),
        by((l) => l.region),
      ),
    );
}

const bill = (lines: readonly BillLine[]): Bill => ({ lines, usd: total(lines.map((l) => l.usd)) });

function notesOf({ traffic, design, peerings }: CostInput, known: boolean): string[] {
  if (!known) return ['No price in USD is known for some Region.'];
  const priced = byPeering(peerings, traffic);
  const beside = traffic.length - [...priced.values()].flat().length;
  return [
    'List prices, without discounts or taxes; 730 hours a month.',
    ...(traffic.length === 0
      ? ['Data is not in the bill: give traffic to see what it adds.']
      : [
          ...(beside === 0
            ? []
            : [
                `${count(beside, 'row')} of traffic left out: no peering of this plan joins the two.`,
              ]),
          `Data of ${priced.size} of ${peerings.length} peerings is in the bill.`,
        ]),
    ...([...priced.values()].flat().some((flow) => flow.sameZone === undefined)
      ? [
          'Where zones are not known, data over a peering within a Region may be free or cross zones.',
        ]
      : []),
    ...(design.attachments.some((a) => a.existing)
      ? ['Attachments that are there already cost the same as before, and are left out.']
      : []),
  ];
}
