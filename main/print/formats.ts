/** Every format a network can be written in, for both doors: the pure exporters, and what is printed from their picture. */
import type { PrintChoice, PrintOptions } from '#app/api/print.ts';
import { by } from '#app/base/order.ts';
import type { Artefact, Exporter } from '#app/exports/exporter.ts';
import { exporters } from '#app/exports/index.gen.ts';
import type { Report } from '#app/report.ts';
import type { Scene } from '#app/scene/scene.ts';
import { pdf } from './pdf.ts';
import { png } from './png.ts';
import type { Printer } from './printer.ts';

export interface Format {
  readonly id: string;
  readonly about: Exporter['about'];
  /** What may be chosen of it, as one of the options of `write`. */
  readonly asks: PrintChoice | undefined;
  /** Throws UserError where the picture cannot be made so. */
  write(report: Report, scene: Scene, options?: PrintOptions): Promise<readonly Artefact[]>;
}

const exported = (exporter: Exporter): Format => ({
  id: exporter.id,
  about: exporter.about,
  asks: undefined,
  write: (report, scene) =>
    new Promise((resolve) => {
      resolve(exporter.render(report, scene));
    }),
});

const printed = (printer: Printer): Format => ({
  id: printer.id,
  about: printer.about,
  asks: printer.asks,
  write: (report, scene, options = {}) => printer.print(report, scene, options),
});

export const formats: readonly Format[] = [
  ...exporters.map(exported),
  ...[pdf, png].map(printed),
].sort(by((format) => format.id));
