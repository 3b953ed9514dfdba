/** Packages that only read our output: where one is not installed, its tests say so and are skipped. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Where a file of a package is; undefined, with a word on what is not checked, where it is not installed. */
export function optional(file: string, check: string): string | undefined {
  try {
    return require.resolve(file);
  } catch {
    console.warn(
      `Skipped: ${file} is not installed, so this was not checked: ${check}. Run \`npm ci\`.`,
    );
    return undefined;
  }
}
