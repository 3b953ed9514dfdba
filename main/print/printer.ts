/** The shape of a Printer: what an exporter is, for formats that the pure core cannot write. Same input, same bytes. */
import type { PrintChoice, PrintOptions } from '#app/api/print.ts';
import type { Artefact, Exporter } from '#app/exports/exporter.ts';
import type { Report } from '#app/report.ts';
import type { Scene } from '#app/scene/scene.ts';

export interface Printer {
  readonly id: string;
  readonly about: Exporter['about'];
  readonly asks: PrintChoice;
  /** Throws UserError where the picture cannot be made so. */
  print(report: Report, scene: Scene, options: PrintOptions): Promise<readonly Artefact[]>;
}
