/** A block of a VPC that on-premises is not told of. */
import type { Cidr } from '../../base/cidr.ts';
import type { Ref } from '../../base/ref.ts';

export interface Untold {
  readonly vpc: Ref;
  readonly block: Cidr;
  /** True where the VPC sends there by a route made for it, not by a default route alone. */
  readonly isMeant: boolean;
}
