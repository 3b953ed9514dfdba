/** Written by `npm run gen`. Do not edit. */
import type { Reporter } from './reporter.ts';
import csv from './csv.ts';
import json from './json.ts';
import text from './text.ts';

export const reporters: readonly Reporter[] = [
  csv,
  json,
  text,
];
