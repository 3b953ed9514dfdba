/** Written by `npm run gen`. Do not edit. */
import type { Exporter } from './exporter.ts';
import svg from './svg.ts';

export const exporters: readonly Exporter[] = [
  svg,
];
