/** The trace drawer: its form, its answer, and which way of it the canvas shows. */
import type { Engine } from '#app/api/engine.ts';
import type { FlowGroup, HopRoute, Trace, TraceEnd } from '#app/routing/outcome.ts';
import type { Making } from '../state.ts';
import { stopOf as stopOfWalk } from '#app/scene/flow.ts';
import { NO_LIGHT, type Stop } from '#app/scene/light.ts';
import { faultOf } from '../words/fault.ts';
import { idsIn, splitAtIds } from '../words/ids.ts';

export interface TraceForm {
  /** A resource id, name, ARN or address. */
  readonly from: string;
  readonly to: string;
  readonly protocol: '' | 'tcp' | 'udp' | 'icmp';
  readonly port: string;
  /** What an appliance on the way is taken to do: hand traffic on, or nobody can say. */
  readonly middleboxes: 'forward' | 'stop';
}

type Asked = Parameters<Engine['trace']>[0];

export type Tracing =
  | { readonly phase: 'none' }
  | { readonly phase: 'running' }
  | {
      readonly phase: 'done';
      readonly trace: Trace;
      /** What was asked. */
      readonly asked: Asked;
      /** The answer that this is one flow of, and what was asked for it. */
      readonly whole?: { readonly trace: Trace; readonly asked: Asked };
      /** What was taken for granted of appliances when it was asked. */
      readonly middleboxes: TraceForm['middleboxes'];
    }
  | { readonly phase: 'failed'; readonly message: string };

export type Way = 'forward' | 'return';

/** What was asked, whatever it was asked of. */
type Question = Omit<Asked, 'handle'>;

/** A trace as the page after this one takes it up. */
export interface KeptTrace {
  readonly form: TraceForm;
  /** What was asked, where it was answered. */
  readonly asked?: Question;
  /** The one flow of the answer that is shown. */
  readonly flow?: Question;
  readonly way: Way;
}

export interface TraceSlice {
  readonly traceForm: TraceForm;
  readonly tracing: Tracing;
  readonly way: Way;
  readonly setTraceForm: (part: Partial<TraceForm>) => void;
  /** Opens the drawer with these ends; runs where both are known. */
  readonly traceBetween: (ends: { readonly from?: string; readonly to?: string }) => Promise<void>;
  readonly runTrace: () => Promise<void>;
  readonly swapTrace: () => Promise<void>;
  /** Takes appliances to forward, or to be where the answer ends; asks again where there is an answer. */
  readonly assumeOfMiddleboxes: (what: TraceForm['middleboxes']) => Promise<void>;
  readonly showWay: (way: Way) => void;
  /** Shows one of the flows that the answer stands for; the one that it showed first brings back the whole. */
  readonly showFlow: (flow: FlowGroup) => Promise<void>;
  /** Asks the same of a network that was read again; the answer stays until the new one is there. `lit`: the canvas shows it. */
  readonly traceAgain: (lit: boolean) => Promise<void>;
  /** Asks again what was asked in the page before this one. `lit`: the canvas shows it. */
  readonly takeUpTrace: (kept: KeptTrace, lit: boolean) => Promise<void>;
  readonly resetTrace: () => void;
}

const EMPTY: TraceForm = { from: '', to: '', protocol: '', port: '', middleboxes: 'forward' };

/** Why the form cannot be sent; undefined when it can. */
export function formFault(form: TraceForm): string | undefined {
  if (form.from.trim() === '' || form.to.trim() === '')
    return 'Say where from and where to: a subnet, VPC, name or address.';
  if (form.port !== '' && !(/^\d{1,5}$/.test(form.port) && Number(form.port) <= 65535)) {
    return 'A port is a number from 0 to 65535.';
  }
  return undefined;
}

const askedBy = (form: TraceForm, handle: string): Asked => ({
  handle,
  from: form.from.trim(),
  to: form.to.trim(),
  ...(form.protocol && { protocol: form.protocol }),
  ...(form.protocol && form.port !== '' && { port: Number(form.port) }),
  middleboxes: form.middleboxes,
});

/** True where the form asks for something else than the answer beside it is of. */
export function isOfOthers({
  tracing,
  traceForm,
}: Pick<TraceSlice, 'tracing' | 'traceForm'>): boolean {
  if (tracing.phase !== 'done') return false;
  const { asked } = tracing.whole ?? tracing;
  const now = askedBy(traceForm, asked.handle);
  return (['from', 'to', 'protocol', 'port', 'middleboxes'] as const).some(
    (part) => now[part] !== asked[part],
  );
}

