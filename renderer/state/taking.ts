/** Taking the picture or an answer elsewhere: to the clipboard, or to paper. */
import type { Making } from '../state.ts';
import { printPicture } from '../print.ts';
import { bytesOf } from '../words/base64.ts';
import { faultOf } from '../words/fault.ts';
import { seenIn, viewAsked } from './seen.ts';

export interface TakingSlice {
  /** Puts what the canvas shows of the network on the clipboard, as a PNG of two pixels for one. */
  readonly copyPicture: () => Promise<void>;
  /** Puts the trace on the clipboard, as text. */
  readonly copyTrace: () => Promise<void>;
  readonly printView: () => Promise<void>;
}

/** Pixels of a copied picture for one on screen: sharp in a wiki, and small enough to paste. */
const SCALE = 2;

export function takingSlice({ link, get }: Making): TakingSlice {
  const engine = link.engine.call;

  async function drawn(format: 'png' | 'svg', scale?: number): Promise<string | undefined> {
    const { source } = get();
    if (source.phase !== 'open') return undefined;
    const { handle } = source.opened;
    const view = viewAsked(seenIn(get()));
    const [file] = await engine.export({ handle, format, ...view, ...(scale && { scale }) });
    return file?.base64;
  }

  return {
    async copyPicture() {
      try {
        const base64 = await drawn('png', SCALE);
        if (base64 === undefined) return;
        const { copied } = await link.shell.call.copyPicture({ base64 });
        if (copied) get().notify('done', 'Copied the picture');
      } catch (error) {
        get().notify('failed', `Not copied: ${faultOf(error)}`);
      }
    },
    async copyTrace() {
      const { tracing, source } = get();
      if (tracing.phase !== 'done' || source.phase !== 'open') return;
      try {
        const { text } = await engine.traceText(tracing.asked);
        await get().copyText(text, 'Copied the trace as text');
      } catch (error) {
        get().notify('failed', faultOf(error));
      }
    },
    async printView() {
      try {
        const base64 = await drawn('svg');
        if (base64 !== undefined) await printPicture(bytesOf(base64));
      } catch (error) {
        get().notify('failed', `Not printed: ${faultOf(error)}`);
      }
    },
  };
}
