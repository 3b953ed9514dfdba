/** Taking the picture or an answer elsewhere: to the clipboard, or to paper. */
import type { Making } from '../state.ts';
import { printPicture } from '../print.ts';
import { faultOf } from '../words/fault.ts';
import { blobOf, carry, newParcel } from './saving.ts';
import { seenIn, viewAsked } from './seen.ts';

export interface TakingSlice {
  /** Puts what the canvas shows of the network on the clipboard, as a PNG of two pixels for one, or as many as fit. */
  readonly copyPicture: () => Promise<void>;
  /** Puts the trace on the clipboard, as text. */
  readonly copyTrace: () => Promise<void>;
  readonly printView: () => Promise<void>;
}

/** Pixels of a copied picture for one on screen: sharp in a wiki, and small enough to paste. */
const SCALE = 2;
/** Who pastes a picture holds all of it unpacked, four bytes a pixel. */
const MOST_COPIED = 40_000_000;

/**
 * More boxes than these are printed in pixels: a browser reads a picture of lines and letters in one go, which holds the
 * window up for 0.2 ms a box.
 */
const MOST_AS_LINES = 150;
/** As many as paper can show: A3, 600 to the inch. */
const MOST_PRINTED = 70_000_000;
const PRINTED_SCALE = 4;

export function takingSlice({ link, get }: Making): TakingSlice {
  const engine = link.engine.call;

  /** What writes the picture that is on screen; undefined where nothing is open. */
  function picture(job: string, how: { format: string; scale?: number; atMost?: number }) {
    const { source } = get();
    if (source.phase !== 'open') throw new Error('Nothing is open.');
    const { handle } = source.opened;
    return engine
      .export({ handle, ...viewAsked(seenIn(get())), ...how, job })
      .then(([file]) => file!);
  }

  return {
    async copyPicture() {
      if (get().source.phase !== 'open') return;
      await get().write({ doing: 'Drawing the picture', end: 'copied' }, async (job, signal) => {
        const parcel = newParcel();
        const copying = link.shell.call.copyPicture({ parcel });
        // It fails after what it waits for.
        copying.catch(() => undefined);
        const png = { format: 'png', scale: SCALE, atMost: MOST_COPIED };
        const { note } = await carry(link, parcel, () => picture(job, png), signal);
        const { copied } = await copying;
        if (copied) get().notify('done', ['Copied the picture', note].filter(Boolean).join('. '));
      });
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
      const { source } = get();
      if (source.phase !== 'open') return;
      const how =
        source.scene.nodes.length > MOST_AS_LINES
          ? { format: 'png', scale: PRINTED_SCALE, atMost: MOST_PRINTED }
          : { format: 'svg' };
      const drawn = await get().write(
        { doing: 'Drawing the picture', end: 'printed' },
        async (job, signal) => blobOf(link, await picture(job, how), signal),
      );
      if (!drawn) return;
      try {
        await printPicture(drawn);
      } catch (error) {
        get().notify('failed', `Not printed: ${faultOf(error)}`);
      }
    },
  };
}
