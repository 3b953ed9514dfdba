/** What a plan changes in a network, and what takes it back. Plain data. */
import type { Ref } from '../base/ref.ts';
import type { RouteTarget } from '../kinds/route-table.ts';
import type { AttachmentDesign, GatewayDesign, Landing, LinkDesign } from './design-shapes.ts';

/** One change of the network: what Terraform, the AWS CLI and the simulation are made from. */
export type Change =
  | { readonly do: 'create-gateway'; readonly gateway: GatewayDesign }
  | {
      readonly do: 'create-table';
      readonly table: Ref;
      readonly gateway: Ref;
      readonly name: string;
    }
  | { readonly do: 'share-gateway'; readonly gateway: Ref; readonly accounts: readonly string[] }
  | {
      readonly do: 'create-landing-table';
      readonly table: Ref;
      readonly vpc: Ref;
      readonly name: string;
      /** The new subnets that use it. */
      readonly subnets: readonly Ref[];
    }
  | {
      readonly do: 'create-landing';
      readonly landing: Landing;
      readonly vpc: Ref;
      readonly table: Ref;
      readonly name: string;
    }
  /** Lets a reused gateway carry references to security groups. */
  | { readonly do: 'enable-references'; readonly gateway: Ref }
  | { readonly do: 'create-attachment'; readonly attachment: AttachmentDesign }
  /** Puts an existing attachment into more Availability Zones. */
  | { readonly do: 'add-landings'; readonly attachment: Ref; readonly subnets: readonly Ref[] }
  | { readonly do: 'create-link'; readonly link: LinkDesign }
  | { readonly do: 'associate'; readonly table: Ref; readonly attachment: Ref }
  | { readonly do: 'disassociate'; readonly table: Ref; readonly attachment: Ref }
  | { readonly do: 'propagate'; readonly table: Ref; readonly attachment: Ref }
  | { readonly do: 'stop-propagating'; readonly table: Ref; readonly attachment: Ref }
  | {
      readonly do: 'create-tgw-route';
      readonly table: Ref;
      readonly cidr: string;
      readonly attachment: Ref;
    }
  | { readonly do: 'create-tgw-blackhole'; readonly table: Ref; readonly cidr: string }
  | {
      readonly do: 'create-route';
      readonly table: Ref;
      readonly destination: string;
      readonly target: RouteTarget;
    }
  | {
      readonly do: 'replace-route';
      readonly table: Ref;
      readonly destination: string;
      readonly before: RouteTarget;
      readonly target: RouteTarget;
    }
  | {
      readonly do: 'delete-route';
      readonly table: Ref;
      readonly destination: string;
      readonly before: RouteTarget;
    }
  | { readonly do: 'delete-peering'; readonly peering: Ref };

/**
 * What takes a change back that a step of its own never does. Each names what the plan itself has made: what was there
 * before is never deleted. Rollbacks hold these beside changes that are each other's opposite, such as `propagate`.
 */
export type Reversal =
  | { readonly do: 'delete-gateway'; readonly gateway: GatewayDesign }
  | {
      readonly do: 'delete-table';
      readonly table: Ref;
      readonly gateway: Ref;
      readonly name: string;
    }
  | { readonly do: 'unshare-gateway'; readonly gateway: Ref; readonly accounts: readonly string[] }
  | {
      readonly do: 'delete-landing-table';
      readonly table: Ref;
      readonly vpc: Ref;
      readonly name: string;
    }
  | {
      readonly do: 'delete-landing';
      readonly landing: Landing;
      readonly vpc: Ref;
      readonly name: string;
    }
  | { readonly do: 'disable-references'; readonly gateway: Ref }
  | { readonly do: 'delete-attachment'; readonly attachment: AttachmentDesign }
  /** Takes an existing attachment out of the Availability Zones that the plan put it into. */
  | { readonly do: 'remove-landings'; readonly attachment: Ref; readonly subnets: readonly Ref[] }
  | { readonly do: 'delete-link'; readonly link: LinkDesign }
  | {
      readonly do: 'delete-tgw-route';
      readonly table: Ref;
      readonly cidr: string;
      readonly attachment: Ref;
    }
  | { readonly do: 'delete-tgw-blackhole'; readonly table: Ref; readonly cidr: string }
  /**
   * Asks for a deleted peering anew, and accepts it. AWS gives it another id: whatever names `peering` from then on
   * means the new one.
   */
  | {
      readonly do: 'create-peering';
      readonly peering: Ref;
      /** The VPC that asks, and the one that accepts. */
      readonly requester: Ref;
      readonly accepter: Ref;
    }
  /** Points a route that a deleted peering left behind as a blackhole to the peering that stands in for it. */
  | {
      readonly do: 'restore-route';
      readonly table: Ref;
      readonly destination: string;
      readonly target: RouteTarget;
    };

/** What a rollback can hold: reversals, and changes that are each other's opposite. */
export type Back =
  | Reversal
  | Extract<
      Change,
      {
        do:
          | 'associate'
          | 'disassociate'
          | 'propagate'
          | 'stop-propagating'
          | 'create-route'
          | 'replace-route'
          | 'delete-route';
      }
    >;

/** Where a change is carried out: the credentials and the Region it takes. */
export interface Where {
  readonly account: string;
  readonly region: string;
}
