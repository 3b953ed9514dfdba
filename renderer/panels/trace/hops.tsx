/** Hops of one way, a line each: where the flow is, the route that decided there, and the routes it beat. */
import { Disclosure, DisclosurePanel, Button } from 'react-aria-components';
import type { Hop, HopRoute } from '#app/routing/outcome.ts';
import { IdLink } from '../../parts/id-link.tsx';
import { Icon } from '../../parts/icon.tsx';
import { ResourceLink } from '../../parts/resource.tsx';
import { LinkedWords } from '../../parts/linked-words.tsx';
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
          <HopLine hop={hop} />
          {hop.note !== undefined && (
            <p className="hop-note">
              <LinkedWords text={hop.note} />
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

function HopLine({ hop }: { readonly hop: Hop }) {
  const where = (
    <>
      <span className="hop-kind quiet">{kindName(hop.kind)}</span>
      {hop.kind === 'address' ? <Mono text={hop.id} /> : <ResourceLink id={hop.id} />}
    </>
  );
  const { route } = hop;
  if (!route) return <div className="hop">{where}</div>;
  if (route.beat.length === 0) {
    return (
      <div className="hop">
        {where}
        <Decision route={route} />
      </div>
    );
  }
  return (
    <Disclosure className="beaten">
      <div className="hop">
        {where}
        <Decision route={route} />
        <Button slot="trigger" className="text-button">
          <Icon id="chevron" size={11} /> beat {count(route.beat.length, 'route')}
        </Button>
      </div>
      <DisclosurePanel>
        <ul>
          {route.beat.map((loser, i) => (
            <li key={i}>
              <Destination {...loser} /> <span aria-hidden="true">→</span>{' '}
              <Target id={loser.target} />{' '}
              <span className="quiet">
                <Words text={loser.why} />
              </span>
            </li>
          ))}
        </ul>
      </DisclosurePanel>
    </Disclosure>
  );
}

/** A prefix; or the entry of a prefix list that matched, and which list that is. */
const Destination = ({ destination, entry }: { destination: string; entry?: string }) =>
  entry === undefined ? (
    <Mono text={destination} />
  ) : (
    <>
      <Mono text={entry} /> of <IdLink id={destination} />
    </>
  );

/** `local` and the like are no resource. */
const Target = ({ id }: { readonly id: string }) =>
  /^[a-z]+-/.test(id) ? <IdLink id={id} /> : <Mono text={id} />;

const Decision = ({ route }: { readonly route: HopRoute }) => (
  <span className="decision">
    <Destination {...route} /> <span aria-hidden="true">→</span> <Target id={route.target} />{' '}
    <span className="tag">{route.origin}</span>
    {route.state !== 'active' && <span className="tag broken">{route.state}</span>}{' '}
    <span className="quiet">in</span> <IdLink id={route.table} />
  </span>
);
