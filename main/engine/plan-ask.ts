/** Makes of what the window asks everything that decides a plan, or says why it cannot be had. */
import type { Engine } from '#app/api/engine.ts';
import { UserError } from '#app/api/rpc.ts';
import { PLAN_MODES, type PlanMode } from '#app/plan/design-shapes.ts';
import { KEEP_FROM } from '#app/plan/traffic.ts';
import { refusedKeep, refusedReuse, type Refusal } from '#app/plan/wishes.ts';
import type { Estate } from './estates.ts';
import type { PlanAsk } from './plan-run.ts';

/** Throws UserError for a VPC, peering, gateway or file that is not there, and for segments that nobody has written. */
export async function asked(
  input: Parameters<Engine['plan']>[0],
  members: readonly string[],
  { plans, lint, report: { topology } }: Pick<Estate, 'plans' | 'lint' | 'report'>,
): Promise<{ readonly ask: PlanAsk; readonly modes: readonly PlanMode[] }> {
  const { mode, keep, reuse = [], keepHot = false, keepFrom = KEEP_FROM } = input;
  for (const id of [...members, ...keep, ...reuse]) {
    if (!topology.find(id)) throw new UserError(`There is no ${JSON.stringify(id)} here.`);
  }
  refuse('keep', refusedKeep(topology, members, keep));
  refuse('reuse', refusedReuse(topology, reuse));
  const { segments } = lint.settings.config;
  const some = Object.keys(segments?.environments ?? {}).length > 0;
  if (mode === 'segments' && !some) {
    throw new UserError(
      'Segments go by the environments of the configuration, and there are none. Open a configuration that has some.',
    );
  }
  if (keepHot && input.traffic === undefined)
    throw new UserError('Hot pairs are found by what flows. Open a file of traffic first.');
  return {
    modes: PLAN_MODES.filter((m) => m !== 'segments' || some),
    ask: {
      members,
      mode,
      keep,
      reuse,
      keepHot,
      keepFrom,
      segments: mode === 'segments' ? segments : undefined,
      traffic:
        input.traffic === undefined
          ? []
          : await plans.files.get('traffic', input.traffic)(topology),
      prices: input.prices === undefined ? undefined : plans.files.get('prices', input.prices),
    },
  };
}

function refuse(what: 'keep' | 'reuse', refusal: Refusal | undefined): void {
  if (!refusal) return;
  const cannot = what === 'keep' ? 'cannot be kept' : 'cannot be built on';
  throw new UserError(`${refusal.id} ${cannot}: ${refusal.why}`);
}
