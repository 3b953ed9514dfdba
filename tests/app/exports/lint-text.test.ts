/** The lint report to read: fits its width, says nothing twice, and tells of a mesh what a decision needs. */
import { describe, expect, it } from 'vitest';
import { renderText } from '#app/exports/parts/lint-text.ts';
import { analyze } from '#app/report.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';

const report = analyze(sampleEstate().snapshot());
const flat = (text: string) => text.replace(/\s+/g, ' ');

describe('the sample estate', () => {
  it.each([80, 120])('fits %i columns', (columns) => {
    for (const verbose of [false, true]) {
      const wide = renderText(report, { columns, verbose })
        .split('\n')
        .filter((line) => line.length > columns);
      expect(wide).toEqual([]);
    }
  });

  it('gives an id once in a finding', () => {
    const findings = renderText(report).split(/^ {2}- /m);
    for (const text of findings.slice(1)) {
      const ids = text.match(/\((?:vpc|pcx|rtb|tgw|subnet)-[0-9a-z-]+\)/g) ?? [];
      expect(ids).toEqual([...new Set(ids)]);
    }
  });

  it('prices the mesh over two Regions: 9 attachments at $0.05 for 730 hours', () => {
    // 7 VPCs and both ends of the peering between the gateways; $0.02 for each GB.
    const text = flat(renderText(report));
    expect(text).toContain('$329/month for 7 attachments and 2 between Regions (prices as of ');
    expect(text).toContain('peering has no hourly price');
    expect(text).toContain('From 16,425 GB a month on');
    expect(text).toMatch(/Verdict: replace\. \S/);
    expect(text).toContain('3 things to prepare: (1) ');
  });

  it('lists hops only where asked for', () => {
    expect(renderText(report)).not.toMatch(/^ +> /m);
    expect(renderText(report, { verbose: true })).toMatch(/^ +> /m);
  });

  it('colour does not change where lines break', () => {
    const bare = renderText(report, { colour: true, columns: 80 }).replace(/\u001b\[[\d;]*m/g, '');
    expect(bare).toBe(renderText(report, { columns: 80 }));
  });
});

it('two resources of one name keep their ids apart', () => {
  const world = new World();
  const [a, b] = [1, 2].map((n) => {
    const vpc = world.region().vpc('twin', `10.${n}.0.0/16`);
    vpc.subnet(`10.${n}.1.0/24`);
    return vpc;
  }) as [
    ReturnType<ReturnType<World['region']>['vpc']>,
    ReturnType<ReturnType<World['region']>['vpc']>,
  ];
  a.main.route('10.2.0.0/16', world.peer(a, b));
  const text = flat(renderText(analyze(world.snapshot())));
  expect(text).toContain('routes 10.2.0.0/16 to twin (vpc-twin-2)');
  expect(text).toContain('but twin (vpc-twin-2) has no route back');
});
