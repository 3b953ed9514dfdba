/** Walks one flow, step by step, until it arrives, leaves, or nothing more can stand in its way. */
import type { Ip } from '../base/cidr.ts';
import type { Subnet } from '../kinds/subnet.ts';
import { stepSubnet } from './step-subnet.ts';
import { stepTgw } from './step-tgw.ts';
import type { RoutingView } from './view.ts';
import { type Goal, type Middleboxes, type Position, Walker } from './walker.ts';

const key = (p: Position): string =>
  p.at === 'subnet' ? `${p.subnet.id} ${p.foreign}` : `${p.tgw} ${p.arrived.id}`;

export interface WalkRequest {
  readonly view: RoutingView;
  readonly start: Subnet;
  readonly source: Ip;
  readonly goal: Goal;
  readonly direction: 'forward' | 'return';
  readonly middleboxes: Middleboxes;
}

export function walk({ view, start, source, goal, direction, middleboxes }: WalkRequest): Walker {
  const w = new Walker(view, source, goal, direction, middleboxes);
  const seen = new Set<string>();
  let position: Position | undefined = { at: 'subnet', subnet: start, foreign: false };
  while (position) {
    const here = key(position);
    if (seen.has(here)) {
      const at = position.at === 'subnet' ? position.subnet.id : position.tgw;
      w.hop({ id: at, kind: position.at === 'subnet' ? 'subnet' : 'transit-gateway' });
      w.fail({
        outcome: 'loop',
        at,
        message: `The flow comes back to ${at}: its routes lead in a circle.`,
        change: `Make one of the tables on the way authoritative for ${w.destination}.`,
      });
      break;
    }
    seen.add(here);
    position = position.at === 'subnet' ? stepSubnet(w, position) : stepTgw(w, position);
  }
  return w;
}
