/** Gathers the nodes and links of a drawing: each node once, links of one kind between two nodes as one line. */
import type { Ref } from '../../base/ref.ts';
import { byText } from '../../base/order.ts';
import type { EdgeKind } from '../scene.ts';
import type { DrawNode } from './drawing.ts';

/** A deleted link is not drawn: it lingers in answers for hours or days, but joins nothing. */
export const isDeleted = (state: string): boolean => state === 'deleted';
const UP = new Set(['active', 'available', 'modifying']);
/** States in which a link or gateway carries traffic. */
export const isUp = (state: string): boolean => UP.has(state);

export type RawNode = Omit<DrawNode, 'badge' | 'width' | 'height'>;

export interface RawLink {
  readonly kind: EdgeKind;
  readonly from: Ref;
  readonly to: Ref;
  readonly refs: Set<Ref>;
  /** How many links it stands for, and how many of them are active. */
  count: number;
  up: number;
  readonly label: string;
  readonly segment: string | undefined;
}

export class Gathered {
  readonly nodes = new Map<Ref, RawNode>();
  readonly links = new Map<string, RawLink>();

  node(node: RawNode): void {
    if (node.id !== '' && !this.nodes.has(node.id)) this.nodes.set(node.id, node);
  }

  /** Links of one kind between the same two nodes become one line. */
  link(
    kind: EdgeKind,
    from: Ref,
    to: Ref,
    refs: readonly Ref[],
    active: boolean,
    more: { label?: string; segment?: string } = {},
  ): void {
    const [a, b] = kind === 'peering' && byText(from, to) > 0 ? [to, from] : [from, to];
    const key = `${kind}/${a}/${b}`;
    const old = this.links.get(key);
    if (old) {
      for (const ref of refs) old.refs.add(ref);
      old.up += active ? 1 : 0;
      old.count++;
    } else {
      const { label = '', segment } = more;
      this.links.set(key, {
        kind,
        from: a,
        to: b,
        up: active ? 1 : 0,
        refs: new Set(refs),
        count: 1,
        label,
        segment,
      });
    }
  }
}
