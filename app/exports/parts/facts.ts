/** What a node or a link of the scene is, as named facts: cell data, shape data and attributes of every graph format. */
import type { Report } from '../../report.ts';
import { edgeLooks, nodeLooks } from '../../scene/legend.ts';
import type { SceneEdge, SceneNode } from '../../scene/scene.ts';

/** Raw text; each format escapes it. Facts without a value are absent. */
export type Facts = Readonly<Record<string, string>>;

const known = (facts: Readonly<Record<string, string | undefined>>): Facts =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );

export function factsOf(node: SceneNode, report: Report): Facts {
  const found = report.topology.find(node.ref);
  const place = report.topology.placeOf(node.ref);
  const cidrs =
    node.shape === 'vpc'
      ? report.topology.cidrsOf(node.ref)
      : (report.topology.get('subnet', node.ref)?.cidrs ?? []);
  const { title, container } = nodeLooks[node.shape];
  return known({
    kind: title,
    resource: node.ref,
    name: found?.name,
    account: place.account,
    region: place.region,
    cidrs: cidrs.map((c) => c.text).join(' '),
    seen: container ? undefined : node.ghost ? 'no' : 'yes',
    findings: node.badge && `${node.badge.count} (${node.badge.severity})`,
  });
}

export const linkFacts = (e: SceneEdge): Facts =>
  known({
    kind: edgeLooks[e.kind].title,
    resources: e.refs.join(' '),
    state: e.active ? 'active' : 'not active',
    findings: e.badge && `${e.badge.count} (${e.badge.severity})`,
  });

/** Every name that `factsOf` may give, in the order they are listed. */
export const NODE_FACTS = [
  'kind',
  'resource',
  'name',
  'account',
  'region',
  'cidrs',
  'seen',
  'findings',
] as const;

/** Every name that `linkFacts` may give. */
export const LINK_FACTS = ['kind', 'resources', 'state', 'findings'] as const;