function questionOf(asked: Asked): Question {
  const question: Partial<Asked> = { ...asked };
  delete question.handle;
  return question as Question;
}

export function keptTraceOf({ traceForm, tracing, way }: TraceSlice): KeptTrace {
  const kept = { form: traceForm, way };
  if (tracing.phase !== 'done') return kept;
  const { asked, whole } = tracing;
  if (!whole) return { ...kept, asked: questionOf(asked) };
  return { ...kept, asked: questionOf(whole.asked), flow: questionOf(asked) };
}

/** The things that a name in the form may mean, where it means several: what the engine says of it lists them. */
export function meantBy(message: string, { from, to }: TraceForm) {
  const name = /^"(.*)" names \d+ resources/.exec(message)?.[1];
  if (name === undefined) return undefined;
  const ends = (['from', 'to'] as const).filter(
    (end) => JSON.stringify((end === 'from' ? from : to).trim()) === `"${name}"`,
  );
  if (ends[0] === undefined) return undefined;
  const parts = splitAtIds(message);
  const choices = parts.flatMap((id, i) =>
    i % 2 === 1 ? { id, place: /^ in ([^,)]+)/.exec(parts[i + 1] ?? '')?.[1] ?? '' } : [],
  );
  return { end: ends[0], choices };
}

/** An end as the engine takes it: a subnet and an address in it, or an address outside. */
const endAsked = (which: 'from' | 'to', { subnet, ip }: TraceEnd): Partial<Asked> =>
  subnet === undefined ? { [which]: ip } : { [which]: subnet, [`${which}Ip`]: ip };

/** Refs of one way of a trace, in order. */
const refsOfWay = (trace: Trace, way: Way): readonly string[] =>
  (way === 'forward' ? trace : trace.return).hops.map((hop) => hop.id);

/** How one way ends, where it does not get to its end. */
export const stopOf = (trace: Trace, way: Way): Omit<Stop, 'at'> | undefined =>
  stopOfWalk(way === 'forward' ? trace : trace.return);

const sentencesOf = (trace: Trace): readonly string[] => [
  trace.reason,
  trace.return.reason,
  ...trace.blockers.flatMap((blocker) => [blocker.message, blocker.change]),
  ...trace.assumptions,
  ...(trace.interfaces?.groups ?? []).map((group) => group.reason),
];

/** Subnets of its ends, and of the flows that it stands for. */
const endsOf = ({ from, to, subnets }: Trace): readonly string[] =>
  [from, to, ...(subnets?.groups ?? []).flatMap((group) => [group.from, group.to])].flatMap(
    ({ subnet }) => subnet ?? [],
  );

/** Prefix lists that matched: what a route beat is named, too. */
const listsOf = ({ beat, ...route }: HopRoute): readonly string[] =>
  [route, ...beat].flatMap(({ destination, entry }) => (entry === undefined ? [] : destination));

/** Both ends show, even where the flow never gets to one. */
const vpcsOf = ({ from, to }: Trace): readonly string[] =>
  [from.vpc, to.vpc].filter((ref) => ref !== undefined);

/** All that the answer names. */
const namedIn = (trace: Trace): readonly string[] => [
  ...(['forward', 'return'] as const).flatMap((way) => refsOfWay(trace, way)),
  ...vpcsOf(trace),
  ...endsOf(trace),
  ...[trace, trace.return].flatMap(({ hops }) =>
    hops.flatMap(({ route }) => (route ? [route.table, route.target, ...listsOf(route)] : [])),
  ),
  ...trace.blockers.map((b) => b.at),
  ...idsIn(sentencesOf(trace)),
];

