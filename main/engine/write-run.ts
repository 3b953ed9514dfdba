/** Writes a network to files, as the window and its thread do it. */
import type { PrintOptions } from '#app/api/print.ts';
import type { Artefact } from '#app/exports/exporter.ts';
import type { Report } from '#app/report.ts';
import { createRouting } from '#app/routing/create.ts';
import type { Scene } from '#app/scene/scene.ts';
import { snapshotChecksum } from '#app/snapshot/checksum.ts';
import type { Page } from '#app/snapshot/page.ts';
import { buildTopology } from '#app/topology/build.ts';
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

/** What is written, and of what. Plain data: it goes to another thread. */
export interface WriteAsk {
  /** One of `formats`. */
  readonly format: string;
  readonly told: Told;
  readonly scene: Scene;
  readonly options: PrintOptions;
}

/** Rejects with UserError where the picture cannot be made so. */
export async function writeFrom(
  pages: readonly Page[],
  { format, told, scene, options }: WriteAsk,
): Promise<readonly Artefact[]> {
  const topology = buildTopology(pages);
  // What goes into a file says which snapshot it was made from.
  const checksum = told.checksum ?? snapshotChecksum({ manifest: told.manifest, pages }, textHash);
  const report = { ...told, checksum, topology, routing: createRouting(topology) };
  return formats.find(({ id }) => id === format)!.write(report, scene, options);
}
