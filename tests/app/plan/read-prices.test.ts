/** A file of prices: what is wrong in it is told by file, line and place, with what is wanted instead. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REGIONS } from '#app/base/regions.ts';
import { readPrices } from '#app/plan/read-prices.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';

function topology() {
  const world = new World();
  world.region('us-east-1').vpc('a', '10.0.0.0/16');
  // A Region that is newer than our list of them.
  world.region('ap-east-9').vpc('b', '10.1.0.0/16');
  return buildTopology(world.pages());
}

const read = (text: string) => readPrices(text, 'prices.yaml', topology());

describe('a file of prices', () => {
  it('as YAML and as JSON, is read', () => {
    const regions = { 'us-east-1': { attachmentHour: 0.04, interRegionGb: { 'eu-west-1': 0 } } };
    const file = { asOf: '2026-11', source: 'our contract', regions };
    expect(read(JSON.stringify(file))).toEqual({ file, warnings: [] });
    const yaml =
      'asOf: 2026-11\nsource: our contract\nregions:\n  us-east-1: { attachmentHour: 0.04, interRegionGb: { eu-west-1: 0 } }\n';
    expect(read(yaml).file).toEqual(file);
  });

  it.each([
    [
      '',
      /^prices\.yaml:?\d*: asOf: the date of these prices is wanted, such as "2026-11"; it is missing\.$/,
    ],
    ['[1]', /this is no file of prices\. Give asOf, a date, and under regions what differs/],
    [
      'asOf: 2026\nregions: {}',
      /^prices\.yaml:1: asOf: the date .* such as "2026-11"; it is 2026\.$/,
    ],
    ['asOf: soon\nregions: {}', /^prices\.yaml:1: asOf: .*; it is "soon"\.$/],
    [
      'asOf: 2026-11',
      /regions: what differs is wanted, by Region, such as us-east-1: \{ attachmentHour: 0\.045 \}; it is missing\./,
    ],
    ['asOf: 2026-11\nregions: 5', /^prices\.yaml:2: regions: what differs .*; it is 5\.$/],
    [
      'asOf: 2026-11\nregions:\n  us-east-1: 0.05',
      /^prices\.yaml:3: regions\.us-east-1: prices are wanted, such as \{ attachmentHour: 0\.045 \}; it is 0\.05\.$/,
    ],
    [
      'asOf: 2026-11\nregions:\n  us-east-1:\n    attachementHour: 0.05',
      /^prices\.yaml:4: regions\.us-east-1\.attachementHour: this is not known here; known are attachmentHour, processedGb, crossZoneGb, interRegionGb\. Did you mean "attachmentHour"\?$/,
    ],
    [
      'asOf: 2026-11\nregions: {}\nregoins: {}',
      /^prices\.yaml:3: regoins: this is not known here; known are asOf, source, regions\. Did you mean "regions"\?$/,
    ],
    [
      'asOf: 2026-11\nregions:\n  us-east-1: { attachmentHour: -1 }',
      /^prices\.yaml:3: regions\.us-east-1\.attachmentHour: a price in USD is wanted, a number from 0 on, such as 0\.045; it is -1\.$/,
    ],
    [
      'asOf: 2026-11\nregions:\n  us-east-1: { processedGb: "$0.02" }',
      /processedGb: a price in USD is wanted, .*; it is "\$0\.02"\.$/,
    ],
    [
      'asOf: 2026-11\nregions:\n  us-east-1: { interRegionGb: cheap }',
      /interRegionGb: a price in USD is wanted, .* or one for each Region it goes to, such as \{ us-east-1: 0\.018 \}; it is "cheap"\.$/,
    ],
    [
      'asOf: 2026-11\nregions:\n  us-east-1:\n    interRegionGb:\n      eu-west-1: cheap',
      /^prices\.yaml:5: regions\.us-east-1\.interRegionGb\.eu-west-1: a price in USD is wanted, a number from 0 on, such as 0\.045; it is "cheap"\.$/,
    ],
    ['asOf: [', /^prices\.yaml:\d+: this is neither JSON nor YAML: /],
    [
      `asOf: 2026-11\nregions: {}\nsource: ${'x'.repeat(1_000_001)}`,
      /million characters are no file of prices/,
    ],
  ])('that is wrong, says where and what is wanted: %#', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('repeats no more of a value than helps', () => {
    expect(() => read(`asOf: "${'x'.repeat(4000)}"\nregions: {}`)).toThrow(/^.{0,250}$/);
  });

  it('names Regions that nobody knows, and none that AWS or this network has', () => {
    const { warnings } = read(
      'asOf: 2026-11\nregions:\n  us-esat-1: { attachmentHour: 1 }\n  eu-west-3: { attachmentHour: 1 }\n  ap-east-9:\n    interRegionGb:\n      nowhere: 1\n      us-east-1: 1\n',
    );
    expect(warnings).toEqual([
      'prices.yaml:3: regions.us-esat-1: no Region is called this, so its prices are used for nothing. Did you mean "us-east-1"?',
      'prices.yaml:7: regions.ap-east-9.interRegionGb.nowhere: no Region is called this, so its prices are used for nothing. Give the name of a Region, such as us-east-1.',
    ]);
  });
});

it('the Regions are those the AWS SDK knows', () => {
  const sdk = dirname(createRequire(import.meta.url).resolve('@aws-sdk/core/package.json'));
  const text = readFileSync(
    join(sdk, 'dist-es/submodules/client/util-endpoints/lib/aws/partitions.js'),
    'utf8',
  );
  const theirs = [...text.matchAll(/"([a-z]{2,4}(?:-[a-z]+)+-\d+)": \{/g)].map(([, name]) => name);
  expect([...REGIONS].sort()).toEqual([...new Set(theirs)].sort());
});
