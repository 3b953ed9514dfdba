/** Everything the canvas draws, as a tree: accounts, Regions, what stands in them; then meshes, and the lines by their kind. */
import { useDeferredValue, useMemo, useState } from 'react';
import { isPairLine } from '#app/scene/compared.ts';
import { comparedTitles, diffLooks, nodeLooks, reachLook } from '#app/scene/legend.ts';
import { sharedOnHub } from '#app/scene/mesh-badges.ts';
import { NO_PLAN_MARKS, type PlanMarks } from '#app/scene/planned.ts';
import type { Scene, SceneNode } from '#app/scene/scene.ts';
import { Icon } from '../parts/icon.tsx';
import { DiffMark } from '../parts/diff-mark.tsx';
import { SeverityMark } from '../parts/severity.tsx';
import { Tree } from '../parts/tree.tsx';
import { useApp, useOpen, useWindow } from '../use-state.ts';
import { drawnOf } from '../state/drawn.ts';
import { isGroup, type Outlined, outlineOf } from '../state/outline.ts';
import type { Selected } from '../state/selection.ts';
import { number } from '../words/count.ts';
import { outlinedName } from '../words/drawn.ts';
import { short } from '../words/visible.ts';
import type { Badge, Marks } from '../canvas/badges.ts';
import { Nothing } from './nothing.tsx';
import { Partial } from './partial.tsx';

export function Outline() {
  const store = useWindow();
  const open = useOpen();
  const [at, setAt] = useState<string>();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const selected = useApp((state) => state.selected);
  const compared = useApp((state) => state.instead?.what === 'diff');
  const diffs = useApp(({ instead }) => (instead?.what === 'diff' ? instead.marks : NO_PLAN_MARKS));
  const badges = useApp((state) => state.marks);
  // The picture first, or the tab, and the tree that tells of it in a moment: both at once would hold the window up.
  const scene = useDeferredValue(open?.scene, undefined);
  const rows = useMemo(() => (scene ? outlineOf(scene, opened) : []), [scene, opened]);
  if (!scene) return null;
  if (rows.length === 0)
    return (
      <div className="quiet-note">
        <Nothing />
      </div>
    );
  const toggle = (id: string): void => {
    if (isGroup(id)) {
      const next = new Set(opened);
      if (!next.delete(id)) next.add(id);
      return setOpened(next);
    }
    const node = drawnOf(scene).nodes.get(id);
    // The tree and the picture are one: what is collapsed here is collapsed there.
    if (node?.shape === 'vpc') void store.getState().openVpcs([node.ref], false);
    else if (node) void store.getState().fold([id], node.shape !== 'folded');
  };
  const select = (id: string): void => {
    const { nodes, edges } = drawnOf(scene);
    const state = store.getState();
    const mesh = scene.hulls.find((hull) => hull.id === id);
    if (mesh) return void state.selectFinding(mesh.finding);
    const ref = nodes.get(id)?.ref ?? edges.get(id)?.refs[0];
    if (ref === undefined) return;
    if (isPairLine(ref)) void state.pickPair(ref);
    else void state.selectResource(ref, true);
  };
  /** A hub may speak for its lines, as a mesh does. */
  const sharedWords = (item: Outlined): readonly string[] => {
    const links = compared || item.is !== 'box' ? undefined : badges.meshes.hubs.get(item.node.id);
    return links && item.is === 'box' ? [sharedOnHub(item.node, links).words] : [];
  };
  return (
    <>
      {scene.leftOut.length > 0 && (
        <p className="list-foot">Left out: {scene.leftOut.join('; ')}</p>
      )}
      <Tree
        label="Network"
        rows={rows}
        selected={chosenIn(scene, selected)}
        at={at}
        rowHeight={28}
        nameOf={(item) =>
          [outlinedName(item), ...sharedWords(item), ...diffWords(item, diffs)].join(', ')
        }
        draw={(item) => (
          <OutlineRow
            item={item}
            badge={compared ? undefined : badgeOf(item, badges)}
            diffs={diffs}
          />
        )}
        onStand={setAt}
        onSelect={select}
        onToggle={toggle}
      />
      <Partial>There may be more than is drawn:</Partial>
    </>
  );
}

/** The row of what is selected. */
function chosenIn(scene: Scene, selected: Selected | undefined): string | undefined {
  if (selected?.kind === 'finding')
    return scene.hulls.find(({ finding }) => finding === selected.fingerprint)?.id;
  if (selected?.kind !== 'resource') return undefined;
  const { nodesOf, edgesOf } = drawnOf(scene);
  const box = nodesOf.get(selected.ref)?.find((node) => !nodeLooks[node.shape].container);
  return (box ?? edgesOf.get(selected.ref)?.[0])?.id;
}

/** What the picture marks a box or a line with, in words. */
function diffWords(item: Outlined, diffs: PlanMarks): readonly string[] {
  const diff = diffOf(item, diffs);
  return [
    ...(diff === undefined ? [] : [comparedTitles[diff]]),
    ...(item.is === 'box' && diffs.reach?.has(item.node.id) ? [reachLook.title] : []),
  ];
}

function diffOf(item: Outlined, { nodes, edges }: PlanMarks) {
  if (item.is === 'box') return nodes.get(item.node.id);
  return item.is === 'line' ? edges.get(item.edge.id) : undefined;
}

const badgeOf = (item: Outlined, { nodes, edges, meshes }: Marks): Badge | undefined => {
  if (item.is === 'box') return nodes.get(item.node.id);
  if (item.is === 'line') return edges.get(item.edge.id);
  return item.is === 'mesh' ? meshes.hulls.get(item.hull.id) : undefined;
};

function OutlineRow(props: {
  readonly item: Outlined;
  readonly badge?: Badge | undefined;
  readonly diffs: PlanMarks;
}) {
  const { item, badge, diffs } = props;
  const diff = diffOf(item, diffs);
  return (
    <>
      <Words item={item} />
      {badge && <SeverityMark severity={badge.severity} size={12} />}
      {diff !== undefined && <DiffMark look={diffLooks[diff]} />}
      {item.is === 'box' && diffs.reach?.has(item.node.id) && <DiffMark look={reachLook} />}
    </>
  );
}

function Words({ item }: { readonly item: Outlined }) {
  if (item.is === 'box') return <BoxWords node={item.node} />;
  if (item.is === 'group')
    return (
      <>
        <Icon id="chevron" size={12} />
        <span className="line group-title">{item.title}</span>
        <span className="tally">{number(item.many)}</span>
      </>
    );
  const many = item.is === 'line' ? item.edge.refs.length : 1;
  return (
    <>
      <Icon id={item.is === 'mesh' ? 'mesh' : 'link'} size={12} />
      <span className="line">
        {item.is === 'mesh'
          ? short(item.hull.caption, 120)
          : `${short(item.from, 60)} – ${short(item.to, 60)}`}
      </span>
      {many > 1 && <span className="tally">{number(many)}</span>}
    </>
  );
}

function BoxWords({ node }: { readonly node: SceneNode }) {
  const container = node.shape === 'folded' || nodeLooks[node.shape].container;
  return (
    <>
      {container ? (
        <Icon id="chevron" size={12} />
      ) : (
        <span className={`shape ${node.shape}${node.ghost ? ' ghost' : ''}`} />
      )}
      <span className={container ? 'line group-title' : 'line'} title={short(node.label, 1000)}>
        {short(node.label, 120)}
      </span>
      {node.lines[0] !== undefined && (
        <span className="line mono quiet" title={short(node.lines[0], 1000)}>
          {short(node.lines[0], 60)}
        </span>
      )}
    </>
  );
}
