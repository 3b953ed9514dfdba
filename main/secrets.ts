/** Credentials of this thread, remembered so that no message can repeat one: whoever tells of a fault veils it first. */

const secrets = new Set<string>();

/** Shorter ones would be found in ordinary words. */
const SHORTEST = 6;

export function keepSecret(...texts: readonly (string | undefined)[]): void {
  for (const text of texts) if (text !== undefined && text.length >= SHORTEST) secrets.add(text);
}

/** The text with every secret in it replaced, as it is and as it stands in an address. */
export function veil(text: string): string {
  let out = text;
  for (const secret of secrets) {
    out = out.replaceAll(secret, '…').replaceAll(encodeURIComponent(secret), '…');
  }
  return out;
}

/**
 * From now on a fault that nobody catches ends this thread with words that are veiled: whoever started it hears them,
 * and knows none of its secrets.
 */
export function veilLastWords(): void {
  process.on('uncaughtException', (error: unknown) => {
    const last = new Error(veil(error instanceof Error ? error.message : String(error)));
    if (error instanceof Error) last.name = error.name;
    last.stack = veil((error instanceof Error && error.stack) || '');
    // Thrown from here, it is the end.
    throw last;
  });
}
