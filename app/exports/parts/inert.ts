/** What every exporter does with text from outside before it escapes it for its format. */
export { inert } from '../../base/inert.ts';
