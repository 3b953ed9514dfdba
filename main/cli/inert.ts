/** Text from AWS on its way to a terminal: a tag must not move the cursor, hide or turn around what others wrote. */
import { inert } from '#app/base/inert.ts';
import { inertLog } from '#app/reporters/parts/log-text.ts';

/** Every line made inert; the line feeds between them stay. For messages that may quote a file or a name. */
export const inertLines = (text: string): string => text.split('\n').map(inert).join('\n');

/** Results that are read, and not parsed: in the log of a pipeline, no name in them becomes a command of its host. */
export const prose = inertLog;

/** The same of text in parts, each of whole lines. */
export function* proseIn(parts: Iterable<string>): Generator<string> {
  for (const part of parts) yield prose(part);
}
