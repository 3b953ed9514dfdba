/** The view a caller of the engine asks for. */
import { z } from 'zod';
import { viewInputs } from '#app/api/view.ts';
import type { View } from '#app/scene/scene.ts';

const shape = z.object(viewInputs);

/** In one order of parts whatever the caller's, so that equal views are known as such; marks what findings touch. */
export function viewOf(input: z.infer<typeof shape>): View {
  const said = Object.entries(shape.parse(input)).filter(([, value]) => value !== undefined);
  return { findings: true, ...Object.fromEntries(said) };
}
