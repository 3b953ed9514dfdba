/** JSON documents on stdout: sorted keys, a schema id, one trailing newline, nothing for a terminal to act on. */
import { canonical } from '#app/base/json.ts';
import { inertJson } from './inert.ts';

/** The text of a document. Equal content gives equal bytes. */
export const jsonText = (schema: string, content: Readonly<Record<string, unknown>>): string =>
  `${inertJson(canonical({ schema, ...content }, 2))}\n`;
