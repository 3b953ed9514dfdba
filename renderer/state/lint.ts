/** Findings as the engine tells them, and everything that changes which are told. */
import type { FindingDetail, FindingRow, LintState } from '#app/api/lint.ts';
import { atOnce, type Pausing, pausingEach } from '#app/base/pausing.ts';
import type { Making } from '../state.ts';
import { pickFiles } from '../pick.ts';
import { faultOf } from '../words/fault.ts';
import { inSlices } from '../slices.ts';
import type { Rules } from './filter.ts';
import { listing } from './findings.ts';
import { saveFiles } from './saving.ts';
import { heldIn } from './source.ts';

/** What the suppress sheet asks for. */
export interface Suppressing {
  readonly rule: string;
  readonly resource: string;
  readonly reason: string;
  /** `YYYY-MM-DD`; '' for no last day. */
  readonly until: string;
}

/** What became of the last change of what decides which findings are told. */
export type Linting =
  | { readonly phase: 'none' }
  | { readonly phase: 'working' }
  | { readonly phase: 'failed'; readonly message: string };

export interface LintSlice {
  readonly lint: LintState | undefined;
  readonly linting: Linting;
  /** What went wrong with the last change was read. */
  readonly lintingSeen: () => void;
  /** Every finding, hidden ones included, in the order of a report. */
  readonly rows: readonly FindingRow[];
  readonly rules: Rules;
  /** Findings read in full, by fingerprint. */
  readonly details: Readonly<Record<string, FindingDetail>>;
  /** Why the finding that is selected could not be read. */
  readonly findingFault: string | undefined;
  /** Fingerprint of the finding that is about to be suppressed. */
  readonly suppressing: string | undefined;
  readonly row: (fingerprint: string) => FindingRow | undefined;
  /** True of a finding of what is open; the engine is asked where the list does not hold it, or not yet. */
  readonly hasFinding: (fingerprint: string) => Promise<boolean>;
  /**
   * Reads the findings of what is about to be shown: the first page now, the rest as it comes. Calling what it brings
   * puts them in the place of those that are shown.
   */
  readonly readFindings: (handle: string, lint: LintState) => Promise<() => void>;
  /**
   * The same of what was read again: all of them first, and how it is linted by then. The list stays where it is, and what
   * the inspector shows of a finding is there anew.
   */
  readonly rereadFindings: (handle: string) => Promise<() => void>;
  /** A finding in full; undefined where it is gone. */
  readonly readFinding: (fingerprint: string) => Promise<FindingDetail | undefined>;
  /** Opens the sheet for a finding. */
  readonly askSuppress: (fingerprint: string) => void;
  /** Says what went wrong, where something did. */
  readonly suppress: (entry: Suppressing) => Promise<string | undefined>;
  readonly lift: (fingerprint: string) => Promise<void>;
  /** Both are steps of the one history, which takes note of them by `noted`, and true where they were done. */
  readonly undoLint: (noted: () => void) => Promise<boolean>;
  readonly redoLint: (noted: () => void) => Promise<boolean>;
  readonly takeBaseline: () => Promise<void>;
  readonly clearBaseline: () => Promise<void>;
  /** Asks the user for a file. */
  readonly openSettings: (what: 'config' | 'baseline') => Promise<void>;
  readonly clearConfig: () => Promise<void>;
  readonly saveSettings: (what: 'config' | 'baseline') => Promise<void>;
  readonly copyFinding: (fingerprint: string) => Promise<void>;
  /** What the clipboard did not take: a sheet shows it, to be copied by hand. */
  readonly byHand: string;
  /** Puts text on the clipboard and says so; where there is none, shows the text. */
  readonly copyText: (text: string, said: string) => Promise<void>;
}

const indexes = new WeakMap<readonly FindingRow[], ReadonlyMap<string, FindingRow>>();

/** Sorts findings by their fingerprints, and pauses now and then. */
function* indexing(rows: readonly FindingRow[]): Pausing<ReadonlyMap<string, FindingRow>> {
  const index = new Map<string, FindingRow>();
  yield* pausingEach(rows, (row) => index.set(row.fingerprint, row));
  indexes.set(rows, index);
  return index;
}

const byFingerprint = (rows: readonly FindingRow[]): ReadonlyMap<string, FindingRow> =>
  indexes.get(rows) ?? atOnce(indexing(rows));

/** Where the keyboard goes when a finding leaves the list: to the one after it, else to the one before. */
function beside(order: readonly string[], fingerprint: string): string | undefined {
  const at = order.indexOf(fingerprint);
  return at < 0 ? undefined : (order[at + 1] ?? order[at - 1]);
}

