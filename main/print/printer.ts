/** The shape of a Printer: what an exporter is, for formats that the pure core cannot write. Same input, same bytes. */
import type { Artefact, Exporter } from '#app/exports/exporter.ts';
import type { Report } from '#app/report.ts';
import type { Scene } from '#app/scene/scene.ts';

export const PAPERS = ['a4', 'a3', 'letter'] as const;
export type Paper = (typeof PAPERS)[number];

export interface PrintOptions {
  /** Pixels of a picture for one of the scene. */
  readonly scale?: number;
  readonly paper?: Paper;
}

export interface Printer {
  readonly id: string;
  readonly about: Exporter['about'];
  /** Throws UserError where the picture cannot be made so. */
  print(report: Report, scene: Scene, options: PrintOptions): Promise<readonly Artefact[]>;
}
