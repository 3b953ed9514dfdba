/** Says what is drawn, for tests and for nothing else. Pure. */
import type { Light } from '#app/scene/light.ts';
import type { Diff, PlanMarks } from '#app/scene/planned.ts';
import type { Scene } from '#app/scene/scene.ts';
import type { Way } from '../state/drawing.ts';
import type { Marks } from './badges.ts';
import type { Network } from './network.ts';
import { stateOf } from './states.ts';
import type { Viewport } from './viewport.ts';

/** What is drawn, for tests and for nothing else. */
export interface DrawnReport extends Viewport {
  readonly nodes: number;
  readonly edges: number;
  readonly hulls: number;
  /** Of all boxes and lines. */
  readonly ids: readonly string[];
  readonly lit: readonly string[];
  readonly selected: readonly string[];
  /** Badges of boxes by id, as `error 2`. */
  readonly badges: Readonly<Record<string, string>>;
  /**
   * Elements by what the step of a plan does to them, or two snapshots say of them; those that no route leads over; and
   * boxes that reach others differently.
   */
  readonly plan: Readonly<Record<Diff | 'idle' | 'reach', readonly string[]>>;
  /** How many elements Cytoscape draws and styles: all of a small network, none of a large one. */
  readonly styled: number;
  /** What draws the boxes and lines. */
  readonly by: 'cytoscape' | Way;
  readonly theme: string;
}

interface Held {
  readonly nodes: number;
  readonly edges: number;
  /** Ids of elements that a selector of Cytoscape names. */
  readonly ids: (selector: string) => readonly string[];
}

interface Shown {
  readonly scene: Scene | undefined;
  readonly network: Network | undefined;
  /** What Cytoscape holds. */
  readonly held: Held;
  readonly light: Light;
  readonly selected: ReadonlySet<string>;
  readonly marks: Marks;
  readonly plan: PlanMarks;
  readonly byCard: boolean;
  readonly viewport: Viewport;
  readonly theme: string;
}

export function reportOf(shown: Shown): DrawnReport {
  const { scene, network, held, light, selected, marks, plan, byCard, viewport, theme } = shown;
  const ids = (): readonly string[] =>
    network ? [...network.boxes.keys(), ...network.wires.keys()] : held.ids('*');
  const states = (which: 'lit' | 'selected'): string[] =>
    [
      ...(network
        ? ids().filter((id) => stateOf(id, light, selected)[which])
        : held.ids(`.${which}`)),
    ].sort();
  const of = (which: Diff | 'idle') => (id: string) =>
    (which === 'idle' && plan.idle.has(id)) ||
    plan.nodes.get(id) === which ||
    plan.edges.get(id) === which;
  const marked = (which: Diff | 'idle'): string[] =>
    [...(network ? ids().filter(of(which)) : held.ids(`.${which}`))].sort();
  // Of a large network only what is asked for is told: a test must not hold up the window that it measures.
  return {
    nodes: network ? network.boxes.size : held.nodes,
    edges: network ? network.wires.size : held.edges,
    hulls: scene?.hulls.length ?? 0,
    get ids() {
      return ids();
    },
    get lit() {
      return states('lit');
    },
    get selected() {
      return states('selected');
    },
    get badges() {
      return Object.fromEntries(
        [...marks.nodes].map(([id, { severity, count }]) => [id, `${severity} ${count}`]),
      );
    },
    get plan() {
      const drawn = new Set(ids());
      return {
        added: marked('added'),
        removed: marked('removed'),
        changed: marked('changed'),
        unseen: marked('unseen'),
        idle: marked('idle'),
        reach: [...(plan.reach ?? [])].filter((id) => drawn.has(id)).sort(),
      };
    },
    get styled() {
      return held.ids('*').length;
    },
    by: network ? (byCard ? 'webgl' : 'canvas') : 'cytoscape',
    ...viewport,
    theme,
  };
}