export function lintSlice({ link, set, get }: Making): LintSlice {
  const engine = link.engine.call;
  /** Only what was asked last is taken over. */
  let turn = 0;

  const handleNow = (): string | undefined => {
    const { source } = get();
    return source.phase === 'open' ? source.opened.handle : undefined;
  };

  /** Every row, page by page; begins anew where they changed meanwhile. `first` hears of the first page. */
  async function readRows(
    handle: string,
    first: (rows: readonly FindingRow[]) => Promise<void>,
  ): Promise<readonly FindingRow[]> {
    let rows: FindingRow[] = [];
    let revision: number | undefined;
    for (;;) {
      const page = await engine.findings({ handle, start: rows.length });
      if (revision !== undefined && page.revision !== revision) {
        rows = [];
        revision = undefined;
        continue;
      }
      revision = page.revision;
      rows.push(...page.rows);
      if (rows.length >= page.total || page.rows.length === 0) return rows;
      if (rows.length === page.rows.length) await first([...rows]);
    }
  }

  /**
   * Takes over what a change has made of the findings. The list stays as it is until all of them are there; as soon as it
   * shows them the history has `noted` the change, so that it can be taken back. It is noted as well where they cannot be
   * read: the engine has done it. Undefined where the source was left meanwhile: then nothing is noted.
   */
  async function changed(
    handle: string,
    answer: Promise<LintState>,
    noted: (lint: LintState) => void,
  ): Promise<LintState | undefined> {
    const lint = await answer;
    const mine = ++turn;
    // Another source may be on its way, and come to nothing: then these are shown again.
    const isHeld = (): boolean => heldIn(get().source)?.opened.handle === handle;
    let rows: readonly FindingRow[];
    try {
      rows = await readRows(handle, async () => {});
    } catch (error) {
      if (isHeld()) noted(lint);
      throw error;
    }
    if (!isHeld()) return undefined;
    set({ rows, lint });
    noted(lint);
    void inspectAgain(handle, () => mine === turn);
    return lint;
  }

  /** Reads the finding anew that the inspector shows: until then it stays as it was. */
  async function inspectAgain(handle: string, wanted: () => boolean): Promise<void> {
    const { selected, row } = get();
    const shown = selected?.kind === 'finding' ? selected.fingerprint : undefined;
    if (shown !== undefined && !row(shown)) get().clearSelection();
    try {
      const fresh =
        shown !== undefined && row(shown)
          ? { [shown]: await engine.finding({ handle, fingerprint: shown }) }
          : {};
      if (wanted()) set({ details: fresh });
    } catch (error) {
      if (wanted()) get().notify('failed', faultOf(error));
    }
  }

  /** A new step of the one history. */
  const enter = ({ undo }: LintState): void => get().record({ kind: 'lint', label: undo ?? '' });

  /** The same for a step of the history: says what it did, and what went wrong. */
  async function step(
    ask: (handle: string) => Promise<LintState>,
    says: (lint: LintState) => string,
    {
      noted = enter,
      canUndo = true,
    }: { noted?: (lint: LintState) => void; canUndo?: boolean } = {},
  ): Promise<boolean> {
    const handle = handleNow();
    if (handle === undefined) return false;
    set({ linting: { phase: 'working' } });
    try {
      const lint = await changed(handle, ask(handle), noted);
      set({ linting: { phase: 'none' } });
      if (!lint) return false;
      get().notify('done', says(lint), canUndo ? 'undo' : undefined);
      return true;
    } catch (error) {
      const message = faultOf(error);
      // The sheet says it to who looks at it, and to nobody who opens it later.
      set({ linting: get().dialog === 'lint' ? { phase: 'failed', message } : { phase: 'none' } });
      get().notify('failed', message);
      return false;
    }
  }

  /** A new deed of the user, in its turn. */
  const deed = (
    ask: (handle: string) => Promise<LintState>,
    says: (lint: LintState) => string,
  ): Promise<boolean | undefined> => get().inTurn(() => step(ask, says));

  /** `Done: lint by strict.json.` */
  const did = ({ undo }: LintState): string => `Done: ${undo ?? 'nothing'}.`;

  /** The same of what a file holds, or what are the rules' own settings. */
  const inFile =
    (what: 'config' | 'baseline') =>
    (lint: LintState): string => {
      get().noteSaved(what, lint);
      return did(lint);
    };

  return {
    lint: undefined,
    linting: { phase: 'none' },
    lintingSeen() {
      if (get().linting.phase === 'failed') set({ linting: { phase: 'none' } });
    },
    rows: [],
    rules: new Map(),
    details: {},
    findingFault: undefined,
    suppressing: undefined,
    byHand: '',
    row: (fingerprint) => byFingerprint(get().rows).get(fingerprint),
    async hasFinding(fingerprint) {
      const handle = handleNow();
      if (get().row(fingerprint)) return true;
      if (handle === undefined) return false;
      return engine.finding({ handle, fingerprint }).then(
        () => true,
        () => false,
      );
    },
    async readFindings(handle, lint) {
      if (get().rules.size === 0)
        set({ rules: new Map((await engine.rules({})).map((rule) => [rule.id, rule])) });
      let read: readonly FindingRow[] = [];
      let fault: string | undefined;
      /** From when on they are shown. */
      let mine: number | undefined;
      const show = (): void => {
        if (mine !== turn) return;
        set({ rows: read, lint });
        // With the first page the source was open already: the list is short, and must not look whole.
        if (fault !== undefined) get().notify('failed', fault);
      };
      await new Promise<void>((resolve, reject) => {
        const take = async (rows: readonly FindingRow[]): Promise<void> => {
          // Of a large network there are thousands: the list is made of them before it is asked for.
          await inSlices([indexing(rows), listing(rows, get())]);
          read = rows;
          show();
          resolve();
        };
        readRows(handle, take).then(take, (error: unknown) => {
          fault = faultOf(error);
          show();
          reject(error instanceof Error ? error : new Error(fault));
        });
      });
      return () => {
        mine = ++turn;
        set({ details: {}, suppressing: undefined, atRow: undefined });
        show();
      };
    },
    async rereadFindings(handle) {
      const read = await readRows(handle, async () => {});
      const lint = await engine.lint({ handle });
      const { selected } = get();
      const shown = selected?.kind === 'finding' ? selected.fingerprint : undefined;
      const detail =
        shown !== undefined && read.some(({ fingerprint }) => fingerprint === shown)
          ? await engine.finding({ handle, fingerprint: shown })
          : undefined;
      return () => {
        turn++;
        set({ rows: read, lint });
        const { suppressing, row } = get();
        set({
          details: detail ? { [detail.fingerprint]: detail } : {},
          suppressing: suppressing !== undefined && row(suppressing) ? suppressing : undefined,
        });
      };
    },
    async readFinding(fingerprint) {
      const known = get().details[fingerprint];
      const handle = handleNow();
      if (known || handle === undefined) return known;
      set({ findingFault: undefined });
      try {
        const home = get().handleOf(fingerprint) ?? handle;
        const detail = await engine.finding({ handle: home, fingerprint });
        if (handle !== handleNow()) return undefined;
        set({ details: { ...get().details, [fingerprint]: detail } });
        return detail;
      } catch (error) {
        // The inspector says so.
        set({ findingFault: faultOf(error) });
        return undefined;
      }
    },
    askSuppress(fingerprint) {
      set({ suppressing: fingerprint });
      get().showDialog('suppress');
    },
    suppress: ({ rule, resource, reason, until }) =>
      get().inTurn(async () => {
        const handle = handleNow();
        const { suppressing } = get();
        if (handle === undefined || suppressing === undefined) return undefined;
        const next = beside(get().findingOrder(), suppressing);
        const before = get().lint?.summary.suppressed ?? 0;
        try {
          const lint = await changed(
            handle,
            engine.suppress({ handle, rule, resource, reason, ...(until !== '' && { until }) }),
            enter,
          );
          if (!lint) return undefined;
          const hidden = lint.summary.suppressed - before;
          set({ suppressing: undefined, atRow: next });
          get().showDialog(undefined);
          get().enterList('list');
          get().notify(
            'done',
            `Suppressed ${hidden === 1 ? '1 finding' : `${hidden} findings`}.`,
            'undo',
          );
          return undefined;
        } catch (error) {
          return faultOf(error);
        }
      }),
    async lift(fingerprint) {
      await deed((handle) => engine.lift({ handle, fingerprint }), did);
    },
    undoLint: (noted) =>
      step(
        (handle) => engine.undo({ handle }),
        ({ redo }) => `Undone: ${redo ?? ''}.`,
        { noted, canUndo: false },
      ),
    redoLint: (noted) => step((handle) => engine.redo({ handle }), did, { noted }),
    async takeBaseline() {
      await deed((handle) => engine.baseline({ handle, from: 'findings' }), did);
    },
    async clearBaseline() {
      await deed((handle) => engine.baseline({ handle, from: 'none' }), did);
    },
    async openSettings(what) {
      const [file] = await pickFiles('file');
      if (!file) return;
      const from = { name: file.name, text: await file.text() };
      await deed(
        (handle) =>
          what === 'config'
            ? engine.configure({ handle, file: from })
            : engine.baseline({ handle, from }),
        inFile(what),
      );
    },
    async clearConfig() {
      await deed((handle) => engine.configure({ handle }), inFile('config'));
    },
    async saveSettings(what) {
      const handle = handleNow();
      if (handle === undefined) return;
      let written: LintState | undefined;
      // In its turn: what is decided meanwhile is not in the file.
      const saved = await saveFiles({ link, get }, 'Writing the file', async () => {
        const file = await get().inTurn(() => {
          written = get().lint;
          return engine.settingsFile({ handle, what });
        });
        return file ? [file] : [];
      });
      if (saved && written) get().noteSaved(what, written);
    },
    async copyFinding(fingerprint) {
      const handle = handleNow();
      if (handle === undefined) return;
      try {
        const { text } = await engine.markdown({ handle, fingerprint });
        await get().copyText(text, 'Copied the finding as Markdown');
      } catch (error) {
        get().notify('failed', faultOf(error));
      }
    },
    async copyText(text, said) {
      try {
        await link.shell.call.copy({ text });
        get().notify('done', said);
      } catch {
        set({ byHand: text, dialog: 'by-hand' });
      }
    },
  };
}
