/** Above the list: what to look for, how severe, how grouped, and what else to pick out. */
import { useEffect, useRef } from 'react';
import { Button, Input, Label, SearchField, ToggleButton } from 'react-aria-components';
import { SEVERITIES } from '#app/rules/rule.ts';
import { ActionIcon } from '../../parts/press.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Segments } from '../../parts/segments.tsx';
import { SeverityMark } from '../../parts/severity.tsx';
import { FACETS, GROUPINGS, type Grouping, visibleRows } from '../../state/filter.ts';
import { useApp } from '../../use-state.ts';
import { count, number } from '../../words/count.ts';
import { Facets } from './facets.tsx';

const GROUPING_NAMES: Readonly<Record<Grouping, string>> = {
  rule: 'Rule',
  resource: 'Resource',
  severity: 'Severity',
};

export function FilterBar() {
  const open = useApp((state) => state.facetsOpen);
  const toggle = useApp((state) => state.toggleFacets);
  const grouping = useApp((state) => state.grouping);
  const groupBy = useApp((state) => state.groupBy);
  const picked = useApp(
    ({ filter }) => FACETS.filter((facet) => filter[facet] !== undefined).length,
  );
  return (
    <div className="filter-bar">
      <Search />
      <Severities />
      <div className="filter-line">
        <Segments
          label="Group findings by"
          value={grouping}
          onChange={groupBy}
          of={GROUPINGS.map((id) => ({ id, name: GROUPING_NAMES[id] }))}
        />
        <Button
          className="button small"
          aria-label={picked > 0 ? `Filter, ${picked} chosen` : 'Filter'}
          aria-expanded={open}
          onPress={toggle}
        >
          <Icon id="filter" size={14} /> <span className="filter-word">Filter</span>
          {picked > 0 && <span className="tally">{picked}</span>}
        </Button>
        <ActionIcon id="lint-settings" icon="settings" />
      </div>
      {open && <Facets />}
    </div>
  );
}

function Search() {
  const text = useApp((state) => state.filter.text);
  const setFilter = useApp((state) => state.setFilter);
  const enter = useApp((state) => state.enterList);
  const wished = useApp((state) => state.wish === 'search');
  const wishDone = useApp((state) => state.wishDone);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!wished) return;
    field.current?.select();
    wishDone();
  }, [wished, wishDone]);
  return (
    <SearchField
      className="search-field"
      value={text}
      onChange={(next) => setFilter({ text: next })}
    >
      <Label className="hidden-label">Search findings</Label>
      <Icon id="search" size={14} />
      <Input
        ref={field}
        placeholder="Search findings"
        spellCheck="false"
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
          event.preventDefault();
          enter('list');
        }}
      />
      <Button className="icon-button small" aria-label="Clear the search">
        <Icon id="close" size={12} />
      </Button>
    </SearchField>
  );
}

function Severities() {
  const rows = useApp((state) => state.rows);
  const rules = useApp((state) => state.rules);
  const filter = useApp((state) => state.filter);
  const toggle = useApp((state) => state.toggleSeverity);
  const all = visibleRows(rows, rules, filter, false);
  return (
    <div className="severity-toggles" role="group" aria-label="Severities shown">
      {SEVERITIES.map((severity) => {
        const n = all.filter((row) => row.severity === severity).length;
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
  );
}
