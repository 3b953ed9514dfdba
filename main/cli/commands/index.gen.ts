/** Written by `npm run gen`. Do not edit. */
import type { Command } from '../command.ts';
import anonymize from './anonymize.ts';
import baseline from './baseline.ts';
import collect from './collect.ts';
import demo from './demo.ts';
import diff from './diff.ts';
import draw from './draw.ts';
import explain from './explain.ts';
import lint from './lint.ts';
import merge from './merge.ts';
import plan from './plan.ts';
import policy from './policy.ts';
import profiles from './profiles.ts';
import reach from './reach.ts';
import rules from './rules.ts';
import serve from './serve.ts';
import trace from './trace.ts';

export const commands: readonly Command[] = [
  anonymize,
  baseline,
  collect,
  demo,
  diff,
  draw,
  explain,
  lint,
  merge,
  plan,
  policy,
  profiles,
  reach,
  rules,
  serve,
  trace,
];
