/** Credentials of this thread, remembered so that no message can repeat one: whoever tells of a fault veils it first. */

const secrets = new Set<string>();

/** Shorter ones would be found in ordinary words. */
const SHORTEST = 6;

export function keepSecret(...texts: readonly (string | undefined)[]): void {
  for (const text of texts) if (text !== undefined && text.length >= SHORTEST) secrets.add(text);
}

/** An endpoint in place of AWS may say these back in an answer. */
const credentials = new Set<string>();
/** The parts of each credential that begin in its first bytes: see `mayHold`. */
const parts = new Set<string>();
const PART = 8;
/**
 * Anything shorter may be part of an answer by right, such as an account id that is used as a key. Those of AWS have 16
 * characters or more: https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html
 */
const SHORTEST_CREDENTIAL = 2 * PART;

/** Secrets that are not repeated by an answer either. */
export function keepCredentials(...texts: readonly (string | undefined)[]): void {
  keepSecret(...texts);
  for (const text of texts) {
    if (text === undefined || text.length < SHORTEST_CREDENTIAL) continue;
    for (const form of [text, encodeURIComponent(text)]) {
      if (credentials.has(form)) continue;
      credentials.add(form);
      for (let at = 0; at < PART; at++) parts.add(form.slice(at, at + PART));
    }
  }
}

/** How requests are signed: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
const SIGNATURE = /(Signature=)[0-9a-f]{64}/g;

/**
 * False where no credential stands in the text. One that does covers a part of it that begins at a multiple of PART, and
 * that is one of `parts`: each text is gone through once, however many credentials there are.
 */
function mayHold(text: string): boolean {
  if (text.includes('Signature=')) return true;
  for (let at = 0; at + PART <= text.length; at += PART)
    if (parts.has(text.slice(at, at + PART))) return true;
  return false;
}

/** The same plain data with every credential and signature in its texts and names replaced. */
export function veilData<T>(data: T): T {
  return mayHold(JSON.stringify(data)) ? (veiledData(data) as T) : data;
}

function veiledData(data: unknown): unknown {
  if (typeof data === 'string') {
    let out = data.replaceAll(SIGNATURE, '$1…');
    for (const credential of credentials) out = out.replaceAll(credential, '…');
    return out;
  }
  if (Array.isArray(data)) return data.map(veiledData);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [veiledData(key), veiledData(value)]),
  );
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
