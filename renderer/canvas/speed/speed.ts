/** Measures once a session, when the window has time, in a worker; what was found is kept as long as the tab. */
import type { Speeds } from '../../state/drawing.ts';
import workerAddress from './worker.ts?worker&url';

/** The number changes with the standard network and with what draws it. */
const KEY = 'peerless.drawing.speeds.1';
/** The window opens first, and whatever it opens: measuring takes both from the engine and from the first picture. */
const REST_MS = 1_500;
/** How often it is looked whether the window rests. */
const LOOK_MS = 500;

const isNumber = (value: unknown): value is number => typeof value === 'number' && value >= 0;

function isSpeeds(value: unknown): value is Speeds {
  const { canvasMs, webgl } = (value ?? {}) as Partial<Speeds>;
  return (
    isNumber(canvasMs) &&
    (webgl === undefined || (isNumber(webgl.ms) && typeof webgl.software === 'boolean'))
  );
}

function kept(): Speeds | undefined {
  try {
    const value: unknown = JSON.parse(globalThis.sessionStorage.getItem(KEY) ?? 'null');
    return isSpeeds(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Tells what is known, or what is measured once the window has rested; where nothing can be measured, nothing.
 * `busy`: something is being opened.
 */
export function learnSpeeds(tell: (speeds: Speeds) => void, busy: () => boolean): void {
  const known = kept();
  if (known) return tell(known);
  const idle = globalThis.requestIdleCallback as typeof requestIdleCallback | undefined;
  let rested = 0;
  const timer = setInterval(() => {
    rested = busy() ? 0 : rested + LOOK_MS;
    if (rested < REST_MS) return;
    clearInterval(timer);
    if (idle) idle(() => measure(tell));
    else measure(tell);
  }, LOOK_MS);
}

/** Browsers that know Trusted Types; others take the text as it is. */
interface Trusting {
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScriptURL(): string },
    ): { createScriptURL(text: string): string };
  };
}

/** The one address that the policy of the page (main/headers.ts) lets be a program, whatever text is given. */
function program(): string {
  const { trustedTypes } = globalThis as Trusting;
  const policy = trustedTypes?.createPolicy('peerless-worker', {
    createScriptURL: () => workerAddress,
  });
  return policy?.createScriptURL('') ?? workerAddress;
}

function measure(tell: (speeds: Speeds) => void): void {
  const worker = new Worker(program(), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!isSpeeds(data)) return;
    try {
      globalThis.sessionStorage.setItem(KEY, JSON.stringify(data));
    } catch {
      // Storage may be switched off; then the next page measures again.
    }
    tell(data);
  });
}
