/** Preloaded into the process that runs the real main script: `electron` resolves to the double. */
import { register } from 'node:module';

const double = new URL('./electron.ts', import.meta.url).href;
// Handed on, not answered: the loader that reads TypeScript must see it too.
const hooks = `
export const resolve = (specifier, context, next) =>
  next(specifier === 'electron' ? ${JSON.stringify(double)} : specifier, context);
`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
