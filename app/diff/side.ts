/** One side of a comparison: what is read of a report. */
import type { Report } from '../report.ts';

export type Side = Pick<
  Report,
  'manifest' | 'topology' | 'routing' | 'findings' | 'suppressed' | 'notRun' | 'gaps'
>;
