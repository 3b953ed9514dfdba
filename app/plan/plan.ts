/** The shape of a Plan: a design, the steps that lead to it, and the proof that no step breaks anything. Plain data. */
import type { Ref } from '../base/ref.ts';
import type { PlanCost, PrefixListOffer, TrafficChoice } from './bill.ts';
import type { Back, Change } from './changes.ts';
import type { Design } from './design-shapes.ts';

export type WarningKind =
  | 'overlap'
  | 'not-collected'
  | 'gap'
  | 'quota'
  | 'security-group-reference'
  | 'mtu'
  | 'dns'
  | 'landing'
  | 'shared-vpc'
  | 'fall-through'
  | 'tables'
  | 'segments'
  | 'gateway'
  | 'on-premises'
  | 'inspection';

/** What to know before the first step. */
export interface PlanWarning {
  readonly kind: WarningKind;
  /** True where the plan cannot be carried out in full before it is solved. */
  readonly stops: boolean;
  readonly message: string;
  readonly resources: readonly Ref[];
}
/**
 * - build: beside what is there; no traffic changes
 * - cut-over: pair after pair is sent the new way, and pairs that the mode opens are opened
 * - verify: nothing is changed; somebody looks
 * - close: pairs that the mode keeps apart are parted
 * - remove: what carries nothing any more is taken away
 */
export const PHASES = ['build', 'cut-over', 'verify', 'close', 'remove'] as const;
export type Phase = (typeof PHASES)[number];

/** What the simulation saw after a step, against the network before the first one. */
export interface StepProof {
  /** Ordered pairs of VPCs that the step could have changed, all compared. */
  readonly pairs: number;
  readonly lost: number;
  readonly gained: number;
}

export interface StepCheck {
  readonly command: string;
  /** Lines that it prints, columns two spaces apart, where they are known; else sentences of what to look for. */
  readonly expect: readonly string[];
}

export interface Step {
  /** `build-03`: the phase and a number that counts through. */
  readonly id: string;
  readonly phase: Phase;
  readonly title: string;
  /** VPCs it is about. */
  readonly vpcs: readonly Ref[];
  /** What must be so before it is carried out. */
  readonly precondition: string;
  readonly changes: readonly Change[];
  readonly expected: string;
  /**
   * Commands that show whether it worked: AWS CLI calls that only read, and `peerless` itself. What the plan makes is
   * named by a shell variable (see `variableOf`).
   */
  readonly check: readonly string[];
  /** The same commands, each with what it shows where the step worked. */
  readonly checks: readonly StepCheck[];
  /** What takes it back, in order; empty where it changes nothing. */
  readonly rollback: readonly Back[];
  readonly proof: StepProof;
}

/** How one ordered pair of VPCs fares differently than before the plan. */
export interface PairChange {
  readonly from: Ref;
  readonly to: Ref;
  /** The step after which it was first seen. */
  readonly step: string;
  readonly before: string;
  readonly after: string;
}

export interface Proof {
  /** Steps simulated. */
  readonly steps: number;
  /** Ordered pairs of different VPCs in the network. */
  readonly pairs: number;
  /** Comparisons of a pair, over all steps. */
  readonly compared: number;
  /** Pairs that lost, or gained, an address somewhere on the way. */
  readonly lost: number;
  readonly gained: number;
  /** Pairs that gain, or lose, because the mode asks for it, and that `lost` and `gained` leave out: 0 in `exact`. */
  readonly wanted: number;
  readonly changes: readonly PairChange[];
  /** True where the network after the last step could be compared with the first subnet by subnet, and is the same. */
  readonly bySubnet: { readonly pairs: number; readonly lost: number; readonly gained: number };
}
export interface Plan {
  readonly design: Design;
  readonly warnings: readonly PlanWarning[];
  readonly steps: readonly Step[];
  readonly proof: Proof;
  readonly cost: PlanCost;
  readonly offers: readonly PrefixListOffer[];
  /** Most expensive to move first; empty where no traffic was given. */
  readonly traffic: readonly TrafficChoice[];
}
