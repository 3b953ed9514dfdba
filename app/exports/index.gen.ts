/** Written by `npm run gen`. Do not edit. */
import type { Exporter } from './exporter.ts';
import csv from './csv.ts';
import dot from './dot.ts';
import drawio from './drawio.ts';
import graphml from './graphml.ts';
import html from './html.ts';
import json from './json.ts';
import markdown from './markdown.ts';
import mermaid from './mermaid.ts';
import svg from './svg.ts';
import textReport from './text-report.ts';
import vsdx from './vsdx.ts';

export const exporters: readonly Exporter[] = [
  csv,
  dot,
  drawio,
  graphml,
  html,
  json,
  markdown,
  mermaid,
  svg,
  textReport,
  vsdx,
];
