/** Hops of one way: where the flow is, the route that decided there, and the routes it beat. */
import { Disclosure, DisclosurePanel, Button } from 'react-aria-components';
import type { Hop, HopRoute } from '#app/routing/outcome.ts';
import { Icon } from '../../parts/icon.tsx';
import { ResourceLink } from '../../parts/resource.tsx';
import { Mono, Words } from '../../parts/text.tsx';
import { count } from '../../words/count.ts';

/** `tgw-attachment` as `TGW attachment`. */
const kindName = (kind: string): string =>
  kind.replace(/\b(tgw|vpc|vpn|nat)\b/g, (word) => word.toUpperCase()).replaceAll('-', ' ');

export function HopList({ hops }: { readonly hops: readonly Hop[] }) {
  if (hops.length === 0) return null;
  return (
    <ol className="hops">
      {hops.map((hop, i) => (
        <li key={i}>
          <div className="hop">
            <span className="hop-kind quiet">{kindName(hop.kind)}</span>
            {hop.kind === 'address' ? <Mono text={hop.id} /> : <ResourceLink id={hop.id} />}
            {hop.note !== undefined && (
              <span className="hop-note">
                <Words text={hop.note} />
              </span>
            )}
          </div>
          {hop.route && <Decision route={hop.route} />}
        </li>
      ))}
    </ol>
  );
}

function Decision({ route }: { readonly route: HopRoute }) {
  return (
    <div className="decision">
      <p>
        <Mono text={route.destination} /> <span aria-hidden="true">→</span>{' '}
        <Mono text={route.target} /> <span className="tag">{route.origin}</span>
        {route.state !== 'active' && <span className="tag broken">{route.state}</span>}{' '}
        <span className="quiet">in</span> <ResourceLink id={route.table} />
      </p>
      {route.beat.length > 0 && (
        <Disclosure className="beaten">
          <Button slot="trigger" className="text-button">
            <Icon id="chevron" size={11} /> beat {count(route.beat.length, 'route')}
          </Button>
          <DisclosurePanel>
            <ul>
              {route.beat.map((loser, i) => (
                <li key={i}>
                  <Mono text={loser.destination} /> <span aria-hidden="true">→</span>{' '}
                  <Mono text={loser.target} />{' '}
                  <span className="quiet">
                    <Words text={loser.why} />
                  </span>
                </li>
              ))}
            </ul>
          </DisclosurePanel>
        </Disclosure>
      )}
    </div>
  );
}
