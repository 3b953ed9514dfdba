/** The error of a collection that could not begin or brought nothing. */

/** `exitCode`: 2 for a wrong option, 3 for AWS or credentials. */
export class CollectError extends Error {
  override name = 'CollectError';
  readonly exitCode: 2 | 3;
  constructor(exitCode: 2 | 3, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
