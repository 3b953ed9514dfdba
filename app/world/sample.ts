/** The sample estate: a retailer's network with everything in it that Peerless looks for. */
import { analytics } from './sample/analytics.ts';
import { backbone } from './sample/backbone.ts';
import { development } from './sample/development.ts';
import { europe } from './sample/europe.ts';
import { payments } from './sample/payments.ts';
import { places } from './sample/places.ts';
import { tools } from './sample/tools.ts';
import { World, type WorldOptions } from './world.ts';

/**
 * Three accounts and a partner's, three Regions, some forty VPCs. The same every time.
 * What is wrong in it, and why, is listed in `sample/faults.ts`.
 */
export function sampleEstate(options: Pick<WorldOptions, 'time'> = {}): World {
  const world = new World({ ids: 'aws', ...options });
  const at = places(world);
  payments(at);
  development(at);
  tools(at);
  const { east } = backbone(at);
  analytics(at, east);
  europe(at);
  return world;
}
