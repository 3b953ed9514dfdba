/** States of drawn things as classes: selected, lit, dimmed, on a path and which way. */
import type { CollectionReturnValue, Core } from 'cytoscape';
import { dims, type Light } from '#app/scene/light.ts';
import { levelAt } from './viewport.ts';

/** How something stands while things are lit and selected. */
export interface Shown {
  readonly selected: boolean;
  readonly lit: boolean;
  readonly dimmed: boolean;
  /** Of a line on a path: bold. */
  readonly path: boolean;
  readonly forward: boolean;
  readonly backward: boolean;
}

export function stateOf(id: string, light: Light, selected: ReadonlySet<string>): Shown {
  const dim = dims(light);
  const arrow = light.edges.get(id);
  const named = arrow !== undefined || light.nodes.has(id);
  return {
    selected: selected.has(id),
    lit: named && (dim || arrow !== undefined || light.kin?.has(id) === true),
    dimmed: dim && !named,
    path: light.reason === 'path' && arrow !== undefined,
    forward: arrow === 'forward' || arrow === 'both',
    backward: arrow === 'backward' || arrow === 'both',
  };
}

/** Sets every state of these elements; call within a batch. */
export function setStates(
  elements: CollectionReturnValue,
  light: Light,
  selected: ReadonlySet<string>,
): void {
  elements.forEach((element) => {
    const shown = stateOf(element.id(), light, selected);
    element.toggleClass('selected', shown.selected);
    element.toggleClass('lit', shown.lit);
    element.toggleClass('dimmed', shown.dimmed);
    if (element.group() === 'nodes') return;
    element.toggleClass('on-path', shown.path);
    element.toggleClass('forward', shown.forward);
    element.toggleClass('backward', shown.backward);
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
