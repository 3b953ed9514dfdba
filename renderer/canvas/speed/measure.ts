/** How long this machine takes for a frame of the standard network, with Canvas 2D and with WebGL2. */
import type { Speeds } from '../../state/drawing.ts';
import { canvasPen } from '../canvas-pen.ts';
import { GlPen } from '../gl/gl-pen.ts';
import { paintNetwork } from '../paint-network.ts';
import { standard, type Standard } from './standard.ts';

const SIZE = { width: 1280, height: 800 };
/** The quickest of so many counts, since others may be at work on the machine. */
const FRAMES = 6;
/** What takes longer is told apart from the other by one frame. */
const SLOW_MS = 60;

const sheet = (): OffscreenCanvas => new OffscreenCanvas(SIZE.width, SIZE.height);

/** Undefined where a worker has no canvas to draw on. */
export function measureSpeeds(): Speeds | undefined {
  if (typeof OffscreenCanvas === 'undefined') return undefined;
  const scenery = standard(SIZE);
  const canvasMs = canvasSpeed(scenery);
  if (canvasMs === undefined) return undefined;
  return { canvasMs, webgl: webglSpeed(scenery) };
}

/** Milliseconds of the quickest frame. `draw` has drawn it when it returns: asking for it is not enough. */
function best(draw: (count: number) => void): number {
  let least = Infinity;
  for (let count = 0; count < FRAMES; count++) {
    const since = performance.now();
    draw(count);
    least = Math.min(least, performance.now() - since);
    // The first is slow everywhere: programs are compiled, numbers sent.
    if (count > 0 && least > SLOW_MS) break;
  }
  return least;
}

function canvasSpeed({ network, frame }: Standard): number | undefined {
  const context = sheet().getContext('2d');
  const small = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!context || !small) return undefined;
  small.imageSmoothingEnabled = false;
  return best((count) => {
    const now = frame(count);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, SIZE.width, SIZE.height);
    const pen = canvasPen({ ...now, context });
    paintNetwork(now, network, undefined, pen);
    pen.end();
    // Reading a pixel of a copy waits until all is drawn; one that is read itself is taken off the graphics card.
    small.drawImage(context.canvas, 0, 0, 1, 1);
    small.getImageData(0, 0, 1, 1);
  });
}

function webglSpeed(scenery: Standard): Speeds['webgl'] {
  const pen = GlPen.on(sheet());
  if (!pen) return undefined;
  const gl = pen.context;
  const pixel = new Uint8Array(4);
  const ms = best((count) => {
    const now = scenery.frame(count);
    pen.begin(now);
    paintNetwork(now, scenery.network, undefined, pen);
    pen.end();
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  });
  const software = isSoftware(nameOf(gl));
  const whole = !gl.isContextLost();
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return whole ? { ms, software } : undefined;
}

function nameOf(gl: WebGL2RenderingContext): string {
  const more = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(more ? more.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

/** Names under which drivers without a graphics card are known. */
export const isSoftware = (renderer: string): boolean =>
  /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer);
