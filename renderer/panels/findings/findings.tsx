/** The findings: what is told, grouped as one likes, and what is hidden where one asks for it. */
import { useMemo } from 'react';
import { Button } from 'react-aria-components';
import { Tree, type TreeRow } from '../../parts/tree.tsx';
import type { FindingGroup } from '../../state/filter.ts';
import { groupsIn } from '../../state/findings.ts';
import { useApp, useOpened } from '../../use-state.ts';
import { Partial } from '../partial.tsx';
import { FilterBar } from './bar.tsx';
import { Foot } from './foot.tsx';
import { drawItem, type Item, nameOfItem } from './rows.tsx';

const GROUP = 'group:';

export function Findings() {
  const open = useOpened();
  const groups = useApp(groupsIn);
  const grouping = useApp((state) => state.grouping);
  const folded = useApp((state) => state.folded);
  const rules = useApp((state) => state.rules);
  const at = useApp((state) => state.atRow);
  const wished = useApp((state) => state.wish === 'list');
  const wishDone = useApp((state) => state.wishDone);
  const selected = useApp((state) =>
    state.selected?.kind === 'finding' ? state.selected.fingerprint : undefined,
  );
  const none = useApp((state) => state.rows.length === 0);
  const stand = useApp((state) => state.standAtRow);
  const select = useApp((state) => state.selectFinding);
  const toggle = useApp((state) => state.toggleGroup);
  const rows = useMemo(
    () => groups.flatMap((group, i) => rowsOf(group, i, groups.length, folded.includes(group.key))),
    [groups, folded],
  );
  const context = useMemo(() => ({ rules, grouping }), [rules, grouping]);
  if (!open) return null;
  return (
    <div className="findings">
      <FilterBar />
      {none ? (
        <NothingFound gaps={open.gaps.length} />
      ) : rows.length === 0 ? (
        <NothingLeft />
      ) : (
        <Tree
          label="Findings"
          rows={rows}
          selected={selected}
          at={at}
          wished={wished}
          onWishDone={wishDone}
          rowHeight={52}
          nameOf={(item) => nameOfItem(item, context)}
          draw={(item) => drawItem(item, context)}
          onStand={stand}
          onSelect={(id) => void select(id)}
          onToggle={(id) => toggle(id.slice(GROUP.length))}
        />
      )}
      {!none && <Foot />}
      {!none && <Partial>Not all could be seen; what rests on that is marked unsure:</Partial>}
    </div>
  );
}

function rowsOf(group: FindingGroup, i: number, groups: number, folded: boolean): TreeRow<Item>[] {
  const head: TreeRow<Item> = {
    id: GROUP + group.key,
    level: 1,
    place: i + 1,
    of: groups,
    expanded: !folded,
    item: { group },
  };
  if (folded) return [head];
  const leaves = group.rows.map((row, k): TreeRow<Item> => ({
    id: row.fingerprint,
    level: 2,
    place: k + 1,
    of: group.rows.length,
    item: { row, mixed: group.mixed },
  }));
  return [head, ...leaves];
}

function NothingFound({ gaps }: { readonly gaps: number }) {
  const network = useOpened()?.counts.length !== 0;
  const notes = useApp((state) => state.lint?.notes.length ?? 0);
  const showDialog = useApp((state) => state.showDialog);
  return (
    <div className="quiet-note">
      <p>No findings.</p>
      {gaps > 0 ? (
        <Partial>
          Parts of the network could not be seen, so this is not proof that all is well:
        </Partial>
      ) : !network ? (
        <p>There is no network in this source that a rule could look at.</p>
      ) : notes > 0 ? (
        <Button className="text-button" onPress={() => showDialog('lint')}>
          What was not looked at
        </Button>
      ) : (
        <p>Every rule ran on complete data.</p>
      )}
    </div>
  );
}

/** A filter, suppressions or a baseline hide everything there is. */
function NothingLeft() {
  const clear = useApp((state) => state.clearFilter);
  const told = useApp(({ rows }) => rows.some((row) => row.state === 'told'));
  return (
    <div className="quiet-note nothing-left">
      {told ? (
        <>
          <p>No finding matches this filter.</p>
          <Button className="text-button" onPress={clear}>
            Show all
          </Button>
        </>
      ) : (
        <p>Nothing new: every finding is suppressed or in the baseline.</p>
      )}
    </div>
  );
}
