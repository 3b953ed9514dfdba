/** Understands a snapshot: its report, and of a large one the picture of the whole, laid out while the rules run. */
import { analysis, type Report } from '#app/report.ts';
import type { Config } from '#app/rules/config.ts';
import type { Whole } from '#app/scene/build.ts';
import { foreseen } from '#app/scene/foreseen.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import type { Arranger } from './spawn-arranger.ts';
import { inSpells } from './spells.ts';

export interface Understood {
  readonly report: Report;
  /** Without badges; undefined where it is quickly laid out when it is asked for. */
  readonly whole: Whole | undefined;
}

interface How {
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly now: () => number;
  /** Without one, nothing is laid out ahead. */
  readonly arrange?: Arranger | undefined;
}

/** From so many VPCs on a layout takes longer than to hand it to another thread and back. */
const LARGE = 1_000;

const isLarge = ({ pages }: Snapshot): boolean => {
  let vpcs = 0;
  for (const { operation, answer } of pages) {
    const found = operation === 'DescribeVpcs' ? answer?.['Vpcs'] : undefined;
    if (Array.isArray(found)) vpcs += found.length;
  }
  return vpcs >= LARGE;
};

/** Throws the signal's reason where it was stopped, and ConfigError. */
export async function understand(
  snapshot: Snapshot,
  config: Config,
  { signal, now, arrange }: How,
): Promise<Understood> {
  const arranging = arrange && isLarge(snapshot) ? arrange() : undefined;
  const stop = () => arranging?.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    let whole: Promise<Whole | undefined> | undefined;
    const steps = analysis(snapshot, config, (meshes) => {
      if (!arranging) return;
      const { drawing, leftOut } = foreseen(meshes);
      whole = arranging.lay(drawing).then((laid) => laid && { drawing, laid, leftOut });
    });
    const report = await inSpells(steps, signal, now);
    const laid = await whole;
    signal.throwIfAborted();
    return { report, whole: laid };
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}
