/** The part of the Engine contract that says what a picture shows: the parts of a View. */
import { z } from 'zod';

const text = z.string().max(4096);
/** An empty list would leave nothing. */
const some = (most: number) => z.array(text).min(1).max(most).optional();

export const viewInputs = {
  focus: text.optional(),
  depth: z.number().int().min(0).max(10).optional(),
  accounts: some(1000),
  regions: some(100),
  segments: some(1000),
  tags: some(100),
  meshes: z.literal(true).optional(),
  finding: text.optional(),
  path: some(1000),
  hidden: some(5000),
} as const;
