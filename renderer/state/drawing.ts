/** What draws large networks: the user's choice, or what was measured to be faster here. */
import type { Making, State } from '../state.ts';

export type Way = 'canvas' | 'webgl';
export const WISHES = ['automatic', 'canvas', 'webgl'] as const;
export type DrawingWish = (typeof WISHES)[number];

/** How long one frame of the standard network took on this machine. */
export interface Speeds {
  readonly canvasMs: number;
  /** Undefined where there is no WebGL2. */
  readonly webgl: { readonly ms: number; readonly software: boolean } | undefined;
}

export interface DrawingSlice {
  readonly drawingWish: DrawingWish;
  /** Undefined until it is measured. */
  readonly speeds: Speeds | undefined;
  /** WebGL could not be had, or was lost; it is tried again only when the user asks for it. */
  readonly webglGone: boolean;
  readonly wishDrawing: (wish: DrawingWish) => void;
  readonly speedsMeasured: (speeds: Speeds) => void;
  readonly webglLost: () => void;
}

/** WebGL has to be clearly faster: what is about as fast is not worth another layer on the screen. */
const CLEARLY = 0.8;

export function wayIn(state: Pick<State, 'drawingWish' | 'speeds' | 'webglGone'>): Way {
  const { drawingWish, speeds, webglGone } = state;
  if (webglGone || drawingWish === 'canvas') return 'canvas';
  if (drawingWish === 'webgl') return 'webgl';
  return speeds?.webgl && speeds.webgl.ms < speeds.canvasMs * CLEARLY ? 'webgl' : 'canvas';
}

export const WAY_NAMES: Readonly<Record<Way, string>> = { canvas: 'Canvas', webgl: 'WebGL' };

const millis = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;

/** `Canvas: 4 ms a frame, WebGL: 31 ms (software)`. */
export function speedWords(speeds: Speeds | undefined): string {
  if (!speeds) return 'Not measured yet.';
  const { canvasMs, webgl } = speeds;
  return `Canvas: ${millis(canvasMs)} a frame, ${
    webgl ? `WebGL: ${millis(webgl.ms)}${webgl.software ? ' (software)' : ''}` : 'WebGL: not there'
  }.`;
}

const KEY = 'peerless.drawing';

const isWish = (value: unknown): value is DrawingWish =>
  (WISHES as readonly unknown[]).includes(value);

function storedWish(): DrawingWish {
  try {
    const stored = globalThis.localStorage.getItem(KEY);
    return isWish(stored) ? stored : 'automatic';
  } catch {
    return 'automatic';
  }
}

export function drawingSlice({ set, get }: Making): DrawingSlice {
  return {
    drawingWish: storedWish(),
    speeds: undefined,
    webglGone: false,
    wishDrawing(wish) {
      set({ drawingWish: wish, webglGone: false });
      try {
        globalThis.localStorage.setItem(KEY, wish);
      } catch {
        // Storage may be switched off; the choice then lasts as long as the window.
      }
      // Where the canvas has just found that there is none, it has said so already.
      if (get().webglGone) return;
      const name = WAY_NAMES[wayIn(get())];
      get().notify('done', `${name} draws large networks. ${speedWords(get().speeds)}`);
    },
    speedsMeasured: (speeds) => set({ speeds }),
    webglLost() {
      set({ webglGone: true });
      get().notify(
        'failed',
        'WebGL is not to be had here any more, so Canvas draws. Nothing is lost. Choose WebGL again in View to try once more.',
      );
    },
  };
}
