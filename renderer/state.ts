/** The State of the window: slices of facts and the verbs that change them. One store, made once. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Link } from './link.ts';
import { sourceSlice, type SourceSlice } from './state/source.ts';
import { lintSlice, type LintSlice } from './state/lint.ts';
import { findingsSlice, type FindingsSlice } from './state/findings.ts';
import { selectionSlice, type SelectionSlice } from './state/selection.ts';
import { arrangeSlice, type ArrangeSlice } from './state/arrange.ts';
import { viewSlice, type ViewSlice } from './state/view.ts';
import { traceSlice, type TraceSlice } from './state/trace.ts';
import { unfinishedSlice, type UnfinishedSlice } from './state/unfinished.ts';
import { matrixSlice, type MatrixSlice } from './state/matrix.ts';
import { planSlice, type PlanSlice } from './state/plan.ts';
import { profilesSlice, type ProfilesSlice } from './state/profiles.ts';
import { planChoiceSlice, type PlanChoiceSlice } from './state/plan-choices.ts';
import { diffSlice, type DiffSlice } from './state/diff.ts';
import { insteadSlice, type InsteadSlice } from './state/instead.ts';
import { collectSlice, type CollectSlice } from './state/collect.ts';
import { drawingSlice, type DrawingSlice } from './state/drawing.ts';
import { badgedSlice, type BadgedSlice } from './state/badged.ts';
import { frameSlice, type FrameSlice } from './state/frame.ts';
import { takingSlice, type TakingSlice } from './state/taking.ts';
import { refreshSlice, type RefreshSlice } from './state/refresh.ts';
import { writingSlice, type WritingSlice } from './state/writing.ts';
import { rememberedSlice, type RememberedSlice } from './state/remembered.ts';
import { workSlice, type WorkSlice } from './state/work.ts';
import { unsavedSlice, type UnsavedSlice } from './state/unsaved.ts';

export type State = SourceSlice &
  LintSlice &
  UnsavedSlice &
  FindingsSlice &
  SelectionSlice &
  ViewSlice &
  ArrangeSlice &
  TraceSlice &
  MatrixSlice &
  PlanSlice &
  PlanChoiceSlice &
  DiffSlice &
  InsteadSlice &
  CollectSlice &
  ProfilesSlice &
  UnfinishedSlice &
  DrawingSlice &
  BadgedSlice &
  RefreshSlice &
  RememberedSlice &
  TakingSlice &
  WritingSlice &
  WorkSlice &
  FrameSlice;
export type Store = StoreApi<State>;

/** What every slice is made from. */
export interface Making {
  readonly link: Link;
  readonly set: (part: Partial<State>) => void;
  readonly get: () => State;
}

const sceneIn = ({ source }: State) => (source.phase === 'open' ? source.scene : undefined);

/** A fresh state over a link. Nothing is asked of the engine until a verb is called. */
export function createState(link: Link): Store {
  const store = createStore<State>()((set, get) => {
    const making: Making = { link, set: (part) => set(part), get };
    return {
      ...frameSlice(making),
      ...sourceSlice(making),
      ...lintSlice(making),
      ...unsavedSlice(making),
      ...findingsSlice(making),
      ...selectionSlice(making),
      ...viewSlice(making),
      ...arrangeSlice(making),
      ...traceSlice(making),
      ...matrixSlice(making),
      ...planSlice(making),
      ...planChoiceSlice(making),
      ...diffSlice(making),
      ...insteadSlice(making),
      ...collectSlice(making),
      ...profilesSlice(making),
      ...unfinishedSlice(making),
      ...drawingSlice(making),
      ...badgedSlice(making),
      ...refreshSlice(making),
      ...rememberedSlice(making),
      ...takingSlice(making),
      ...writingSlice(making),
      ...workSlice(making),
    };
  });
  store.subscribe((now, before) => {
    if (sceneIn(now) !== sceneIn(before)) void now.inspectDrawn();
  });
  return store;
}
