/** Taking the picture or an answer elsewhere: to the clipboard, or to paper. */
import type { Engine } from '#app/api/engine.ts';
import type { Making, State } from '../state.ts';
import { printPicture } from '../print.ts';
import { faultOf } from '../words/fault.ts';
import { blobOf, carry, newParcel } from './saving.ts';
import { seenIn, viewAsked } from './seen.ts';

export interface TakingSlice {
  /** Puts what the canvas shows on the clipboard, as a PNG of two pixels for one, or as many as fit. */
  readonly copyPicture: () => Promise<void>;
  /** Puts the trace on the clipboard, as text. */
  readonly copyTrace: () => Promise<void>;
  readonly printView: () => Promise<void>;
}

/** What the canvas shows, as the engine is asked for it: the network, a step of a plan, or a side of a comparison. */
export function drawnIn(state: State): Omit<Parameters<Engine['export']>[0], 'format'> {
  const { source, instead, planning, planStep, comparing, diffShowing } = state;
  if (source.phase !== 'open') throw new Error('Nothing is open.');
  const { handle } = source.opened;
  if (instead?.what === 'plan' && planning.phase === 'ready')
    return { handle, shows: { plan: planning.summary.plan, step: planStep } };
  if (instead?.what === 'diff' && comparing.phase === 'ready') {
    const { diff, after } = comparing.summary;
    return { handle: after.handle, shows: { diff, showing: diffShowing } };
  }
  return { handle, ...viewAsked(seenIn(state)) };
}

/** Pixels of a copied picture for one on screen: sharp in a wiki, and small enough to paste. */
const SCALE = 2;
/** Who copies or pastes a picture holds all of it unpacked, four bytes a pixel; the browser copies that in one go. */
const MOST_COPIED = 12_000_000;

export function takingSlice({ link, get }: Making): TakingSlice {
  const engine = link.engine.call;

  /** What is on screen, in a format. */
  function picture(job: string, how: { format: string; scale?: number; atMost?: number }) {
    return engine.export({ ...drawnIn(get()), ...how, job }).then(([file]) => file!);
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
