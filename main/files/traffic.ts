/** Reads what VPCs send each other out of a CSV file; what cannot be understood is told with file and line. */
import { UserError } from '#app/api/rpc.ts';
import type { Traffic } from '#app/plan/traffic.ts';
import { namesIn } from '#app/topology/named.ts';
import type { Topology } from '#app/topology/topology.ts';

const COLUMNS = ['from', 'to', 'gb_month', 'same_zone'] as const;
const WAY_OUT = `a first line of ${COLUMNS.join(',')} is wanted; same_zone, from 0 to 1, may be left out`;

/**
 * A CSV text of what VPCs (ids, names or ARNs) send each other, in GB a month. `name` is how messages call the file.
 * Throws UserError with file and line where it cannot be understood.
 */
export async function readTraffic(
  text: string,
  name: string,
  topology: Topology,
): Promise<Traffic[]> {
  const { CsvError, parse } = await import('csv-parse/sync');
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  try {
    rows = parse(text, {
      bom: true,
      columns: (header: string[]) => header.map((column) => column.trim().toLowerCase()),
      info: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UserError(`${name}: ${error.message}; ${WAY_OUT}.`);
  }
  const [first] = rows;
  const missing = COLUMNS.slice(0, 3).filter((column) => first && !(column in first.record));
  if (!first || missing.length > 0) {
    throw new UserError(
      `${name}: ${first ? `there is no column ${missing.join(', ')}` : 'there is no row'}; ${WAY_OUT}.`,
    );
  }
  const refOf = namesIn(topology);
  return rows.map(({ record, info }) => {
    const at = `${name}, line ${info.lines}`;
    const number = (column: string, most: number): number => {
      const value = record[column]!;
      const n = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
      if (n <= most) return n;
      throw new UserError(
        `${at}: ${column} is ${told(value)}; a number${most === 1 ? ' from 0 to 1' : ' of GB a month'} is wanted.`,
      );
    };
    const vpc = (column: 'from' | 'to'): string => {
      try {
        const id = refOf(record[column]!);
        if (topology.get('vpc', id) ?? topology.ghost(id)) return id;
      } catch (error) {
        if (error instanceof RangeError) throw new UserError(`${at}: ${error.message}`);
        throw error;
      }
      throw new UserError(
        `${at}: ${told(record[column]!)} is not a VPC. Give the id, name or ARN of one.`,
      );
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

/** What stands in the file, in quotes, as far as it is worth repeating. */
const told = (value: string): string =>
  JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
