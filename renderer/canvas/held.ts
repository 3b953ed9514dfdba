/** What Cytoscape holds: a small network as elements with states, and of a large one nothing. */
import type { CollectionReturnValue, Core, ElementDefinition } from 'cytoscape';
import { dims, NO_LIGHT, type Light } from '#app/scene/light.ts';
import type { PlanMarks } from '#app/scene/planned.ts';
import type { Scene, SceneEdge, SceneNode } from '#app/scene/scene.ts';
import { elementsOf } from './elements.ts';
import { setStates, thicken } from './states.ts';

/** What an element was made from. */
interface Made {
  readonly of: SceneNode | SceneEdge;
  readonly element: ElementDefinition;
  readonly classes: string;
}

/** True where both look the same: of a box, its badge and its words may differ, which are painted over it. */
const looksSame = (a: ElementDefinition, b: ElementDefinition): boolean =>
  JSON.stringify([a.data, a.position]) === JSON.stringify([b.data, b.position]);

export class Held {
  readonly #cy: Core;
  /** What each element was made from: the same again needs no touch. */
  #made: ReadonlyMap<string, Made> = new Map();
  #light: Light = NO_LIGHT;
  #selected: ReadonlySet<string> = new Set();

  constructor(cy: Core) {
    this.#cy = cy;
  }

  /** Holds another scene: what stays is kept, what is new is added, what is gone is taken away, in one batch. */
  take(scene: Scene | undefined, plan: PlanMarks): void {
    if (!scene && this.#made.size === 0) return;
    const { nodes, edges } = scene ? elementsOf(scene, plan) : { nodes: [], edges: [] };
    const parts = new Map(
      [...(scene?.nodes ?? []), ...(scene?.edges ?? [])].map((part) => [part.id, part]),
    );
    const made = new Map<string, Made>();
    const touched = this.#cy.collection();
    const wanted = new Map<string, ElementDefinition>();
    for (const element of [...nodes, ...edges]) wanted.set(String(element.data.id), element);
    this.#cy.batch(() => {
      this.#cy.elements().forEach((element) => {
        const next = wanted.get(element.id());
        // A line may not change its ends in place.
        const moved =
          next &&
          element.isEdge() &&
          (next.data.source !== element.data('source') ||
            next.data.target !== element.data('target'));
        if (!next || moved) element.remove();
      });
      const fresh: ElementDefinition[] = [];
      for (const [id, element] of wanted) {
        const [of, classes] = [parts.get(id)!, (element.classes as string[]).join(' ')];
        const before = this.#made.get(id);
        made.set(id, { of, element, classes });
        const known = this.#cy.getElementById(id);
        if (known.empty()) {
          fresh.push(element);
          continue;
        }
        if (before?.classes === classes && (before.of === of || looksSame(before.element, element)))
          continue;
        touched.merge(known);
        known.data(element.data);
        known.classes(element.classes as string[]);
        if (element.position) known.position({ ...element.position });
      }
      touched.merge(this.#cy.add(fresh));
    });
    this.#made = made;
    this.#cy.batch(() => setStates(touched, this.#light, this.#selected));
  }

  /** Sets the states of what is held. */
  mark(light: Light, selected: ReadonlySet<string>): void {
    const touched = this.#made.size > 0 ? this.#touchedBy(light, selected) : undefined;
    this.#light = light;
    this.#selected = selected;
    if (!touched) return;
    this.#cy.batch(() => setStates(touched, light, selected));
    thicken(this.#cy);
  }

  /** What a change of states can change: everything where the rest steps back or returns, else only what is named. */
  #touchedBy(light: Light, selected: ReadonlySet<string>): CollectionReturnValue {
    if (dims(light) || dims(this.#light)) return this.#cy.elements();
    const lights = [light, this.#light].flatMap(({ nodes, edges }) => [...nodes, ...edges.keys()]);
    const ids = new Set([...lights, ...selected, ...this.#selected]);
    return [...ids].reduce(
      (all, id) => all.union(this.#cy.getElementById(id)),
      this.#cy.collection(),
    );
  }
}
