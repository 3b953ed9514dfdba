/** Badges of the picture: what the list shows, and no more. */
import { describe, expect, it } from 'vitest';
import type { Scene } from '#app/scene/scene.ts';
import { marksOf, sumsOf } from '#renderer/canvas/badges.ts';
import { visibleIn } from '#renderer/state/findings.ts';
import { picture } from '../picture.ts';
import { finding, row, startWindow } from '../window.ts';

const of = (fingerprint: string, severity: 'error' | 'warning' | 'info', ...marks: string[]) =>
  row(finding({ fingerprint, severity }), { marks });

describe('badges', () => {
  it('have the worst severity, and count the findings that have it', () => {
    const { nodes, edges } = marksOf(picture, [
      of('1', 'warning', 'vpc-a', 'pcx-ab'),
      of('2', 'error', 'vpc-a'),
      of('3', 'error', 'vpc-a', 'vpc-b'),
      of('4', 'info', 'somewhere-else'),
    ]);
    expect(nodes.get('vpc-a')).toEqual({ severity: 'error', count: 2 });
    expect(nodes.get('vpc-b')).toEqual({ severity: 'error', count: 1 });
    expect([...edges.values()]).toEqual([{ severity: 'warning', count: 1 }]);
    expect(nodes.size).toBe(2);
  });

  it('count a finding once that touches several lines of one bundle', () => {
    const [edge] = picture.edges;
    const bundle = { ...picture, edges: [{ ...edge!, refs: ['pcx-1', 'pcx-2'] }] };
    const { edges } = marksOf(bundle, [of('1', 'error', 'pcx-1', 'pcx-2')]);
    expect([...edges.values()]).toEqual([{ severity: 'error', count: 1 }]);
  });

  it('are one for a Region from afar: as many as the list has of the worst there, each once', () => {
    const hulls = [
      {
        id: 'hull',
        finding: '4',
        members: ['vpc-a', 'vpc-b'],
        outline: [],
        caption: '',
        captionAt: { x: 0, y: 0 },
      },
    ];
    const rows = [
      of('1', 'error', 'vpc-a', 'vpc-b'),
      of('2', 'warning', 'vpc-a', 'tgw-1'),
      of('3', 'error', 'region/1/eu-west-1'),
      // A mesh marks nothing but its outline.
      of('4', 'error'),
    ];
    const marks = marksOf(picture, rows);
    const sum = (scene: Scene) => [...sumsOf({ ...marks }, scene)];
    expect(sum(picture)).toEqual([['region/1/eu-west-1', { severity: 'error', count: 2 }]]);
    expect(sum({ ...picture, hulls })).toEqual([
      ['region/1/eu-west-1', { severity: 'error', count: 3 }],
    ]);
    const nodes = picture.nodes.map((n) =>
      n.id === 'vpc-a' ? { ...n, parent: 'segment/tgw-1/none' } : n,
    );
    expect(sum({ ...picture, nodes })).toEqual(sum(picture));
    expect(sumsOf(marksOf(picture, []), picture).size).toBe(0);
  });

  it('follow the filter of the list', async () => {
    const { state } = startWindow({
      findings: () =>
        Promise.resolve({
          revision: 1,
          total: 2,
          rows: [of('1', 'error', 'vpc-a'), of('2', 'warning', 'vpc-a', 'vpc-b')],
        }),
    });
    await state().openDemo();
    const nodes = () => marksOf(picture, visibleIn(state())).nodes;
    expect(Object.fromEntries(nodes())).toEqual({
      'vpc-a': { severity: 'error', count: 1 },
      'vpc-b': { severity: 'warning', count: 1 },
    });
    state().toggleSeverity('error');
    expect(nodes().get('vpc-a')).toEqual({ severity: 'warning', count: 1 });
    state().setFilter({ text: 'nowhere' });
    expect(nodes().size).toBe(0);
  });
});
