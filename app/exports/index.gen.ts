/** Written by `npm run gen`. Do not edit. */
import type { Exporter } from './exporter.ts';

export const exporters: readonly Exporter[] = [];
