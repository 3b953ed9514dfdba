/** Rows that stand together because they share account and Region, and what is in sight. */
import type { MatrixVpc } from '#app/api/engine.ts';

export interface Block {
  readonly account: string;
  readonly region: string;
  /** Place of its first row among those shown. */
  readonly start: number;
  readonly count: number;
  /** True where another account begins. */
  readonly opensAccount: boolean;
}

/** Blocks of the rows shown, first to last. */
export function blocksOf(vpcs: readonly MatrixVpc[], shown: readonly number[]): readonly Block[] {
  const starts = shown.flatMap((number, place) => {
    const [vpc, before] = [vpcs[number]!, vpcs[shown[place - 1] ?? -1]];
    const opensAccount = vpc.account !== before?.account;
    return opensAccount || vpc.region !== before.region ? [{ vpc, place, opensAccount }] : [];
  });
  return starts.map(({ vpc: { account, region }, place, opensAccount }, i) => ({
    account,
    region,
    start: place,
    count: (starts[i + 1]?.place ?? shown.length) - place,
    opensAccount,
  }));
}

/** A span of places, the end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The span widened to whole steps, so that it changes seldom while one scrolls. */
export const inSteps = ({ start, end }: Span, step: number, count: number): Span => ({
  start: Math.floor(start / step) * step,
  end: Math.min(count, Math.ceil(end / step) * step),
});

/** The span cut into pieces of at most `size`. */
export function pieces({ start, end }: Span, size: number): readonly Span[] {
  const out: Span[] = [];
  for (let at = start; at < end; at += size) out.push({ start: at, end: Math.min(end, at + size) });
  return out;
}

export const meets = (block: Pick<Block, 'start' | 'count'>, span: Span): boolean =>
  block.start < span.end && block.start + block.count > span.start;
