/** States of drawn things as classes: selected, lit, dimmed, on a path and which way. */
import type { CollectionReturnValue, Core } from 'cytoscape';
import { dims, type Light } from '#app/scene/light.ts';
import { levelAt } from './viewport.ts';

/** Sets every state of these elements; call within a batch. */
export function setStates(
  elements: CollectionReturnValue,
  light: Light,
  selected: ReadonlySet<string>,
): void {
  const dim = dims(light);
  elements.forEach((element) => {
    const id = element.id();
    const arrow = light.edges.get(id);
    const lit = arrow !== undefined || light.nodes.has(id);
    element.toggleClass('selected', selected.has(id));
    element.toggleClass('lit', lit && (dim || arrow !== undefined));
    element.toggleClass('dimmed', dim && !lit);
    if (element.group() === 'nodes') return;
    element.toggleClass('on-path', light.reason === 'path' && lit);
    element.toggleClass('forward', arrow === 'forward' || arrow === 'both');
    element.toggleClass('backward', arrow === 'backward' || arrow === 'both');
  });
}

/** From afar, what is lit is drawn thicker, so that a path and its arrows can still be followed. */
export function thicken(cy: Core): void {
  const away = levelAt(cy.zoom()) !== 'near';
  cy.batch(() => {
    cy.edges('.lit').forEach((edge) => {
      edge.toggleClass('away', away);
    });
  });
}
