/** Written by `npm run gen`. Do not edit. */
import type { PlanWriter } from './writer.ts';
import awsCli from './aws-cli.ts';
import json from './json.ts';
import markdown from './markdown.ts';
import terraform from './terraform.ts';
import text from './text.ts';

export const writers: readonly PlanWriter[] = [
  awsCli,
  json,
  markdown,
  terraform,
  text,
];
