/** Taking the picture or an answer elsewhere: to the clipboard, or to paper. */
import type { Making, State } from '../state.ts';
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

/** Why the picture on the canvas can be neither copied nor printed, and what draws it; undefined where it can. */
export function whyNotTaken({ source, planDrawn, diffDrawn }: State): string | undefined {
  if (source.phase !== 'open') return 'Open a source first.';
  if (planDrawn)
    return 'The canvas shows a plan, which is neither copied nor printed: peerless plan --pictures draws before and after. Close the plan for the network as it is.';
  if (diffDrawn)
    return 'The canvas shows a comparison, which is neither copied nor printed: Save as… beside it writes the picture, as SVG. Close the comparison for the network as it is.';
  return undefined;
}

/** Pixels of a copied picture for one on screen: sharp in a wiki, and small enough to paste. */
const SCALE = 2;
/** Who copies or pastes a picture holds all of it unpacked, four bytes a pixel; the browser copies that in one go. */
const MOST_COPIED = 12_000_000;

export function takingSlice({ link, get }: Making): TakingSlice {
  const engine = link.engine.call;

  /** What is on screen, in a format. */
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
      const copied = { doing: 'Drawing the picture', end: 'copied' } as const;
      await get().write(copied, async (job, signal, progress) => {
        const parcel = newParcel();
        const copy = () => link.shell.call.copyPicture({ parcel });
        // A browser is asked at once, while the click is handled, and waits for the picture.
        const copying = link.native ? undefined : copy();
        // It fails after what it waits for.
        copying?.catch(() => undefined);
        const png = { format: 'png', scale: SCALE, atMost: MOST_COPIED };
        const { note } = await carry(link, parcel, () => picture(job, png), signal);
        signal.throwIfAborted();
        progress.handed = true;
        const { copied } = await (copying ?? copy());
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
      if (get().source.phase !== 'open') return;
      const drawn = await get().write(
        { doing: 'Drawing the picture', end: 'printed' },
        async (job, signal) => blobOf(link, await picture(job, { format: 'svg' }), signal),
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
