/** The legend on a page of a draw.io file: one group of samples, each with its words. */
import { flowLook, idleLook, palette, stopLooks } from '../../scene/legend.ts';
import type { Box } from '../../scene/scene.ts';
import {
  BADGE,
  badgeStyle,
  badgeText,
  dashStyle,
  hullColours,
  label,
  lineStyle,
  object,
  sampleStyle,
  signStyle,
  textStyle,
  vertex,
} from './drawio-cell.ts';
import { STOP } from './flow-marks.ts';
import { badgeWidth } from './mark-room.ts';
import type { FootSample, PageFoot } from './page-foot.ts';

const light = palette.light;

function sampleLook({ entry, sample }: FootSample): string {
  switch (entry.sort) {
    case 'node':
      return sampleStyle(entry.shape, entry.ghost, sample);
    case 'edge':
      return `line;${lineStyle(entry.kind, entry.active, entry.inMesh)}`;
    case 'hull':
      return `rounded=1;arcSize=50;${hullColours}`;
    case 'badge':
    case 'shared':
      return badgeStyle(entry.severity);
    case 'way':
      return `line;strokeColor=${light[flowLook.line]};strokeWidth=${flowLook.width}`;
    case 'stop':
      return signStyle(stopLooks[entry.tone].token);
    case 'mark':
      return signStyle(entry.look.token);
    case 'idle':
      return `line;${lineStyle(entry.kind, true)};${dashStyle(idleLook.dash)}`;
  }
}

function sampleText(entry: FootSample['entry']): string {
  if (entry.sort === 'badge' || entry.sort === 'shared') return badgeText(entry);
  if (entry.sort === 'mark') return label([entry.look.sign]);
  return entry.sort === 'stop' ? label([stopLooks[entry.tone].sign]) : '';
}

const isSign = ({ sort }: FootSample['entry']): boolean => sort === 'stop' || sort === 'mark';

const inMiddle = ({ x, y, width, height }: Box, wide: number, tall: number): Box => ({
  x: x + (width - wide) / 2,
  y: y + (height - tall) / 2,
  width: wide,
  height: tall,
});

/** Signs and badges are as large as they are in the picture. */
function sampleBox({ entry, sample }: FootSample): Box {
  if (isSign(entry)) return inMiddle(sample, STOP, STOP);
  if (entry.sort === 'badge') return inMiddle(sample, BADGE.width, BADGE.height);
  if (entry.sort !== 'shared') return sample;
  return inMiddle(sample, Math.max(BADGE.width, badgeWidth(entry)), BADGE.height);
}

/** One group, so that it is moved, copied or deleted as one thing. */
export function legendCells({ legend }: PageFoot): string[] {
  if (!legend) return [];
  const inside = (box: Box): Box => ({ ...box, x: box.x - legend.x, y: box.y - legend.y });
  return [
    object('legend', '', { kind: 'Legend' }, vertex('group', '1', legend)),
    ...legend.samples.flatMap((item, i) => [
      object(
        `legend-${i}`,
        sampleText(item.entry),
        {},
        vertex(sampleLook(item), 'legend', inside(sampleBox(item)), item.entry.sort === 'shared'),
      ),
      object(
        `legend-${i}-words`,
        label([item.entry.title]),
        {},
        vertex(textStyle(item.font.size), 'legend', inside(item.words), true),
      ),
    ]),
  ];
}
