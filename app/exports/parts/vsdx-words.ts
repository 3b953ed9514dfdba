/** The words of a box in a Visio drawing: its name and lines, as much of each as has room. */
import { nodeLooks } from '../../scene/legend.ts';
import type { SceneNode } from '../../scene/scene.ts';
import { fit, type Font, fonts } from '../../scene/text.ts';
import { calledIn, titleIn } from '../../scene/title.ts';
import { inert } from './inert.ts';
import { largeWords } from './large-words.ts';
import type { Words } from './vsdx-shape.ts';
import { sizedIn, toldIn, usual, widest } from './widest.ts';

/** `large`: how much larger the words of the page are than usual. */
export function wordsIn(node: SceneNode, boxes: readonly SceneNode[], large = 1): readonly Words[] {
  const { container } = nodeLooks[node.shape];
  const room = node.width - 24;
  const usually: Font = container
    ? node.shape === 'segment'
      ? fonts.segment
      : fonts.region
    : node.label === node.id
      ? fonts.id
      : { ...fonts.name, size: 12 };
  const larger = largeWords(node, inert(node.label), room, usually, large);
  if (larger) {
    const font = { ...usually, size: larger.size };
    const line = { ...fonts.line, size: larger.size };
    return [
      ...larger.lines.map((text): Words => ({ text, font, token: 'scene-text' })),
      ...node.lines.map((text): Words => ({ text: inert(text), font: line, token: 'scene-quiet' })),
    ];
  }
  const name: Font = container ? { ...usually, size: Math.round(usually.size * large) } : usually;
  const line: Font = container ? fonts.segment : { ...fonts.line, size: 10 };
  const named = container
    ? titleIn(node, (text) => toldIn(widest, boxes, inert(text), room, name))
    : calledIn(node, (text) => toldIn(usual, boxes, inert(text), room, name));
  return [
    {
      text: named,
      font: container ? name : sizedIn(widest, named, name, room),
      token: container ? 'scene-quiet' : 'scene-text',
    },
    ...node.lines.map((text): Words => ({
      text: fit(inert(text), room, line),
      font: line,
      token: 'scene-quiet',
    })),
  ];
}
