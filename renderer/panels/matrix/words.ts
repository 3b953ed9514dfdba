/** Outcomes of pairs in the user's words, and how a cell of them looks. */
import type { MatrixVpc } from '#app/api/engine.ts';
import type { Natted } from '#app/routing/masks.ts';
import type { PairOutcome } from '#app/routing/reach.ts';
import type { Cell } from '../../state/cells.ts';
import { short } from '../../words/visible.ts';
import { inside, pairNames } from '#app/routing/outcome-words.ts';

const VIA_NAT: Readonly<Record<Natted, string>> = {
  none: '',
  some: ', partly via NAT',
  all: ' via NAT',
};

/** `Delivered via NAT`: only what arrives can pass a NAT gateway on its way. */
export const thereName = ({ outcome, natted }: Pick<Cell, 'outcome' | 'natted'>): string =>
  pairNames[outcome] + (outcome === 'delivered' || outcome === 'mixed' ? VIA_NAT[natted] : '');

/** How a cell looks: neutral greys and the accent. Severity colours are for findings. */
export type Shade = 'arrives' | 'half' | 'leaves' | 'nothing' | 'stopped' | 'open';

export const shades: Readonly<Record<PairOutcome, Shade>> = {
  delivered: 'arrives',
  exits: 'leaves',
  'no-route': 'nothing',
  blackhole: 'stopped',
  'not-transitive': 'stopped',
  'peering-inactive': 'stopped',
  'no-association': 'stopped',
  'no-attachment-in-az': 'stopped',
  filtered: 'stopped',
  loop: 'stopped',
  'no-return': 'half',
  'cannot-tell': 'open',
  mixed: 'half',
};

const NAME = 80;

export const vpcName = ({ label }: Pick<MatrixVpc, 'label'>): string => short(label, NAME);

/** `store-web to egress: delivered, back delivered`. */
export function cellName(
  from: Pick<MatrixVpc, 'label'>,
  to: Pick<MatrixVpc, 'label'>,
  cell: Cell | undefined,
  same = false,
): string {
  if (same) return `${vpcName(from)} to itself`;
  const pair = `${vpcName(from)} to ${vpcName(to)}`;
  return cell
    ? `${pair}: ${inside(thereName(cell))}, back ${inside(pairNames[cell.back])}`
    : `${pair}: not read yet`;
}
