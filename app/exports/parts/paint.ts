/** Colour for a terminal, or none: the same calls either way. */
import type { Severity } from '../../rules/rule.ts';

const wrap = (open: number, close: number) => (text: string) =>
  text === '' ? '' : `\u001b[${open}m${text}\u001b[${close}m`;
const plain = (text: string): string => text;

export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly doubt: (text: string) => string;
  readonly accent: (text: string) => string;
  /** By severity: the only other use of red and yellow. */
  readonly severity: (severity: Severity, text: string) => string;
}

const COLOURS: Paint = {
  bold: wrap(1, 22),
  dim: wrap(2, 22),
  good: wrap(32, 39),
  bad: wrap(31, 39),
  doubt: wrap(33, 39),
  accent: wrap(36, 39),
  severity: (severity, text) =>
    ({ error: wrap(31, 39), warning: wrap(33, 39), info: wrap(36, 39) })[severity](text),
};
const NONE: Paint = {
  bold: plain,
  dim: plain,
  good: plain,
  bad: plain,
  doubt: plain,
  accent: plain,
  severity: (_, text) => text,
};

export const paintFor = ({ colour }: { readonly colour?: boolean }): Paint =>
  colour ? COLOURS : NONE;
