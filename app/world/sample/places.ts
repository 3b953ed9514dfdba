/** Accounts and Regions of the sample estate: Northwind Outfitters, a retailer that takes its own card payments. */
import type { WorldRegion } from '../region.ts';
import type { World } from '../world.ts';

export const ACCOUNTS = {
  /** Production workloads. */
  prod: '111122223333',
  /** Development, staging and load tests. */
  nonprod: '444455556666',
  /** Transit gateways, shared services, tools. */
  network: '777788889999',
  /** The card acquirer, a partner: peered with, never collected. */
  acquirer: '888899990000',
} as const;

export const REGIONS = { east: 'us-east-1', west: 'us-west-2', europe: 'eu-west-1' } as const;

export interface Places {
  readonly world: World;
  readonly prodEast: WorldRegion;
  readonly prodWest: WorldRegion;
  readonly prodEurope: WorldRegion;
  readonly nonprodEast: WorldRegion;
  readonly nonprodEurope: WorldRegion;
  readonly networkEast: WorldRegion;
  readonly networkWest: WorldRegion;
  readonly acquirerEast: WorldRegion;
}

export function places(world: World): Places {
  const { prod, nonprod, network, acquirer } = ACCOUNTS;
  const { east, west, europe } = REGIONS;
  world.unseen(acquirer);
  return {
    world,
    prodEast: world.region(east, prod),
    prodWest: world.region(west, prod),
    prodEurope: world.region(europe, prod),
    nonprodEast: world.region(east, nonprod),
    nonprodEurope: world.region(europe, nonprod),
    networkEast: world.region(east, network),
    networkWest: world.region(west, network),
    acquirerEast: world.region(east, acquirer),
  };
}
