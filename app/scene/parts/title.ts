/** The title of a scene. */
import type { SceneNode } from '../scene.ts';

/** "12 VPCs in 2 accounts and 3 Regions", from what is drawn. */
export function titleOf(nodes: readonly SceneNode[]): string {
  const say = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
  const count = (shape: string): number => nodes.filter((n) => n.shape === shape).length;
  const regions = new Set(nodes.filter((n) => n.shape === 'region').map((n) => n.label)).size;
  const hubs = count('transit-gateway');
  return [
    say(count('vpc'), 'VPC', 'VPCs'),
    ...(hubs > 0 ? [say(hubs, 'transit gateway', 'transit gateways')] : []),
    say(count('account'), 'account', 'accounts'),
    say(regions, 'Region', 'Regions'),
  ].join(', ');
}
