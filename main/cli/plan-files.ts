/** Files that a plan is given beside the network: what flows, and prices of one's own. */
import type { Prices } from '#app/mesh/prices.ts';
import type { Traffic } from '#app/plan/traffic.ts';
import type { Topology } from '#app/topology/topology.ts';
import type { Terminal } from './command.ts';
import { readText } from './config.ts';

/** A CSV file of what VPCs send each other. Throws CommandError or UserError (2), with file and line. */
export async function trafficIn(
  path: string,
  topology: Topology,
  terminal: Terminal,
): Promise<Traffic[]> {
  const text = await readText(path, 'the traffic', terminal);
  const { readTraffic } = await import('#main/files/traffic.ts');
  return readTraffic(text, path, topology);
}

/**
 * A file of prices, JSON or YAML; what is used for nothing in it is said on stderr. Throws CommandError or ConfigError
 * (2), with file, line and place.
 */
export async function pricesIn(
  path: string,
  topology: Topology,
  terminal: Terminal,
): Promise<Prices> {
  const text = await readText(path, 'the prices', terminal);
  const { LIST_PRICES } = await import('#app/mesh/prices.ts');
  const { pricesOver } = await import('#app/plan/price-file.ts');
  const { readPrices } = await import('#app/plan/read-prices.ts');
  const { file, warnings } = readPrices(text, path, topology);
  for (const warning of warnings) terminal.err(`peerless: ${warning}\n`);
  return pricesOver(LIST_PRICES, file, path);
}
