/** Reads a file of prices, JSON or YAML: what is wrong in it is told with its line, its place and the way out. */
import type { z } from 'zod';
import { didYouMean } from '../base/nearest.ts';
import { REGIONS } from '../base/regions.ts';
import { ConfigError } from '../rules/config.ts';
import { ConfigText, type Path } from '../rules/config-text.ts';
import type { Topology } from '../topology/topology.ts';
import { type PriceFile, priceFile, REGION_PRICES, TOP_KEYS } from './price-file.ts';

export interface PricesRead {
  readonly file: PriceFile;
  /** Sentences about what stands in it and is used for nothing. */
  readonly warnings: readonly string[];
}

/** Characters; every price of every Region takes a hundredth of it. */
const MOST = 1_000_000;
/** Characters of a value that a message repeats. */
const SHOWN = 60;

const EXAMPLE = 'us-east-1: { attachmentHour: 0.045 }';
const HOLDS = `Give asOf, a date, and under regions what differs from the list, such as ${EXAMPLE}.`;

/** The prices in a text. `name` is how messages call the file. Throws ConfigError where it cannot be understood. */
export function readPrices(text: string, name: string, topology: Topology): PricesRead {
  if (text.length > MOST) {
    throw new ConfigError(
      `${name}: ${Math.ceil(text.length / MOST)} million characters are no file of prices. ${HOLDS}`,
    );
  }
  const source: ConfigText = new ConfigText(text, name);
  const value = source.value();
  const read = priceFile.safeParse(value);
  if (!read.success) explain(source, value, read.error.issues[0]!);
  return { file: read.data, warnings: unknownRegions(source, read.data, topology) };
}

/** Says what is wrong in our own words: what is wanted, and what stands there. */
function explain(source: ConfigText, value: unknown, issue: z.core.$ZodIssue): never {
  const path = deepest(issue);
  const [top, region, price] = path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const known = region === undefined ? TOP_KEYS : REGION_PRICES;
    source.fail(
      [...path, key],
      `this is not known here; known are ${known.join(', ')}.${didYouMean(key, known)}`,
    );
  }
  const found = at(value, path);
  const stands = found === undefined ? 'it is missing' : `it is ${shown(found)}`;
  if (top === undefined) source.fail(path, `this is no file of prices. ${HOLDS}`);
  if (top === 'asOf') {
    source.fail(path, `the date of these prices is wanted, such as "2026-11"; ${stands}.`);
  }
  if (top === 'source') source.fail(path, `where the prices come from is wanted; ${stands}.`);
  if (region === undefined) {
    source.fail(path, `what differs is wanted, by Region, such as ${EXAMPLE}; ${stands}.`);
  }
  if (price === undefined) {
    source.fail(path, `prices are wanted, such as { attachmentHour: 0.045 }; ${stands}.`);
  }
  const or =
    price === 'interRegionGb' && path.length === 3
      ? ', or one for each Region it goes to, such as { us-east-1: 0.018 }'
      : '';
  source.fail(path, `a price in USD is wanted, a number from 0 on, such as 0.045${or}; ${stands}.`);
}

/** The place of a fault; of alternatives, of the one that fits farthest. */
function deepest({ path, ...issue }: z.core.$ZodIssue): Path {
  if (issue.code !== 'invalid_union') return path;
  const within = issue.errors
    .flatMap(([first]) => (first ? [deepest(first)] : []))
    .sort((a, b) => b.length - a.length);
  return [...path, ...(within[0] ?? [])];
}

function at(value: unknown, path: Path): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Readonly<Record<PropertyKey, unknown>>)[step];
  }
  return here;
}

function shown(value: unknown): string {
  if (value === null) return 'empty';
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** Regions that neither AWS has, as far as is known here, nor this network. */
function unknownRegions(source: ConfigText, file: PriceFile, topology: Topology): string[] {
  const here = topology.all('vpc').map((vpc) => vpc.region);
  const known = new Set([...here, ...REGIONS]);
  const out: string[] = [];
  const check = (region: string, path: Path): void => {
    if (known.has(region)) return;
    out.push(
      source.at(
        path,
        `no Region is called this, so its prices are used for nothing.${didYouMean(region, known) || ' Give the name of a Region, such as us-east-1.'}`,
      ),
    );
  };
  for (const [region, { interRegionGb }] of Object.entries(file.regions)) {
    check(region, ['regions', region]);
    if (typeof interRegionGb !== 'object') continue;
    for (const to of Object.keys(interRegionGb))
      check(to, ['regions', region, 'interRegionGb', to]);
  }
  return out;
}
