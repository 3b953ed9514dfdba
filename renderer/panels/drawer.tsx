/** The drawer below the canvas: one path, all of them, the plan of a mesh, or two snapshots compared. */
import { Tab, TabList, Tabs } from 'react-aria-components';
import { IconButton } from '../parts/press.tsx';
import { TabPanel } from '../parts/tab-panel.tsx';
import type { DrawerTab } from '../state/frame.ts';
import { useApp } from '../use-state.ts';
import { DiffPanel } from './diff/diff.tsx';
import { MatrixPanel } from './matrix/matrix.tsx';
import { PlanPanel } from './plan/plan.tsx';
import { TracePanel } from './trace/trace.tsx';

const TITLES: Readonly<Record<DrawerTab, string>> = {
  trace: 'Trace',
  matrix: 'Matrix',
  plan: 'Plan',
  diff: 'Comparison',
};

export function Drawer() {
  const tab = useApp((state) => state.drawerTab);
  const show = useApp((state) => state.showDrawer);
  const toggle = useApp((state) => state.togglePanel);
  return (
    <section className="panel drawer" aria-label="Trace, matrix, plan and comparison">
      {/* In a narrow window it is the only panel: what it holds is a part of something. */}
      <h2 className="hidden-label">{TITLES[tab]}</h2>
      <Tabs className="tabs" selectedKey={tab} onSelectionChange={(key) => show(key as DrawerTab)}>
        <header className="drawer-head">
          <TabList className="tab-list" aria-label="Drawer">
            <Tab className="tab" id="trace">
              Trace
            </Tab>
            <Tab className="tab" id="matrix">
              Matrix
            </Tab>
            <Tab className="tab" id="plan">
              Plan
            </Tab>
            <Tab className="tab" id="diff">
              Compare
            </Tab>
          </TabList>
          <IconButton
            icon="close"
            label="Fold the drawer away"
            onPress={() => toggle('drawer', false)}
          />
        </header>
        <TabPanel className="tab-panel" id="trace">
          <TracePanel />
        </TabPanel>
        <TabPanel className="tab-panel" id="matrix">
          <MatrixPanel />
        </TabPanel>
        <TabPanel className="tab-panel" id="plan">
          <PlanPanel />
        </TabPanel>
        <TabPanel className="tab-panel" id="diff">
          <DiffPanel />
        </TabPanel>
      </Tabs>
    </section>
  );
}
