/** What of a scene a finding lights: the way it tells of, and what it is about. */
import type { Report } from '../../report.ts';
import type { Finding } from '../../rules/rule.ts';
import { type Arrow, boxOf, drawnIn, type Light, lightOf } from '../../scene/light.ts';
import type { Scene } from '../../scene/scene.ts';

/** For one scene; asked for many findings. */
export function lightsOf(report: Report, scene: Scene): (finding: Finding) => Light {
  const { topology } = report;
  const drawn = drawnIn(scene);
  const nodeOf = (ref: string): string | undefined => boxOf(topology, ref, drawn);
  return ({ resources, places, path }) => {
    const about = lightOf(
      scene,
      [...resources, ...places.map((place) => place.resource)],
      nodeOf,
      'finding',
    );
    if (path.length < 2) return about;
    const way = lightOf(scene, path, nodeOf, 'path');
    // An arrow of the way goes before the plain line of what it is about.
    const edges = new Map<string, Arrow>([...about.edges, ...way.edges]);
    return { reason: 'path', nodes: new Set([...about.nodes, ...way.nodes]), edges };
  };
}
