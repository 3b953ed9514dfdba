/** Preloaded into the process that runs the real main script: `electron` resolves to the double. */
import { register } from 'node:module';
import { listen } from './control.ts';

const double = new URL('./electron.ts', import.meta.url).href;
const hooks = `
export const resolve = (specifier, context, next) =>
  specifier === 'electron' ? { url: ${JSON.stringify(double)}, shortCircuit: true } : next(specifier, context);
`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
listen();
