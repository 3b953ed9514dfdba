/** Files that a plan is given beside the network: what flows, and prices of one's own. */
import type { Prices } from '#app/mesh/prices.ts';
import type { Traffic } from '#app/plan/traffic.ts';
import type { Topology } from '#app/topology/topology.ts';
import { CommandError, type Terminal } from './command.ts';
import { readText } from './config.ts';
import { refOf } from './ref.ts';

const COLUMNS = ['from', 'to', 'gb_month', 'same_zone'] as const;
const WAY_OUT = `a first line of ${COLUMNS.join(',')} is wanted; same_zone, from 0 to 1, may be left out`;

/**
 * A CSV file of what VPCs (ids, names or ARNs) send each other, in GB a month.
 * Throws CommandError (2) with file and line where it cannot be understood.
 */
export async function readTraffic(
  path: string,
  topology: Topology,
  terminal: Terminal,
): Promise<Traffic[]> {
  const text = await readText(path, 'the traffic', terminal);
  const { CsvError, parse } = await import('csv-parse/sync');
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  try {
    rows = parse(text, {
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
      info: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new CommandError(2, `${path}: ${error.message}; ${WAY_OUT}.`);
  }
  const [first] = rows;
  const missing = COLUMNS.slice(0, 3).filter((name) => first && !(name in first.record));
  if (!first || missing.length > 0) {
    throw new CommandError(
      2,
      `${path}: ${first ? `there is no column ${missing.join(', ')}` : 'there is no row'}; ${WAY_OUT}.`,
    );
  }
  return rows.map(({ record, info }) => {
    const at = `${path}, line ${info.lines}`;
    const number = (name: string, most: number): number => {
      const value = record[name]!;
      const n = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
      if (n <= most) return n;
      throw new CommandError(
        2,
        `${at}: ${name} is ${JSON.stringify(value)}; a number${most === 1 ? ' from 0 to 1' : ' of GB a month'} is wanted.`,
      );
    };
    const vpc = (name: 'from' | 'to'): string => {
      try {
        const id = refOf(topology, record[name]!);
        if (topology.get('vpc', id) ?? topology.ghost(id)) return id;
      } catch (error) {
        if (error instanceof CommandError) throw new CommandError(2, `${at}: ${error.message}`);
        throw error;
      }
      throw new CommandError(2, `${at}: ${JSON.stringify(record[name])} is not a VPC.`);
    };
    const zone = record['same_zone'];
    return {
      from: vpc('from'),
      to: vpc('to'),
      gbMonth: number('gb_month', Number.MAX_SAFE_INTEGER),
      sameZone: zone === undefined || zone === '' ? undefined : number('same_zone', 1),
    };
  });
}

/** A file of prices, JSON or YAML. Throws CommandError (2) with file and place where it cannot be understood. */
export async function readPrices(path: string, terminal: Terminal): Promise<Prices> {
  const text = await readText(path, 'the prices', terminal);
  const { parse, YAMLParseError } = await import('yaml');
  const { LIST_PRICES } = await import('#app/mesh/prices.ts');
  const { priceFile, pricesOver } = await import('#app/plan/price-file.ts');
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new CommandError(2, `${path}: ${error.message}`);
  }
  const read = priceFile.safeParse(value);
  if (read.success) return pricesOver(LIST_PRICES, read.data, path);
  const [issue] = read.error.issues;
  throw new CommandError(
    2,
    `${path}, at ${issue!.path.join('.') || 'the top'}: ${issue!.message}. Give asOf, and under regions what differs, such as us-east-1: { attachmentHour: 0.045 }.`,
  );
}
