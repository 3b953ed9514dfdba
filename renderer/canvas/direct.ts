/** Has Cytoscape draw what it holds stroke by stroke, and never from pictures that it kept of it. */
import type { Core } from 'cytoscape';

/** What is used of Cytoscape's canvas renderer, which is not part of its interface. */
interface Drawing {
  drawElements(context: CanvasRenderingContext2D, elements: unknown): void;
  drawCachedElements: Drawing['drawElements'];
  drawLayeredElements: Drawing['drawElements'];
}

/**
 * Cytoscape keeps a picture of each box, and draws from it as soon as it has had time to make one: half a pixel aside of
 * where the box was drawn at first, at a moment that nobody can tell. It pays for thousands; it never holds more than a few
 * hundred here (network.ts), which are drawn in a few milliseconds. Where a version of Cytoscape has none of this, it draws
 * as it does.
 */
export function drawDirectly(cy: Core): void {
  const drawing = (cy as unknown as { renderer(): Partial<Drawing> }).renderer();
  const { drawElements } = drawing;
  if (!drawElements || !drawing.drawCachedElements || !drawing.drawLayeredElements) return;
  const directly: Drawing['drawElements'] = (context, elements) =>
    drawElements.call(drawing, context, elements);
  drawing.drawCachedElements = directly;
  drawing.drawLayeredElements = directly;
}
