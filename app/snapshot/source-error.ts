/** The error of input that cannot be used: its message names the file, the place and the way out. */

/** Ends a command with exit code 2. The message is meant for the user and may span lines. */
export class SourceError extends Error {
  override name = 'SourceError';
}
