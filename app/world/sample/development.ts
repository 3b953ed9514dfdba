/** Development: six VPCs peered by hand as people asked, three pairs never asked for. */
import { join, site } from './site.ts';
import type { Places } from './places.ts';

const MISSING = new Set(['dev-web/dev-users', 'dev-web/dev-data', 'dev-search/dev-users']);

export function development({ nonprodEast }: Places): void {
  const all = ['web', 'cart', 'catalog', 'search', 'users', 'data'].map((name, i) =>
    site(nonprodEast, `dev-${name}`, `10.${32 + i}`, {
      tags: { Environment: 'dev', Team: 'storefront' },
    }),
  );
  all.forEach((a, i) => {
    for (const b of all.slice(i + 1)) {
      if (!MISSING.has(`${a.vpc.name}/${b.vpc.name}`)) join(a, b);
    }
  });
  // Every account has one of these in every Region until somebody removes it.
  nonprodEast.vpc('default', '172.31.0.0/16', { isDefault: true });
}
