/** Written by `npm run gen`. Do not edit. */
import type { Reporter } from './reporter.ts';
import csv from './csv.ts';
import github from './github.ts';
import html from './html.ts';
import json from './json.ts';
import junit from './junit.ts';
import markdown from './markdown.ts';
import sarif from './sarif.ts';
import text from './text.ts';

export const reporters: readonly Reporter[] = [
  csv,
  github,
  html,
  json,
  junit,
  markdown,
  sarif,
  text,
];
