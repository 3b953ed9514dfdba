/** The left panel: what is open, and its findings, outline and gaps. */
import { Tab, TabList, Tabs } from 'react-aria-components';
import { SEVERITIES } from '#app/rules/rule.ts';
import { extentOf } from '#app/snapshot/snapshot.ts';
import type { LeftTab } from '../state/frame.ts';
import { isNarrowed } from '../state/seen.ts';
import { useApp, useOpened } from '../use-state.ts';
import { TabPanel } from '../parts/tab-panel.tsx';
import { Line } from '../parts/text.tsx';
import { takenAt, number } from '../words/count.ts';
import { Findings } from './findings/findings.tsx';
import { Gaps } from './gaps.tsx';
import { ViewPanel } from './view.tsx';
import { Outline } from './outline.tsx';

export function Left() {
  const opened = useOpened();
  const tab = useApp((state) => state.leftTab);
  const show = useApp((state) => state.showTab);
  const narrowed = useApp(isNarrowed);
  const told = useApp(({ lint }) =>
    lint ? SEVERITIES.reduce((sum, severity) => sum + lint.told[severity], 0) : 0,
  );
  if (!opened) return null;
  const { accounts, regions } = extentOf(opened.manifest);
  return (
    <aside className="panel left" aria-label="Source and findings">
      <header className="source-head">
        <h2>
          <Line text={opened.title} />
        </h2>
        <p className="quiet">
          {number(accounts)} {accounts === 1 ? 'account' : 'accounts'} · {number(regions)}{' '}
          {regions === 1 ? 'Region' : 'Regions'} ·{' '}
          <span className="nowrap">{takenAt(opened.manifest)}</span>
        </p>
      </header>
      <Tabs className="tabs" selectedKey={tab} onSelectionChange={(key) => show(key as LeftTab)}>
        <TabList className="tab-list" aria-label="Left panel">
          <Tab className="tab" id="findings">
            Findings <span className="tally">{number(told)}</span>
          </Tab>
          <Tab className="tab" id="network">
            Network
          </Tab>
          <Tab className="tab" id="view">
            View {narrowed && <span className="tally">part</span>}
          </Tab>
          <Tab className="tab" id="gaps">
            Gaps <span className="tally">{number(opened.gaps.length)}</span>
          </Tab>
        </TabList>
        <TabPanel className="tab-panel" id="findings">
          <Findings />
        </TabPanel>
        <TabPanel className="tab-panel" id="network">
          <Outline />
        </TabPanel>
        <TabPanel className="tab-panel" id="view">
          <ViewPanel />
        </TabPanel>
        <TabPanel className="tab-panel" id="gaps">
          <Gaps />
        </TabPanel>
      </Tabs>
    </aside>
  );
}
