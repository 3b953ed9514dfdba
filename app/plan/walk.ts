/** Goes through steps one after another: the network after each, and how it compares with the first. */
import type { Routing } from '../routing/routing.ts';
import { Comparison, type Seen, type Wanted } from './compare.ts';
import type { DraftStep } from './draft.ts';
import type { GatewayDesign } from './design-shapes.ts';
import type { StepProof } from './plan.ts';
import { editsOf } from './planned.ts';

/** A step that has its place, and what the simulation saw after it. */
export interface Taken {
  readonly id: string;
  readonly step: DraftStep;
  readonly proof: StepProof;
  readonly seen: Seen;
}

/** The network as it would be after some steps. */
export interface Look {
  readonly network: Routing;
  readonly seen: Seen;
}

/** How far a walk is: steps that have their place, of how many, and networks simulated so far, this one included. */
export type OnLook = (far: {
  readonly placed: number;
  readonly steps: number;
  readonly simulated: number;
}) => void;

export class Walk {
  readonly comparison: Comparison;
  readonly taken: Taken[] = [];
  readonly first: Routing;
  readonly #gateways: readonly GatewayDesign[];
  readonly #digits: number;
  readonly #count: number;
  readonly #onLook: OnLook | undefined;
  #simulated = 0;
  #network: Routing;

  /** `count`: steps in all, so that their numbers come out equally long. */
  constructor(
    first: Routing,
    gateways: readonly GatewayDesign[],
    wanted: Wanted,
    count: number,
    onLook?: OnLook,
  ) {
    this.comparison = new Comparison(first, wanted);
    this.first = first;
    this.#gateways = gateways;
    this.#digits = String(count).length;
    this.#count = count;
    this.#onLook = onLook;
    this.#network = first;
  }

  get network(): Routing {
    return this.#network;
  }

  /** What some steps would do, without taking them. */
  look(steps: readonly DraftStep[], from: Routing = this.#network): Look {
    this.#simulated++;
    this.#onLook?.({
      placed: this.taken.length,
      steps: this.#count,
      simulated: this.#simulated,
    });
    const { topology } = this.first;
    const edits = steps.flatMap((step) =>
      step.changes.flatMap((change) => editsOf(change, topology, this.#gateways)),
    );
    if (edits.length === 0)
      return { network: from, seen: { pairs: 0, found: [], harm: undefined } };
    const network = from.whatIf(edits);
    return { network, seen: this.comparison.look(network) };
  }

  /** Takes a step, which gives it its number. */
  take(step: DraftStep, { network, seen } = this.look([step])): Taken {
    const number = String(this.taken.length + 1).padStart(this.#digits, '0');
    const id = `${step.phase}-${number}`;
    this.#network = network;
    this.comparison.take(seen, id);
    const proof = { pairs: seen.pairs, ...this.comparison.standing() };
    const taken = { id, step, proof, seen };
    this.taken.push(taken);
    return taken;
  }

  /** Remembers where it stands: what is returned goes back, or forward, there. */
  mark(): () => void {
    const compared = this.comparison.mark();
    const [network, taken] = [this.#network, [...this.taken]];
    return () => {
      compared();
      this.#network = network;
      this.taken.splice(0, Infinity, ...taken);
    };
  }
}
