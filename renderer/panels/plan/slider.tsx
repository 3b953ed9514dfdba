/** The slider from before to after: one place for each step, phases marked beneath. */
import { Label, Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { ActionIcon } from '../../parts/press.tsx';
import { useApp } from '../../use-state.ts';
import { number } from '../../words/count.ts';
import { short } from '../../words/visible.ts';
import type { Ready } from './plan.tsx';
import { phaseNames } from './words.ts';

/** A phase with a smaller share of the steps has no room for its name. */
const NAMED = 0.06;

/** What a place of the slider is called. */
export function placeName(step: number, many: number): string {
  if (step === 0) return 'Before';
  return step === many ? 'After' : `Step ${number(step)} of ${number(many)}`;
}

export function StepSlider({ plan: { rows, summary } }: { readonly plan: Ready }) {
  const step = useApp((state) => state.planStep);
  const go = useApp((state) => state.goToStep);
  const many = rows.length;
  const title = rows[step - 1]?.title;
  const place = placeName(step, many);
  return (
    <div className="plan-slide">
      <span className="row tight-row">
        <ActionIcon id="plan-before" icon="first" />
        <ActionIcon id="plan-previous-step" icon="previous" />
      </span>
      <Slider
        className="slider"
        value={step}
        minValue={0}
        maxValue={many}
        step={1}
        onChange={(value) => go(value)}
      >
        <Label className="hidden-label">Step of the plan</Label>
        <SliderTrack className="slider-track">
          {({ state }) => (
            <>
              <div className="slider-rail" />
              <div
                className="slider-fill"
                style={{ width: `${state.getThumbPercent(0) * 100}%` }}
              />
              <SliderThumb
                className="slider-thumb"
                aria-label={title === undefined ? place : `${place}: ${short(title, 120)}`}
              />
            </>
          )}
        </SliderTrack>
        <div className="slider-phases" aria-hidden="true">
          {summary.phases.map(({ phase, first, count }) => (
            <span
              key={phase}
              data-here={step >= first && step < first + count ? true : undefined}
              style={{ left: `${((first - 1) / many) * 100}%`, width: `${(count / many) * 100}%` }}
            >
              {count / many >= NAMED && <span className="line">{phaseNames[phase]}</span>}
            </span>
          ))}
        </div>
      </Slider>
      <span className="row tight-row">
        <ActionIcon id="plan-next-step" icon="next" />
        <ActionIcon id="plan-after" icon="last" />
      </span>
      <output className="plan-place number">{place}</output>
    </div>
  );
}
