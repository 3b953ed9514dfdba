/** Writes files, as the window and its thread do it: a network in a format, or a plan for people or the tools that carry it out. */
import type { PrintOptions } from '#app/api/print.ts';
import type { Artefact } from '#app/exports/exporter.ts';
import type { Plan, Step } from '#app/plan/plan.ts';
import type { Report } from '#app/report.ts';
import { createRouting } from '#app/routing/create.ts';
import type { Scene } from '#app/scene/scene.ts';
import { snapshotChecksum } from '#app/snapshot/checksum.ts';
import type { Page } from '#app/snapshot/page.ts';
import type { Manifest } from '#app/snapshot/snapshot.ts';
import { buildTopology } from '#app/topology/build.ts';
import { writers } from '#app/writers/index.gen.ts';
import { formats } from '#main/print/formats.ts';
import { textHash } from '#main/text-hash.ts';

/** A report without what is built of the pages, once more: that does not travel. */
type Told = Omit<Report, 'topology' | 'routing'>;

export function toldOf(report: Report): Told {
  const told: { -readonly [K in keyof Report]?: Report[K] } = { ...report };
  delete told.topology;
  delete told.routing;
  return told as Told;
}

/** A network to be written. */
export interface NetworkAsk {
  /** One of `formats`. */
  readonly format: string;
  readonly told: Told;
  readonly scene: Scene;
  readonly options: PrintOptions;
}

/** A plan to be written. */
export interface PlanFileAsk {
  /** One of `writers`. */
  readonly format: string;
  readonly plan: Omit<Plan, 'steps'>;
  /** Its steps: thousands, in a large mesh. */
  readonly list: readonly Step[];
  readonly manifest: Manifest;
  /** Of the snapshot; where it is not known it is worked out. */
  readonly checksum: string | undefined;
  /** What the snapshot is called. */
  readonly title: string;
  /** Of Peerless. */
  readonly version: string;
}

/** What is written, and of what. Plain data: it goes to another thread. */
export type WriteAsk = NetworkAsk | PlanFileAsk;

/** Rejects with UserError where the picture cannot be made so. */
export function writeFrom(pages: readonly Page[], ask: WriteAsk): Promise<readonly Artefact[]> {
  return 'plan' in ask ? Promise.resolve([planFile(pages, ask)]) : network(pages, ask);
}

// What goes into a file says which snapshot it was made from.
const checksumOf = (pages: readonly Page[], manifest: Manifest): string =>
  snapshotChecksum({ manifest, pages }, textHash);

async function network(
  pages: readonly Page[],
  { format, told, scene, options }: NetworkAsk,
): Promise<readonly Artefact[]> {
  const topology = buildTopology(pages);
  const checksum = told.checksum ?? checksumOf(pages, told.manifest);
  const report = { ...told, checksum, topology, routing: createRouting(topology) };
  return formats.find(({ id }) => id === format)!.write(report, scene, options);
}

const MIMES: Readonly<Record<string, string>> = {
  json: 'application/json',
  md: 'text/markdown',
};

function planFile(
  pages: readonly Page[],
  { format, plan, list, manifest, title, version, ...told }: PlanFileAsk,
): Artefact {
  const writer = writers.find(({ id }) => id === format)!;
  const checksum = told.checksum ?? checksumOf(pages, manifest);
  const body = writer.write({
    plan: { ...plan, steps: list },
    topology: buildTopology(pages),
    version,
    source: { title, taken: manifest.created, checksum },
    look: { colour: false, columns: 100 },
  });
  const { extension } = writer.about;
  return { name: `peerless-plan.${extension}`, mime: MIMES[extension] ?? 'text/plain', body };
}
