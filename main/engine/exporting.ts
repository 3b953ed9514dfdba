/** Writes to files: the network of an estate, or the picture of a plan or a comparison of it. */
import type { Engine } from '#app/api/engine.ts';
import type { ExportedFile } from '#app/api/file.ts';
import { UserError } from '#app/api/rpc.ts';
import { count } from '#app/base/count.ts';
import { comparedPicture } from '#app/exports/parts/diff-picture.ts';
import { plannedPicture } from '#app/exports/parts/plan-picture.ts';
import type { Scene } from '#app/scene/scene.ts';
import { squeezed } from '#app/scene/squeeze.ts';
import { trimmed } from '#app/scene/trim.ts';
import { formats } from '#main/print/formats.ts';
import type { Diffs } from './diffs.ts';
import type { Estate } from './estates.ts';
import type { Parts } from './parts.ts';
import { planScene } from './planning.ts';
import type { Writer } from './spawn-writer.ts';
import { viewOf } from './views.ts';
import { toldOf } from './write-run.ts';

/** Pictures are what a window is asked for most. */
const offered = (['picture', 'text', 'table'] as const).flatMap((sort) =>
  formats.filter(({ about }) => about.sort === sort),
);

type Input = Parameters<Engine['export']>[0];

/** `peerless.svg`, or `peerless-plan-step-3.svg`: several of them are kept side by side. */
function nameOf(name: string, { shows }: Input): string {
  if (shows === undefined) return name;
  const of = 'diff' in shows ? `diff-${shows.showing}` : `plan-step-${shows.step}`;
  return name.replace(/^peerless/, `peerless-${of}`);
}

export function exporting(
  { estates, jobs, downloads }: Parts,
  diffs: Diffs,
  writer: Writer,
): Pick<Engine, 'formats' | 'export'> {
  /** What is to be written. What a plan or a comparison leaves empty stays so: its pictures are laid on each other. */
  function sceneOf(estate: Estate, input: Input): Scene {
    const { shows } = input;
    if (shows === undefined) return squeezed(trimmed(estate.scene(viewOf(input))));
    if ('diff' in shows) {
      const { sides, scene, titles } = diffs.get(shows.diff);
      return comparedPicture(sides(), scene, titles, shows.showing);
    }
    const { plan } = estate.plans.get(shows.plan);
    if (shows.step > plan.steps.length)
      throw new UserError(
        `The plan has ${count(plan.steps.length, 'step')}; there is no step ${shows.step}.`,
      );
    const planned = estate.plans.drawn(shows.plan) ?? planScene(estate, shows.plan);
    return plannedPicture(planned, plan.steps, shows.step);
  }

  async function exported(input: Input): Promise<readonly ExportedFile[]> {
    const estate = estates.get(input.handle);
    const format = formats.find((f) => f.id === input.format);
    if (!format) {
      throw new UserError(
        `There is no format ${JSON.stringify(input.format)}; there are ${formats.map((f) => f.id).join(', ')}.`,
      );
    }
    if (input.shows && format.about.marks !== true)
      throw new UserError(
        `A plan or a comparison is not drawn as ${format.id}; ${formats.flatMap((f) => (f.about.marks ? [f.id] : [])).join(', ')} can.`,
      );
    const { scale, atMost, paper } = input;
    const { checksum } = estate.read;
    const ask = {
      format: format.id,
      // That of a snapshot takes a moment, and is worked out where the file is written.
      told: { ...toldOf(estate.report), ...(checksum !== undefined && { checksum }) },
      scene: sceneOf(estate, input),
      options: {
        ...(scale !== undefined && { scale }),
        ...(atMost !== undefined && { atMost }),
        ...(paper !== undefined && { paper }),
      },
    };
    const job = input.job ?? jobs.name('export');
    const signal = jobs.begin(job);
    try {
      const hearing = { signal, onProgress: () => undefined };
      const files = await writer(estate.pages, ask, hearing);
      return downloads.add(files.map((file) => ({ ...file, name: nameOf(file.name, input) })));
    } finally {
      jobs.end(job);
    }
  }

  return {
    formats: () =>
      Promise.resolve(
        offered.map(({ id, asks, about: { title, description, extension, marks = false } }) => ({
          id,
          title,
          description,
          extension,
          marks,
          asks,
        })),
      ),
    export: (input) => exported(input),
  };
}
