/** Finds the real snapshots (recorded by the Batfish project), which stand outside the repository. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));

const folder = process.env['PEERLESS_REAL_DATA'] ?? join(repository, '..', 'shared', 'data');

export const REAL = [
  'hybrid-cloud-aws',
  'transit-gateway-asymmetric-paths',
  'vpc-peering-multi-account',
] as const;
export type RealName = (typeof REAL)[number];

/** Why tests on real data cannot run here; undefined where they can. */
export const noRealData: string | undefined = REAL.every((name) => existsSync(join(folder, name)))
  ? undefined
  : `the real snapshots are not at ${folder}; set PEERLESS_REAL_DATA to the folder that holds ${REAL.join(', ')}`;

if (noRealData) console.warn(`Skipped: ${noRealData}`);

/** A title that says what is needed, where it is not there: the count of skipped tests tells it. */
export const onRealData = (title: string): string =>
  noRealData === undefined ? title : `${title} (needs the real snapshots in shared/data)`;

/** Path of one real snapshot, as `openSource` takes it. */
export const realPath = (name: RealName): string => join(folder, name);
