/** Everything the canvas draws, as a tree: accounts, Regions, and what stands in them. */
import { useDeferredValue, useMemo, useState } from 'react';
import { comparedTitles, diffLooks, reachLook } from '#app/scene/legend.ts';
import { sharedOnHub } from '#app/scene/mesh-badges.ts';
import { NO_PLAN_MARKS, type PlanMarks } from '#app/scene/planned.ts';
import { isInside, isOpened } from '#app/scene/open.ts';
import type { SceneNode } from '#app/scene/scene.ts';
import { nodeLooks } from '#app/scene/legend.ts';
import { Icon } from '../parts/icon.tsx';
import { DiffMark } from '../parts/diff-mark.tsx';
import { SeverityMark } from '../parts/severity.tsx';
import { Tree } from '../parts/tree.tsx';
import { useApp, useOpen } from '../use-state.ts';
import { drawnOf } from '../state/drawn.ts';
import { outlineOf } from '../state/outline.ts';
import { short } from '../words/visible.ts';
import { type Badge, marksIn } from '../canvas/badges.ts';
import { Nothing } from './nothing.tsx';
import { Partial } from './partial.tsx';

export function Outline() {
  const open = useOpen();
  const fold = useApp((state) => state.fold);
  const openVpcs = useApp((state) => state.openVpcs);
  const [at, setAt] = useState<string>();
  const selected = useApp((state) =>
    state.selected?.kind === 'resource' ? state.selected.ref : undefined,
  );
  const select = useApp((state) => state.selectResource);
  const compared = useApp((state) => state.diffDrawn);
  const diffs = useApp((state) => (state.diffDrawn ? state.diffMarks : NO_PLAN_MARKS));
  const badges = useApp(marksIn);
  // The picture first, and the tree that tells of it in a moment: both at once would hold the window up.
  const scene = useDeferredValue(open?.scene);
  const rows = useMemo(() => (scene ? outlineOf(scene) : []), [scene]);
  if (!scene) return null;
  if (rows.length === 0)
    return (
      <div className="quiet-note">
        <Nothing />
      </div>
    );
  const { nodes, nodesOf } = drawnOf(scene);
  const chosen =
    selected === undefined
      ? undefined
      : nodesOf.get(selected)?.find((node) => !nodeLooks[node.shape].container)?.id;
  return (
    <>
      {scene.leftOut.length > 0 && (
        <p className="list-foot">Left out: {scene.leftOut.join('; ')}</p>
      )}
      <Tree
        label="Network"
        rows={rows}
        selected={chosen}
        at={at}
        rowHeight={28}
        nameOf={(node) => {
          const links = compared ? undefined : badges.meshes.hubs.get(node.id);
          const shared = links ? [sharedOnHub(node, links).words] : [];
          return [nameOf(node), ...shared, ...diffWords(node, diffs)].join(', ');
        }}
        draw={(node) => (
          <OutlineRow
            node={node}
            badge={compared ? undefined : badges.nodes.get(node.id)}
            diffs={diffs}
          />
        )}
        onStand={setAt}
        onSelect={(id) => {
          const node = nodes.get(id);
          if (node) void select(node.ref, true);
        }}
        onToggle={(id) => {
          const node = nodes.get(id);
          // The tree and the picture are one: what is collapsed here is collapsed there.
          if (node?.shape === 'vpc') void openVpcs([node.ref], false);
          else if (node) void fold([id], node.shape !== 'folded');
        }}
      />
      <Partial>There may be more than is drawn:</Partial>
    </>
  );
}

const nameOf = (node: SceneNode): string =>
  [
    node.shape === 'folded' ? 'Collapsed' : nodeLooks[node.shape].title,
    short(node.label),
    node.shape === 'folded' || isInside(node) ? node.lines.join(', ') : (node.lines[0] ?? ''),
    isOpened(node) ? 'opened' : '',
    node.ghost ? 'not collected' : '',
  ]
    .filter((part) => part !== '')
    .join(', ');

/** What the picture marks a box with, in words. */
function diffWords({ id }: SceneNode, { nodes, reach }: PlanMarks): readonly string[] {
  const diff = nodes.get(id);
  return [
    ...(diff === undefined ? [] : [comparedTitles[diff]]),
    ...(reach?.has(id) ? [reachLook.title] : []),
  ];
}

function OutlineRow({
  node,
  badge,
  diffs,
}: {
  readonly node: SceneNode;
  readonly badge?: Badge | undefined;
  readonly diffs: PlanMarks;
}) {
  const diff = diffs.nodes.get(node.id);
  const folded = node.shape === 'folded';
  const container = folded || nodeLooks[node.shape].container;
  return (
    <>
      {container ? (
        <Icon id="chevron" size={12} />
      ) : (
        <span className={`shape ${node.shape}${node.ghost ? ' ghost' : ''}`} />
      )}
      <span className={container ? 'line group-title' : 'line'}>{short(node.label, 120)}</span>
      {node.lines[0] !== undefined && (
        <span className="line mono quiet">{short(node.lines[0], 60)}</span>
      )}
      {badge && <SeverityMark severity={badge.severity} size={12} />}
      {diff !== undefined && <DiffMark look={diffLooks[diff]} />}
      {diffs.reach?.has(node.id) && <DiffMark look={reachLook} />}
    </>
  );
}
