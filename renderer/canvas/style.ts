/** The Cytoscape style: shapes and strokes from the legend, states by class. Pure. */
import type { StylesheetJson, StylesheetJsonBlock } from 'cytoscape';
import {
  diffLooks,
  edgeLooks,
  ghostDash,
  idleLook,
  inactiveDash,
  nodeLooks,
  type DiffLook,
  type NodeLook,
} from '#app/scene/legend.ts';
import type { Diff } from '#app/scene/planned.ts';
import type { EdgeKind, NodeShape } from '#app/scene/scene.ts';
import { strokes, type Looks } from './looks.ts';

/** Cytoscape's names for the outlines of the legend; a cut rectangle is the legend's octagon. */
const SHAPES: Readonly<Record<NodeLook['outline'], 'round-rectangle' | 'cut-rectangle'>> = {
  box: 'round-rectangle',
  pill: 'round-rectangle',
  octagon: 'cut-rectangle',
};

const entries = <K extends string, V>(table: Readonly<Record<K, V>>) =>
  Object.entries(table) as [K, V][];

function nodeBlocks({ colour }: Looks): StylesheetJsonBlock[] {
  return entries<NodeShape, NodeLook>(nodeLooks)
    .filter(([, look]) => !look.container)
    .map(([shape, look]) => ({
      selector: `node.${shape}`,
      style: {
        shape: SHAPES[look.outline],
        'corner-radius': `${look.corner}`,
        'background-color': colour[look.fill],
        'border-color': colour[look.line],
        'border-width': look.width,
        // Over the VPC it stands in.
        ...(look.inside && { 'z-index': 1 }),
      },
    }));
}

function edgeBlocks({ colour }: Looks): StylesheetJsonBlock[] {
  return (Object.keys(edgeLooks) as EdgeKind[]).map((kind) => {
    const look = edgeLooks[kind];
    return {
      selector: `edge.${kind}`,
      style: {
        'line-color': colour[look.line],
        width: look.width,
        ...(look.dash.length > 0 && {
          'line-style': 'dashed',
          'line-dash-pattern': [...look.dash],
        }),
      },
    };
  });
}

function diffBlocks({ colour }: Looks): StylesheetJsonBlock[] {
  return [
    {
      selector: 'edge.idle',
      style: {
        'line-style': 'dashed',
        'line-dash-pattern': [...idleLook.dash],
        opacity: idleLook.strength,
      },
    },
    ...entries<Diff, DiffLook>(diffLooks).flatMap(([diff, look]): StylesheetJsonBlock[] => [
      {
        selector: `node.${diff}`,
        style: {
          'border-color': colour[look.token],
          'border-width': strokes.diffNode,
          ...(look.dash.length > 0 && {
            'border-style': 'dashed',
            'border-dash-pattern': [...look.dash],
          }),
        },
      },
      {
        selector: `edge.${diff}`,
        style: {
          'line-color': colour[look.token],
          width: strokes.diffEdge,
          ...(look.dash.length > 0 && {
            'line-style': 'dashed',
            'line-dash-pattern': [...look.dash],
          }),
        },
      },
    ]),
    // A pair is told from a link by its dots, whatever became of it.
    {
      selector: 'edge.reach',
      style: { 'line-style': 'dashed', 'line-dash-pattern': [...edgeLooks.reach.dash] },
    },
  ];
}

export function styleOf(looks: Looks): StylesheetJson {
  const { colour, accent } = looks;
  return [
    {
      selector: 'core',
      style: {
        'active-bg-opacity': 0,
        'active-bg-color': accent,
        'active-bg-size': 0,
        'selection-box-opacity': 0,
        'selection-box-color': accent,
        'selection-box-border-color': accent,
        'selection-box-border-width': 0,
        'outside-texture-bg-color': colour['scene-ground'],
        'outside-texture-bg-opacity': 0,
      },
    },
    {
      selector: 'node',
      style: {
        width: 'data(width)',
        height: 'data(height)',
        'overlay-opacity': 0,
        // Wide enough to show the dashes of a ghost crisply, without moving the outline off the scene's box.
        'border-position': 'inside',
      },
    },
    ...nodeBlocks(looks),
    {
      selector: 'node.ghost',
      style: {
        'background-color': colour['card-ghost-fill'],
        'border-color': colour['card-ghost-line'],
        'border-style': 'dashed',
        'border-dash-pattern': [...ghostDash],
      },
    },
    {
      selector: 'edge',
      style: {
        'curve-style': 'straight',
        'source-endpoint': 'data(start)',
        'target-endpoint': 'data(end)',
        'line-cap': 'butt',
        'overlay-opacity': 0,
      },
    } as unknown as StylesheetJsonBlock, // endpoints may be mapped from data, which the typings leave out
    {
      selector: 'edge.bent',
      style: {
        'curve-style': 'round-segments',
        'edge-distances': 'endpoints',
        'segment-weights': 'data(weights)',
        'segment-distances': 'data(distances)',
        'segment-radii': strokes.bend,
      },
    } as unknown as StylesheetJsonBlock,
    ...edgeBlocks(looks),
    { selector: 'edge.in-mesh', style: { 'line-color': colour['mesh-line'] } },
    { selector: 'edge.bundle', style: { width: strokes.bundle } },
    {
      selector: 'edge.inactive',
      style: { 'line-style': 'dashed', 'line-dash-pattern': [...inactiveDash] },
    },
    ...diffBlocks(looks),
    { selector: 'node.hover', style: { 'border-color': colour['scene-text'] } },
    {
      selector: 'edge.hover',
      style: { 'line-color': colour['scene-text'], width: strokes.hoverEdge },
    },
    { selector: 'edge.dimmed', style: { opacity: strokes.dimmedEdge } },
    { selector: 'node.dimmed', style: { opacity: strokes.dimmedNode } },
    { selector: 'node.lit', style: { 'border-color': accent, 'border-width': strokes.litNode } },
    {
      selector: 'edge.lit',
      style: { 'line-color': accent, width: strokes.litEdge, 'z-index': 10 },
    },
    { selector: 'edge.lit.away', style: { width: strokes.litEdgeAway } },
    { selector: 'edge.on-path', style: { width: strokes.pathEdge } },
    { selector: 'edge.on-path.away', style: { width: strokes.pathEdgeAway } },
    {
      selector: 'edge.forward',
      style: {
        'target-arrow-shape': 'triangle',
        'target-arrow-color': accent,
        'arrow-scale': strokes.arrow,
      },
    },
    {
      selector: 'edge.backward',
      style: {
        'source-arrow-shape': 'triangle',
        'source-arrow-color': accent,
        'arrow-scale': strokes.arrow,
      },
    },
    {
      selector: 'node.selected',
      style: {
        'border-color': accent,
        'border-width': strokes.selectedNode,
        'underlay-color': accent,
        'underlay-opacity': strokes.glow,
        'underlay-padding': strokes.glowWidth,
        'underlay-shape': 'round-rectangle',
      },
    },
    {
      selector: 'edge.selected',
      style: { 'line-color': accent, width: strokes.selectedEdge, 'z-index': 11 },
    },
  ];
}
