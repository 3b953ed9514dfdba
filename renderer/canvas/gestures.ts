/** What the user does on the canvas: turns Cytoscape's events, and what they hit, into gestures. */
import type { Core, EventObject, SingularElementReturnValue } from 'cytoscape';
import type { Point } from '#app/scene/scene.ts';
import type { Hand } from './hand.ts';
import type { Hit } from './network.ts';

/** What the user does on the canvas, by scene id. */
export interface Gestures {
  node(id: string): void;
  edge(id: string): void;
  ground(): void;
  /** Double click: look closer. */
  open(id: string): void;
  /** Double click on the title of a container. */
  container(id: string): void;
  /** True where boxes may be moved. */
  mayMove(): boolean;
  /** A box was put down, its corner here. Resolves when the picture has followed, or will not. */
  move(id: string, at: Point): Promise<void>;
}

interface Under {
  /** What of a large network, which Cytoscape does not hold, is at a point of the picture. */
  readonly hit: (at: Point) => Hit | undefined;
  /** The innermost container whose title is at a point. */
  readonly titled: (at: Point) => string | undefined;
  /** The pointer is over something of a large network, or over nothing. */
  readonly hover: (id: string | undefined) => void;
}

/** Listens as long as the instance lives. */
export function hear(
  cy: Core,
  host: HTMLElement,
  hand: Hand,
  under: Under,
  gestures: Gestures,
): void {
  const element = (event: EventObject) => event.target as SingularElementReturnValue;
  const onGround = (event: EventObject): boolean => event.target === cy;
  const hitOf = (event: EventObject): Hit | undefined =>
    onGround(event)
      ? under.hit(event.position)
      : element(event).isNode()
        ? { kind: 'node', id: element(event).id() }
        : undefined;
  cy.on('tapstart', (event) => {
    const button = (event.originalEvent as Partial<MouseEvent> | undefined)?.button ?? 0;
    const hit = button === 0 ? hitOf(event) : undefined;
    if (hit?.kind === 'node' && gestures.mayMove()) hand.grab(hit.id, event.position);
  });
  cy.on('tapdrag', (event) => hand.pull(event.position));
  cy.on('tapend', () => hand.release());
  // Cytoscape goes by time alone: two boxes clicked one soon after the other are not one box clicked twice.
  let taps: readonly (string | undefined)[] = [];
  cy.on('tap', (event) => {
    taps = [taps.at(-1), hitOf(event)?.id ?? under.titled(event.position)];
  });
  const twice = (): boolean => taps[0] === taps[1];
  cy.on('tap', (event) => {
    if (!onGround(event)) return;
    const hit = under.hit(event.position);
    if (hit) gestures[hit.kind](hit.id);
    else gestures.ground();
  });
  cy.on('dbltap', (event) => {
    if (!onGround(event) || !twice()) return;
    const hit = under.hit(event.position);
    if (hit?.kind === 'node') gestures.open(hit.id);
    if (hit) return;
    const container = under.titled(event.position);
    if (container !== undefined) gestures.container(container);
  });
  cy.on('mousemove', (event) => {
    if (onGround(event)) under.hover(under.hit(event.position)?.id);
  });
  host.addEventListener('mouseleave', () => under.hover(undefined));
  cy.on('tap', 'node', (event) => gestures.node(element(event).id()));
  cy.on('tap', 'edge', (event) => gestures.edge(element(event).id()));
  cy.on('dbltap', 'node', (event) => {
    if (twice()) gestures.open(element(event).id());
  });
  cy.on('mouseover', 'node, edge', (event) => {
    element(event).addClass('hover');
    host.classList.add('over');
  });
  cy.on('mouseout', 'node, edge', (event) => {
    element(event).removeClass('hover');
    host.classList.remove('over');
  });
}
