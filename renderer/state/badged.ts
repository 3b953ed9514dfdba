/** The badges that stand on the picture. The canvas makes them, in slices, and everything that speaks of them follows it. */
import { type Marks, NO_MARKS } from '../canvas/badges.ts';
import type { Making } from '../state.ts';

export interface BadgedSlice {
  /** None while a plan or a comparison is drawn. Behind the list of findings, and a new scene, by a moment. */
  readonly marks: Marks;
  readonly setMarks: (marks: Marks) => void;
}

export const badgedSlice = ({ set }: Making): BadgedSlice => ({
  marks: NO_MARKS,
  setMarks: (marks) => set({ marks }),
});
