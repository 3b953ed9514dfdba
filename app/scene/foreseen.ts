/** A picture laid out before every rule has run: findings of meshes decide where everything stands, all others are badges on it. */
import type { Report } from '../report.ts';
import type { Whole } from './build.ts';
import { badgesOf } from './parts/badges.ts';
import { drawingOf, meshesOf } from './parts/draw.ts';

/** What is to be laid out, of a report that holds the findings of meshes at least. */
export const foreseen = (meshes: Report): Omit<Whole, 'laid'> => drawingOf(meshes, false);

/** The same with the badges of the whole report; undefined where that has other meshes, as under another configuration. */
export function withBadges({ drawing, laid, leftOut }: Whole, report: Report): Whole | undefined {
  const ids = new Set(drawing.nodes.map(({ id }) => id));
  if (JSON.stringify(meshesOf(report, ids)) !== JSON.stringify(drawing.meshes)) return undefined;
  const mark = badgesOf(report);
  const nodes = drawing.nodes.map((node) => ({ ...node, badge: mark.node(node.id) }));
  const links = drawing.links.map((link) => ({ ...link, badge: mark.edge(link.refs) }));
  const badges = new Map([...nodes, ...links].map(({ id, badge }) => [id, badge]));
  const marked = <T extends Laid>(item: T): T => ({ ...item, badge: badges.get(item.id) });
  return {
    drawing: { ...drawing, nodes, links },
    laid: { ...laid, nodes: laid.nodes.map(marked), edges: laid.edges.map(marked) },
    leftOut,
  };
}

type Laid = Pick<Whole['laid']['nodes'][number] | Whole['laid']['edges'][number], 'id' | 'badge'>;
