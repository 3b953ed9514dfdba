/** Text as one word of a POSIX shell, whatever stands in it. */

/** Words that mean themselves without quotes, to every shell and to the eye. */
const PLAIN = /^[\w./:@%+-]+$/;

/**
 * Between single quotes nothing is special but the quote itself.
 * Source: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02
 */
export const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Quoted only where it has to be. */
export const word = (text: string): string => (PLAIN.test(text) ? text : quoted(text));

/**
 * A name for a shell variable, another one for every text: letters in upper case, `-` as `_`, and whatever else an id
 * of AWS never has by its number.
 */
export const shellName = (text: string): string =>
  text.replace(/[^]/gu, (c) =>
    /[a-z0-9]/.test(c) ? c.toUpperCase() : c === '-' ? '_' : `_x${c.codePointAt(0)!.toString(16)}_`,
  );
