/** Comparisons of opened estates: made in steps that can be stopped, kept by name, told in pages that a window can take in. */
import {
  type CompareStage,
  type DiffFormatId,
  type DiffPage,
  type DiffSideInfo,
  type DiffSummary,
  MOST_DIFF_LINES,
} from '#app/api/diff.ts';
import type { Pausing } from '#app/base/pausing.ts';
import type { Artefact } from '#app/exports/exporter.ts';
import { UserError } from '#app/api/rpc.ts';
import { type Diff, differs, diffSteps, mayHide } from '#app/diff/diff.ts';
import { diffJson } from '#app/exports/parts/diff-json.ts';
import { diffMarkdown, diffText } from '#app/exports/parts/diff-text.ts';
import { relint, type Report } from '#app/report.ts';
import type { ComparedScene } from '#app/scene/compared.ts';
import { comparedScene } from '#app/scene/compared-make.ts';
import { type DiffRow } from '#app/api/diff.ts';
import type { Estate } from './estates.ts';
import { diffRows } from './diff-rows.ts';
import { breathe, SPELL } from './spells.ts';

/** How many comparisons are kept: one on screen, and one to come back to. */
export const KEPT_DIFFS = 2;
/** Where one side comes from. */
type Told = Pick<Report, 'manifest' | 'gaps' | 'checksum'>;

interface Held {
  readonly id: string;
  /** What both tell of themselves; what they were read from is worked out when asked for. */
  readonly sides: () => readonly [before: Told, after: Told];
  readonly titles: readonly [before: string, after: string];
  readonly diff: Diff;
  readonly rows: readonly DiffRow[];
  readonly scene: ComparedScene;
  readonly summary: DiffSummary;
}

export interface CompareRun {
  readonly signal: AbortSignal;
  readonly say: (stage: CompareStage, share: number) => void;
  readonly now: () => number;
}

export class Diffs {
  readonly #held = new Map<string, Held>();
  #next = 1;

  /** Compares, or throws the signal's reason where it was stopped. Both are linted as the newer one is, without a baseline. */
  async make(before: Estate, after: Estate, { signal, say, now }: CompareRun): Promise<Held> {
    const pause = async (stage: CompareStage, share: number): Promise<void> => {
      say(stage, share);
      await breathe();
      signal.throwIfAborted();
    };
    await pause('rules', 0);
    const { config } = after.lint.settings;
    const was = bareReport(before, config);
    await pause('rules', 0.5);
    const is = bareReport(after, config);
    const steps = diffSteps(was, is);
    let since = now();
    let step = steps.next();
    let stage: CompareStage | undefined;
    while (!step.done) {
      if (step.value.stage !== stage || now() - since > SPELL) {
        ({ stage } = step.value);
        await pause(stage, step.value.share);
        since = now();
      }
      step = steps.next();
    }
    const diff = step.value;
    await pause('picture', 0);
    const scene = comparedScene(was, is, diff);
    await pause('picture', 0.7);
    const { rows, unlisted } = diffRows(diff);
    const id = `diff-${this.#next++}`;
    const summary = summaryOf(id, [before, after], diff, rows.length, unlisted);
    const held: Held = {
      id,
      sides: () => [
        { manifest: was.manifest, gaps: was.gaps, checksum: before.checksum },
        { manifest: is.manifest, gaps: is.gaps, checksum: after.checksum },
      ],
      titles: [before.title, after.title],
      diff,
      rows,
      scene,
      summary,
    };
    this.#held.set(id, held);
    const oldest = this.#held.size > KEPT_DIFFS ? this.#held.keys().next().value : undefined;
    if (oldest !== undefined) this.#held.delete(oldest);
    return held;
  }

  /** Throws UserError where the comparison was let go, or never was. */
  get(id: string): Held {
    const held = this.#held.get(id);
    if (!held) throw new UserError('This comparison is not kept any more. Compare again.');
    this.#held.delete(id);
    this.#held.set(id, held);
    return held;
  }
}

/** Under one configuration, and nothing held back as known: else what is new would depend on when a file was opened. */
function bareReport({ lint }: Estate, config: Parameters<typeof relint>[1]): Report {
  const { report, settings } = lint;
  return settings.config === config && settings.baseline === undefined
    ? report
    : relint(report, config);
}

function summaryOf(
  id: string,
  [before, after]: readonly [Estate, Estate],
  diff: Diff,
  rows: number,
  unlisted: number,
): DiffSummary {
  const { resources, reach, findings, gaps } = diff;
  const side = ({ handle, title, report }: Estate): DiffSideInfo => ({
    handle,
    title,
    created: report.manifest.created,
    gaps: report.gaps.length,
    vpcs: report.topology.all('vpc').length,
  });
  const many = (change: string): number => resources.filter((r) => r.change === change).length;
  return {
    diff: id,
    before: side(before),
    after: side(after),
    rows,
    resources: {
      added: many('added'),
      removed: many('removed'),
      changed: many('changed'),
      'not-seen-before': many('not-seen-before'),
      'not-seen-now': many('not-seen-now'),
    },
    reach: {
      vpcs: reach.vpcs.length,
      pairs: reach.pairs,
      shifts: reach.shifts,
      unlooked: reach.unlooked,
      unlisted,
    },
    findings: {
      fresh: findings.fresh.length,
      fixed: findings.fixed.length,
      changed: findings.changed.length,
      perhapsNew: findings.unsureFresh.length,
      unseen: findings.unseen.length,
      known: findings.known,
    },
    gaps: { opened: gaps.opened.length, closed: gaps.closed.length },
    differs: differs(diff),
    mayHide: mayHide(diff),
  };
}

/** Rows from a number on, as many as one answer may hold; at least one, where there is one. */
export function diffPage({ rows }: Held, start: number): DiffPage {
  let end = start;
  let lines = 0;
  while (end < rows.length) {
    const row = rows[end]!;
    const weight = 1 + (row.sort === 'resource' ? row.fields.length : 0);
    if (end > start && lines + weight > MOST_DIFF_LINES) break;
    lines += weight;
    end++;
  }
  return { total: rows.length, rows: rows.slice(start, end) };
}

const NAMES: Readonly<Record<DiffFormatId, readonly [extension: string, mime: string]>> = {
  markdown: ['md', 'text/markdown'],
  json: ['json', 'application/json'],
  text: ['txt', 'text/plain'],
};

/** Files hold everything: nothing is folded. They are written a line at a time, and may be left between two. */
export function* diffFiles(
  { diff, titles }: Held,
  format: DiffFormatId,
): Pausing<readonly Artefact[]> {
  const looks = { titles, all: true };
  const text =
    format === 'json'
      ? diffJson(diff)
      : format === 'markdown'
        ? diffMarkdown(diff, looks)
        : diffText(diff, looks);
  const [extension, mime] = NAMES[format];
  const pieces: string[] = [];
  for (const piece of text) {
    pieces.push(piece);
    yield;
  }
  return [{ name: `peerless-diff.${extension}`, mime, body: pieces.join('') }];
}
