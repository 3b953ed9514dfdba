/** Configuration of a lint run: severities and options by rule, and suppressions. */
import type { Severity } from './rule.ts';

export interface Suppression {
  readonly rule: string;
  /** Glob over resource ids and names; `*` stands for any text. */
  readonly resource: string;
  readonly reason: string;
}

export interface Config {
  readonly rules?: Readonly<
    Record<
      string,
      { readonly severity?: Severity | 'off'; readonly options?: Readonly<Record<string, unknown>> }
    >
  >;
  readonly suppress?: readonly Suppression[];
}
