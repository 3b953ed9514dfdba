/** Measures beside the window, so that the window never waits for it; says what it found, and ends. */
import '../../jitless.ts';
import { measureSpeeds } from './measure.ts';

globalThis.postMessage(measureSpeeds() ?? null);
globalThis.close();