export function traceSlice({ link, set, get }: Making): TraceSlice {
  let turn = 0;

  async function light(go: boolean, wanted = () => true): Promise<void> {
    const { tracing, way } = get();
    if (tracing.phase !== 'done') return;
    const { trace } = tracing;
    const mine = turn;
    await get().locate(namedIn(trace));
    if (mine === turn && get().way === way && wanted()) {
      const ends = vpcsOf(trace);
      const stopped = stopOf(trace, way);
      get().lightUp(refsOfWay(trace, way), { reason: 'path', go, ends, stopped });
    }
  }

  return {
    traceForm: EMPTY,
    tracing: { phase: 'none' },
    way: 'forward',
    setTraceForm: (part) => set({ traceForm: { ...get().traceForm, ...part } }),
    async traceBetween(ends) {
      get().showDrawer('trace');
      get().setTraceForm(ends);
      if (formFault(get().traceForm) === undefined) await get().runTrace();
    },
    async runTrace() {
      const { source, traceForm } = get();
      if (source.phase !== 'open') return;
      const fault = formFault(traceForm);
      if (fault !== undefined) return set({ tracing: { phase: 'failed', message: fault } });
      const mine = ++turn;
      set({ tracing: { phase: 'running' } });
      try {
        const asked = askedBy(traceForm, source.opened.handle);
        const trace = await link.engine.call.trace(asked);
        if (mine !== turn) return;
        set({
          tracing: { phase: 'done', trace, asked, middleboxes: traceForm.middleboxes },
          way: 'forward',
        });
        get().leaveFinding();
        await light(true);
      } catch (error) {
        if (mine === turn) set({ tracing: { phase: 'failed', message: faultOf(error) } });
      }
    },
    async swapTrace() {
      const { traceForm, tracing } = get();
      set({ traceForm: { ...traceForm, from: traceForm.to, to: traceForm.from } });
      if (tracing.phase === 'done') await get().runTrace();
    },
    async assumeOfMiddleboxes(middleboxes) {
      get().setTraceForm({ middleboxes });
      if (get().tracing.phase === 'done') await get().runTrace();
    },
    showWay(way) {
      set({ way });
      void light(false);
    },
    async showFlow({ from, to }) {
      const { tracing } = get();
      if (tracing.phase !== 'done') return;
      const whole = tracing.whole ?? { trace: tracing.trace, asked: tracing.asked };
      const { middleboxes } = tracing;
      const isFirst = whole.trace.from.ip === from.ip && whole.trace.to.ip === to.ip;
      const mine = ++turn;
      try {
        const asked = { ...whole.asked, ...endAsked('from', from), ...endAsked('to', to) };
        const trace = isFirst ? whole.trace : await link.engine.call.trace(asked);
        if (mine !== turn) return;
        set({
          tracing: isFirst
            ? { phase: 'done', ...whole, middleboxes }
            : { phase: 'done', trace, asked, whole, middleboxes },
          way: 'forward',
        });
        await light(true);
      } catch (error) {
        if (mine === turn) set({ tracing: { phase: 'failed', message: faultOf(error) } });
      }
    },
    async traceAgain(lit) {
      const { source, tracing, traceForm } = get();
      if (source.phase !== 'open' || tracing.phase === 'none') return;
      // It was asked of what has left the screen since.
      if (tracing.phase === 'running') return get().runTrace();
      if (tracing.phase === 'failed' && formFault(traceForm) !== undefined) return;
      const { handle } = source.opened;
      const asked =
        tracing.phase === 'done'
          ? { ...(tracing.whole ?? tracing).asked, handle }
          : askedBy(traceForm, handle);
      const mine = ++turn;
      // Something else may be selected meanwhile.
      const isStillLit = (): boolean => lit && get().light.reason === 'path';
      try {
        const trace = await link.engine.call.trace(asked);
        if (mine !== turn) return;
        const middleboxes = asked.middleboxes ?? 'forward';
        set({ tracing: { phase: 'done', trace, asked, middleboxes } });
        if (isStillLit()) await light(false, isStillLit);
      } catch (error) {
        if (mine !== turn) return;
        set({ tracing: { phase: 'failed', message: faultOf(error) } });
        if (isStillLit()) set({ light: NO_LIGHT });
      }
    },
    async takeUpTrace({ form, asked: question, flow, way }, lit) {
      const { source } = get();
      set({ traceForm: form, way });
      if (source.phase !== 'open' || !question) return;
      const { handle } = source.opened;
      const answered = async (question: Question) => {
        const asked = { ...question, handle };
        return { asked, trace: await link.engine.call.trace(asked) };
      };
      const mine = ++turn;
      set({ tracing: { phase: 'running' } });
      try {
        const whole = await answered(question);
        const one = flow && (await answered(flow));
        if (mine !== turn) return;
        const middleboxes = question.middleboxes ?? 'forward';
        set({ tracing: { phase: 'done', ...(one ? { ...one, whole } : whole), middleboxes } });
        if (lit) await light(false);
        else await get().locate(namedIn((one ?? whole).trace));
      } catch (error) {
        if (mine === turn) set({ tracing: { phase: 'failed', message: faultOf(error) } });
      }
    },
    resetTrace() {
      turn++;
      set({ traceForm: EMPTY, tracing: { phase: 'none' }, way: 'forward' });
    },
  };
}
