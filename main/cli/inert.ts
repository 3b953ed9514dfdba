/** Text from AWS on its way to a terminal: a tag must not move the cursor, hide or turn around what others wrote. */
import { inert } from '#app/base/inert.ts';

/** Every line made inert; the line feeds between them stay. For messages that may quote a file or a name. */
export const inertLines = (text: string): string => text.split('\n').map(inert).join('\n');
