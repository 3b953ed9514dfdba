/** Text from AWS on its way to a terminal: a tag must not move the cursor, hide or turn around what others wrote. */
import { inert } from '#app/base/inert.ts';

/** Every line made inert; the line feeds between them stay. For messages that may quote a file or a name. */
export const inertLines = (text: string): string => text.split('\n').map(inert).join('\n');

const LOUD =
  /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]|[\udb40][\udc00-\udfff]/g;

/** JSON text with loud characters spelt as JSON escapes: the same value, nothing for a terminal to act on. */
export const inertJson = (json: string): string =>
  json.replace(LOUD, (chars) =>
    [...Array(chars.length).keys()]
      .map((i) => `\\u${chars.charCodeAt(i).toString(16).padStart(4, '0')}`)
      .join(''),
  );
