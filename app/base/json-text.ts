/** JSON documents for scripts: sorted keys, a schema id, one trailing newline, nothing for a terminal or a log to act on. */
import { canonical } from './json.ts';

const LOUD =
  /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]|[\udb40][\udc00-\udfff]/g;
/** `##[`, `##vso[`, `##teamcity[`: hosts of pipelines act on these wherever they stand in a line of a log. */
const MARKER = /(?<=#)#(?=(?:vso|teamcity)?\[)/gi;

/** JSON text with loud characters spelt as JSON escapes: the same value, nothing for a terminal or a log to act on. */
export const inertJson = (json: string): string =>
  json
    .replace(LOUD, (chars) =>
      [...Array(chars.length).keys()]
        .map((i) => `\\u${chars.charCodeAt(i).toString(16).padStart(4, '0')}`)
        .join(''),
    )
    .replace(MARKER, '\\u0023');

/** The text of a document. Equal content gives equal bytes. */
export const jsonText = (schema: string, content: Readonly<Record<string, unknown>>): string =>
  `${inertJson(canonical({ schema, ...content }, 2))}\n`;
