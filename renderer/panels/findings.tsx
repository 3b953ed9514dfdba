/** The findings, grouped by severity and rule, with a filter. */
import { Button, Input, Label, SearchField, ToggleButton } from 'react-aria-components';
import { useMemo } from 'react';
import { SEVERITIES } from '#app/rules/rule.ts';
import type { FindingView } from '#app/api/engine.ts';
import { Icon } from '../parts/icon.tsx';
import { SeverityMark } from '../parts/severity.tsx';
import { Tree, type TreeRow } from '../parts/tree.tsx';
import { groupsOf, type FindingGroup } from '../state/findings.ts';
import { useApp, useOpen } from '../use-state.ts';
import { count, number } from '../words/count.ts';
import { brief, short } from '../words/visible.ts';

const GROUP = 'group:';

export function Findings() {
  const open = useOpen();
  const filter = useApp((state) => state.filter);
  const folded = useApp((state) => state.folded);
  const selected = useApp((state) =>
    state.selected?.kind === 'finding' ? state.selected.fingerprint : undefined,
  );
  const { selectFinding, toggleGroup } = useVerbs();
  const findings = open?.findings;
  const groups = useMemo(() => groupsOf(findings ?? [], filter), [findings, filter]);
  const rows = useMemo(() => rowsOf(groups, folded), [groups, folded]);
  if (!open) return null;
  const shown = groups.reduce((sum, group) => sum + group.findings.length, 0);
  return (
    <div className="findings">
      <FilterBar findings={open.findings} />
      {open.findings.length === 0 ? (
        <NothingFound gaps={open.opened.gaps.length} />
      ) : rows.length === 0 ? (
        <div className="quiet-note">
          <p>No finding matches this filter.</p>
          <ClearFilter />
        </div>
      ) : (
        <>
          <Tree
            label="Findings"
            rows={rows}
            selected={selected}
            rowHeight={48}
            onSelect={(id) => void selectFinding(id)}
            onToggle={(id) => toggleGroup(id.slice(GROUP.length))}
          />
          {shown < open.findings.length && (
            <p className="list-foot">
              {number(shown)} of {count(open.findings.length, 'finding')} <ClearFilter />
            </p>
          )}
        </>
      )}
    </div>
  );
}

const useVerbs = () => ({
  selectFinding: useApp((state) => state.selectFinding),
  toggleGroup: useApp((state) => state.toggleGroup),
});

function rowsOf(groups: readonly FindingGroup[], folded: readonly string[]): TreeRow[] {
  return groups.flatMap((group) => {
    const expanded = !folded.includes(group.key);
    const head: TreeRow = {
      id: GROUP + group.key,
      level: 1,
      expanded,
      name: `${group.title}: ${count(group.findings.length, group.severity)}`,
      content: (
        <>
          <Icon id="chevron" size={12} />
          <SeverityMark severity={group.severity} />
          <span className="line group-title">{group.title}</span>
          <span className="tally">{number(group.findings.length)}</span>
        </>
      ),
    };
    if (!expanded) return [head];
    return [head, ...group.findings.map((finding) => leaf(finding))];
  });
}

const leaf = (finding: FindingView): TreeRow => ({
  id: finding.fingerprint,
  level: 2,
  name: `${finding.severity}: ${short(finding.message, 300)}`,
  content: (
    <span className="finding-row">
      <span className="finding-message" title={short(finding.message, 1000)}>
        {brief(finding.message)}
      </span>
      {!finding.sure && <span className="unsure">unsure</span>}
    </span>
  ),
});

function FilterBar({ findings }: { readonly findings: readonly FindingView[] }) {
  const filter = useApp((state) => state.filter);
  const setFilter = useApp((state) => state.setFilter);
  const toggle = useApp((state) => state.toggleSeverity);
  return (
    <div className="filter-bar">
      <SearchField
        className="search-field"
        value={filter.text}
        onChange={(text) => setFilter({ text })}
      >
        <Label className="hidden-label">Filter findings</Label>
        <Icon id="search" size={14} />
        <Input placeholder="Filter findings" spellCheck="false" />
        <Button className="icon-button small" aria-label="Clear the filter">
          <Icon id="close" size={12} />
        </Button>
      </SearchField>
      <div className="severity-toggles" role="group" aria-label="Severities shown">
        {SEVERITIES.map((severity) => {
          const n = findings.filter((finding) => finding.severity === severity).length;
          return (
            <ToggleButton
              key={severity}
              className="severity-toggle"
              isSelected={!filter.hidden.includes(severity)}
              onChange={() => toggle(severity)}
              aria-label={`${count(n, severity)}, shown`}
            >
              <SeverityMark severity={severity} size={13} />
              {number(n)}
            </ToggleButton>
          );
        })}
      </div>
    </div>
  );
}

function ClearFilter() {
  const setFilter = useApp((state) => state.setFilter);
  return (
    <Button className="text-button" onPress={() => setFilter({ text: '', hidden: [] })}>
      Show all
    </Button>
  );
}

function NothingFound({ gaps }: { readonly gaps: number }) {
  const showTab = useApp((state) => state.showTab);
  return (
    <div className="quiet-note">
      <p>No findings.</p>
      {gaps > 0 ? (
        <>
          <p>Parts of the network could not be seen, so this is not proof that all is well.</p>
          <Button className="text-button" onPress={() => showTab('gaps')}>
            {count(gaps, 'gap')}
          </Button>
        </>
      ) : (
        <p>Every rule ran on complete data.</p>
      )}
    </div>
  );
}
