/** The files that plans of one estate were given: traffic and prices, read once and asked for by name. */
import { basename } from 'node:path';
import { MOST_PLAN_FILE_BYTES, type PlanFile, type PlanFileKind } from '#app/api/plan.ts';
import { UserError } from '#app/api/rpc.ts';
import { count, grouped } from '#app/base/count.ts';
import type { Traffic } from '#app/plan/traffic.ts';
import { readPrices } from '#app/plan/read-prices.ts';
import { ConfigError } from '#app/rules/config.ts';
import type { Topology } from '#app/topology/topology.ts';
import { faultOf } from '#main/files/read.ts';
import { readTraffic } from '#main/files/traffic.ts';
import { FileFault, readWhole } from '#main/files/whole.ts';
import type { PlanAsk } from './plan-run.ts';

/** How many files of each sort are kept for one estate. */
const KEPT = 4;

/** What a file holds, by what it is. */
interface Held {
  /** As it stands in the file: whom its names mean depends on the network that is asked. */
  readonly traffic: (topology: Topology) => Promise<readonly Traffic[]>;
  readonly prices: NonNullable<PlanAsk['prices']>;
}

/** Where a file comes from. */
type From = { readonly path: string } | { readonly name: string; readonly text: string };

export class PlanFiles {
  readonly #held: { readonly [K in PlanFileKind]: Map<string, Held[K]> } = {
    traffic: new Map(),
    prices: new Map(),
  };
  #next = 1;

  /** Reads a file. Throws UserError, with file, line and way out, where it cannot be understood. */
  async read(what: PlanFileKind, from: From, topology: Topology): Promise<PlanFile> {
    const text = 'path' in from ? await textAt(from.path) : from.text;
    const name = 'path' in from ? basename(from.path) : from.name;
    const id = `${what}-${this.#next++}`;
    if (what === 'traffic') {
      const rows = await readTraffic(text, name, topology);
      keep(this.#held.traffic, id, meant(text, name, topology, rows));
      const gb = rows.reduce((sum, { gbMonth }) => sum + gbMonth, 0);
      const holds = `${count(rows.length, 'row')}, ${grouped(Math.round(gb))} GB a month`;
      return { id, name, holds, warnings: [] };
    }
    const { file, warnings } = pricesOf(text, name, topology);
    keep(this.#held.prices, id, { name, file });
    const holds = `${count(Object.keys(file.regions).length, 'Region')}, as of ${file.asOf}`;
    return { id, name, holds, warnings };
  }

  /** Throws UserError where the file was let go, or never was. */
  get<K extends PlanFileKind>(what: K, id: string): Held[K] {
    const found = this.#held[what].get(id);
    if (found) return found;
    throw new UserError(`The file of ${what} is not kept any more. Open it again.`);
  }
}

/** The rows of a text in the network that was asked last; in another they are understood anew. */
function meant(
  text: string,
  name: string,
  topology: Topology,
  rows: readonly Traffic[],
): Held['traffic'] {
  let last = { topology, rows };
  return async (topology) => {
    const next =
      last.topology === topology
        ? last
        : { topology, rows: await readTraffic(text, name, topology) };
    last = next;
    return next.rows;
  };
}

function keep<T>(held: Map<string, T>, id: string, value: T): void {
  held.set(id, value);
  const oldest = held.size > KEPT ? held.keys().next().value : undefined;
  if (oldest !== undefined) held.delete(oldest);
}

function pricesOf(text: string, name: string, topology: Topology) {
  try {
    return readPrices(text, name, topology);
  } catch (error) {
    if (error instanceof ConfigError) throw new UserError(error.message);
    throw error;
  }
}

async function textAt(path: string): Promise<string> {
  try {
    return (await readWhole(path, MOST_PLAN_FILE_BYTES)).toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const isLarge = error instanceof FileFault && error.code === 'TOO_LARGE';
    const wayOut = isLarge ? ' Sum its rows up by pair of VPCs first.' : '';
    throw new UserError(`${path} ${faultOf(error)}.${wayOut}`);
  }
}
