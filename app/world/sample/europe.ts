/** Europe: two acquired brands on the same addresses, and a Region of nonprod where one call was refused. */
import { join, site, send } from './site.ts';
import type { Places } from './places.ts';

export function europe({ world, prodEurope, nonprodEurope }: Places): void {
  const tags = { Environment: 'prod', Team: 'brands' };
  const storefront = site(prodEurope, 'eu-storefront', '10.144', { internet: true, tags });
  const integration = site(prodEurope, 'eu-integration', '10.146', { tags });
  join(storefront, integration);
  if (storefront.nat) storefront.private.route('0.0.0.0/0', storefront.nat);

  // Both brands came with 10.200.0.0/16. Peered with each other they could not be; with a third they can.
  const fjord = site(prodEurope, 'brand-fjord', '10.200', { tags });
  const tundra = site(prodEurope, 'brand-tundra', '10.200', { tags });
  join(integration, fjord);
  const peering = world.peer(integration.vpc, tundra.vpc, { dns: true });
  send(tundra, integration, peering);
  // Half of Tundra is answered; the rest of its addresses lead to Fjord.
  integration.private.route('10.200.16.0/20', peering);

  const staging = site(nonprodEurope, 'eu-staging', '10.150', {
    tags: { Environment: 'staging', Team: 'brands' },
  });
  const qa = site(nonprodEurope, 'eu-qa', '10.151', {
    tags: { Environment: 'staging', Team: 'brands' },
  });
  join(staging, qa);
  world.refuse(nonprodEurope, 'DescribeRouteTables');
}
