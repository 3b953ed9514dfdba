/** Types of notices.js, for the tests. */
export interface Bundled {
  readonly name: string;
  readonly version: string;
  /** SPDX id of the licence; undefined where the package names none. */
  readonly identifier?: string | undefined;
  readonly text?: string;
}
/** Licences that allow Peerless to be shipped as it is. */
export const ALLOWED: readonly string[];
/** The text of dist/THIRD-PARTY.txt. Throws where a licence is not on the list. */
export function notices(root: string, packages: readonly Bundled[]): string;
