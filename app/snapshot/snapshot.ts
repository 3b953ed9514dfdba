/** A Snapshot: a manifest and its pages. Immutable, and the only thing Peerless stores. */
import { type Page, UNKNOWN } from './page.ts';

export const FORMAT = 'peerless-snapshot';
export const FORMAT_VERSION = 1;

export interface Manifest {
  readonly format: typeof FORMAT;
  readonly version: number;
  /** When collection started, ISO 8601 UTC. */
  readonly created: string;
  /** Version of Peerless that wrote it. */
  readonly peerless: string;
  /** Where it came from, in words: `live`, `describe-json`, `batfish`, `demo`, `merge` … */
  readonly origin: string;
  /** Of anonymized snapshots: the same for those made with one key, and of no use for finding the key. */
  readonly key?: string;
  readonly scope: {
    readonly accounts: readonly string[];
    readonly regions: readonly string[];
    /** `service:Operation`, sorted. */
    readonly calls: readonly string[];
  };
}

/** The origin of a snapshot under new names; it stays where such snapshots are merged. */
export const ANONYMIZED = 'anonymized';

/** True for a snapshot without anybody's names: nothing in it is called as in the one it was made from. */
export const isAnonymized = ({ manifest }: Pick<Snapshot, 'manifest'>): boolean =>
  manifest.origin === ANONYMIZED;

/** Origins of what was read from files that mostly have no time of their own; several are joined by `+`. */
const FILES = new Set([
  'describe-json',
  'batfish',
  'terraform-plan',
  'terraform-state',
  'aws-config',
]);

/** True where the time may be no more than that of the files: when they were written or copied, not when AWS was asked. */
export const isTimedByFiles = ({ origin }: Pick<Manifest, 'origin'>): boolean =>
  origin.split('+').some((one) => FILES.has(one));

/** Accounts or Regions to count: one that nobody told may be any of the others, and by itself is one. */
const told = (names: readonly string[]): readonly string[] => {
  const known = names.filter((name) => name !== UNKNOWN);
  return known.length > 0 ? known : names;
};

/** How many accounts and Regions a snapshot is of. */
export const extentOf = ({
  scope,
}: Pick<Manifest, 'scope'>): { readonly accounts: number; readonly regions: number } => ({
  accounts: told(scope.accounts).length,
  regions: told(scope.regions).length,
});

export interface Snapshot {
  readonly manifest: Manifest;
  readonly pages: readonly Page[];
}
