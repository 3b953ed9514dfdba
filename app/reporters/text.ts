/** Text: findings by severity and rule with places and hops, as a person reads them in a terminal. */
import { renderText } from '../exports/parts/lint-text.ts';
import { inertLog } from './parts/log-text.ts';
import { defineReporter } from './reporter.ts';

export default defineReporter({
  id: 'text',
  about: {
    title: 'Text',
    description: 'For reading: findings by severity and rule, with places, and the fix.',
    extension: 'txt',
  },
  // It says by itself what it folds away.
  render: ({ report, look }) => ({ body: inertLog(renderText(report, look)), leftOut: [] }),
});
