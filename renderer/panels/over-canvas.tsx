/** What floats over the canvas: zoom, the focus in force, notices. */
import { Button } from 'react-aria-components';
import { ActionIcon, IconButton } from '../parts/press.tsx';
import { Line } from '../parts/text.tsx';
import { isPlain } from '../state/instead.ts';
import { useApp, useOpened } from '../use-state.ts';
import { SideSwitch } from './diff/head.tsx';
import { Legend } from './legend.tsx';
import { Nothing } from './nothing.tsx';
import { NoticeBar } from './notices.tsx';
import { placeName } from './plan/slider.tsx';

const DEEPEST = 10;

export function OverCanvas() {
  const open = useOpened() !== undefined;
  const empty = useApp(({ source }) => source.phase === 'open' && source.scene.nodes.length === 0);
  return (
    <>
      {open && <FocusBar />}
      {open && <PartBar />}
      {open && <PlanBar />}
      {open && <DiffBar />}
      {empty && (
        <div className="canvas-empty">
          <Nothing />
        </div>
      )}
      {open && (
        <div className="zoom-bar" role="toolbar" aria-label="Viewport" aria-orientation="vertical">
          <ActionIcon id="zoom-in" icon="plus" />
          <ActionIcon id="zoom-out" icon="minus" />
          <ActionIcon id="fit" icon="fit" />
          <ActionIcon id="zoom-selection" icon="target" />
          <ActionIcon id="minimap" icon="map" />
        </div>
      )}
      {open && <Legend />}
      <NoticeBar />
    </>
  );
}

function FocusBar() {
  const focus = useApp((state) => (isPlain(state) ? state.focus : undefined));
  const setFocus = useApp((state) => state.setFocus);
  const showAll = useApp((state) => state.showAll);
  if (!focus) return null;
  const deeper = (by: number): void => void setFocus({ ...focus, depth: focus.depth + by });
  return (
    <div className="focus-bar" role="group" aria-label="Focus">
      <span className="quiet">Around</span>
      <Line text={focus.label} />
      <span className="quiet nowrap">
        {focus.depth} {focus.depth === 1 ? 'link' : 'links'} away
      </span>
      <IconButton
        icon="minus"
        label="One link nearer"
        isDisabled={focus.depth <= 0}
        onPress={() => deeper(-1)}
      />
      <IconButton
        icon="plus"
        label="One link farther"
        isDisabled={focus.depth >= DEEPEST}
        onPress={() => deeper(1)}
      />
      <Anew />
      <Button className="text-button nowrap" onPress={() => void showAll()}>
        Show all
      </Button>
    </div>
  );
}

/** What is left stands where it stood in the whole: closer together it may be easier to read. */
function Anew() {
  const anew = useApp((state) => state.anew !== undefined);
  const arrange = useApp((state) => state.arrangeAnew);
  return (
    <Button className="text-button nowrap" onPress={() => void arrange(!anew)}>
      {anew ? 'Back to their places' : 'Arrange anew'}
    </Button>
  );
}

/** The picture is a part of the network: said where one looks, with what is left out and the way back. */
function PartBar() {
  const filtered = useApp(
    (state) => isPlain(state) && Object.keys(state.filters).length > 0 && !state.focus,
  );
  const leftOut = useApp(({ source }) =>
    source.phase === 'open' ? (source.scene.leftOut[0] ?? 'nothing is left out') : undefined,
  );
  const openView = useApp((state) => state.openView);
  const showAll = useApp((state) => state.showAll);
  if (!filtered || leftOut === undefined) return null;
  return (
    <div className="focus-bar" role="group" aria-label="View">
      <span className="quiet nowrap">Left out</span>
      <Line text={leftOut} />
      <Button className="text-button nowrap" onPress={() => openView()}>
        View
      </Button>
      <Anew />
      <Button className="text-button nowrap" onPress={() => void showAll()}>
        Show all
      </Button>
    </div>
  );
}

/** What the canvas shows is not the network as it is: said where one looks, also while the drawer is folded. */
function PlanBar() {
  const drawn = useApp((state) => state.instead?.what === 'plan');
  const step = useApp((state) => state.planStep);
  const planning = useApp((state) => state.planning);
  const drawer = useApp((state) => state.panels.drawer);
  const show = useApp((state) => state.showDrawer);
  const draw = useApp((state) => state.drawPlan);
  if (!drawn || planning.phase !== 'ready') return null;
  const many = planning.rows.length;
  return (
    <div className="focus-bar plan-bar" role="group" aria-label="Plan on the canvas">
      <span className="quiet">Plan</span>
      <ActionIcon id="plan-previous-step" icon="previous" />
      <span className="plan-bar-place number">{placeName(step, many)}</span>
      <ActionIcon id="plan-next-step" icon="next" />
      {!drawer && (
        <Button className="text-button" onPress={() => show('plan')}>
          Show steps
        </Button>
      )}
      <Button className="text-button" onPress={() => draw(false)}>
        Show today
      </Button>
    </div>
  );
}

/** The same of two snapshots, with the switch between them. */
function DiffBar() {
  const drawn = useApp((state) => state.instead?.what === 'diff');
  const drawer = useApp((state) => state.panels.drawer);
  const show = useApp((state) => state.showDrawer);
  const close = useApp((state) => state.closeDiff);
  if (!drawn) return null;
  return (
    <div className="focus-bar plan-bar" role="group" aria-label="Comparison on the canvas">
      <SideSwitch />
      {!drawer && (
        <Button className="text-button" onPress={() => show('diff')}>
          Show changes
        </Button>
      )}
      <Button className="text-button" onPress={close}>
        Close comparison
      </Button>
    </div>
  );
}
