/** Measures once a session, when the window has time, in a worker; what was found is kept as long as the tab. */
import type { Speeds } from '../../state/drawing.ts';

/** The number changes with the standard network and with what draws it. */
const KEY = 'peerless.drawing.speeds.1';
/** The window opens first. */
const REST_MS = 1_500;

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

/** Tells what is known, or what is measured later; where nothing can be measured, nothing. */
export function learnSpeeds(tell: (speeds: Speeds) => void): void {
  const known = kept();
  if (known) return tell(known);
  const idle = globalThis.requestIdleCallback as typeof requestIdleCallback | undefined;
  setTimeout(() => (idle ? idle(() => measure(tell)) : measure(tell)), REST_MS);
}

function measure(tell: (speeds: Speeds) => void): void {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
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
