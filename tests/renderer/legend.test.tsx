/** The legend of the canvas: what is drawn now, and nothing else. */
import { describe, expect, it } from 'vitest';
import { NO_LIGHT } from '#app/scene/light.ts';
import { NO_PLAN_MARKS, type PlanMarks } from '#app/scene/planned.ts';
import { type Marks, NO_MARKS } from '#renderer/canvas/badges.ts';
import { Legend } from '#renderer/panels/legend.tsx';
import type { State } from '#renderer/state.ts';
import { drawn } from './drawn.tsx';
import { picture, standing } from './picture.ts';
import { opened, startWindow } from './window.ts';

const { panels } = startWindow().state();

async function entries(part: Partial<State> = {}): Promise<string[]> {
  const html = await drawn(<Legend />, { panels: { ...panels, legend: true }, ...part });
  const rows = html.match(/<li>.*?<\/li>/gs) ?? [];
  return rows.map((row) => row.replace(/<svg.*?<\/svg>/gs, '').replace(/<[^>]*>/g, ''));
}

/** What is written on the samples. */
async function signs(part: Partial<State>): Promise<string[]> {
  const html = await drawn(<Legend />, { panels: { ...panels, legend: true }, ...part });
  return [...html.matchAll(/<text[^>]*>(.*?)<\/text>/gs)].map(([, text]) =>
    text!.replace(/<[^>]*>/g, ''),
  );
}

const marks = (part: Partial<PlanMarks>): PlanMarks => ({ ...NO_PLAN_MARKS, ...part });

describe('the legend of the canvas', () => {
  it('explains a path and where it stops while one is lit', async () => {
    const plain = await entries();
    expect(plain).toContain('VPC');
    const light = {
      ...NO_LIGHT,
      edges: new Map([['pcx-ab', 'forward' as const]]),
      stop: { at: 'pcx-ab', tone: 'bad' as const, reason: 'blackhole' },
    };
    const lit = await entries({ light });
    expect(lit.filter((entry) => !plain.includes(entry))).toEqual([
      'Path of a trace, in the direction it goes',
      'The flow stops here',
    ]);
  });

  it('explains those signs of a comparison or a plan that are there', async () => {
    const nodes = new Map([['vpc-a', 'added' as const]]);
    const plain = await entries();
    const more = async (part: Partial<State>) =>
      (await entries(part)).filter((entry) => !plain.includes(entry));
    expect(await more(standing('diff', marks({ nodes })))).toEqual([
      'Added: only in the newer snapshot',
    ]);
    expect(await more(standing('plan', marks({ nodes })))).toEqual(['Made by the plan']);
    expect(await more(standing('plan', marks({ idle: new Set(['pcx-ab']) })))).toEqual([
      'No route leads over it',
    ]);
  });

  it('begins with what only a comparison or a plan draws: the end of it may be out of sight', async () => {
    const nodes = new Map([['vpc-a', 'added' as const]]);
    const [first] = await entries(standing('plan', marks({ nodes })));
    expect(first).toBe('Made by the plan');
    const [head] = await entries(standing('diff', marks({ nodes })));
    expect(head).toBe('Added: only in the newer snapshot');
  });

  it('explains the badges that the list leaves on the picture, and no others', async () => {
    const [box] = picture.nodes.filter(({ shape }) => shape === 'vpc');
    const badged = { ...box!, badge: { severity: 'error', count: 1 } } as const;
    const nodes = picture.nodes.map((node) => (node === box ? badged : node));
    const scene = { ...picture, nodes };
    const source = { phase: 'open', opened: opened('Estate'), scene } as const;
    const worn = { ...NO_MARKS, nodes: new Map([[box!.id, badged.badge]]) };
    const said = async (marks: Marks) => (await entries({ source, marks })).join('\n');
    expect(await said(worn)).toContain('Error found, and how many');
    expect(await said(NO_MARKS)).not.toContain('Error found');
    expect(await signs({ source, marks: worn })).toContain('× 1');
  });

  it('explains the number on a line that stands for several links', async () => {
    const [line, ...others] = picture.edges;
    const scene = { ...picture, edges: [{ ...line!, refs: ['vpn-1', 'vpn-2'] }, ...others] };
    const source = { phase: 'open', opened: opened('Estate'), scene } as const;
    expect(await entries({ source })).toContain(
      'So many links, drawn as one line; a short one bears no number',
    );
    expect(await signs({ source })).toContain('×2');
    expect(await entries()).not.toContain(
      'So many links, drawn as one line; a short one bears no number',
    );
  });
});
