/** Routes of a resource, table by table. */
import { useMemo, useState } from 'react';
import type { Inspection } from '#app/api/engine.ts';
import { ResourceLink } from '../../parts/resource.tsx';
import { Section } from '../../parts/section.tsx';
import { Line } from '../../parts/text.tsx';
import { More } from './refs.tsx';

type Route = Inspection['routes'][number];

const MANY = 60;

export function RouteList({ routes }: { readonly routes: readonly Route[] }) {
  const tables = useMemo(() => {
    const byTable = new Map<string, Route[]>();
    for (const route of routes)
      byTable.set(route.table, [...(byTable.get(route.table) ?? []), route]);
    return [...byTable];
  }, [routes]);
  return (
    <Section title="Routes" count={routes.length}>
      {tables.map(([table, list]) => (
        <RouteTable key={table} table={table} routes={list} alone={tables.length === 1} />
      ))}
    </Section>
  );
}

function RouteTable(props: {
  readonly table: string;
  readonly routes: readonly Route[];
  readonly alone: boolean;
}) {
  const { table, routes } = props;
  const [all, setAll] = useState(props.alone && routes.length <= MANY);
  const shown = all ? routes : routes.slice(0, 12);
  return (
    <div className="route-table">
      <ResourceLink id={table} label={routes[0]?.tableLabel ?? table} />
      <table className="grid" aria-label={`Routes of ${table}`}>
        <thead>
          <tr>
            <th scope="col">Destination</th>
            <th scope="col">Target</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((route, i) => (
            <tr key={i} className={route.state === 'blackhole' ? 'broken' : undefined}>
              <td>
                <Line text={route.destination} mono />
              </td>
              <td>
                {/^[a-z]+-/.test(route.target) ? (
                  <ResourceLink id={route.target} label={route.targetLabel} />
                ) : (
                  <Line text={route.target} mono />
                )}
              </td>
              <td title={route.origin}>
                <span className="line">{route.state}</span>
                <span className="line quiet">{route.origin}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < routes.length && <More total={routes.length} onPress={() => setAll(true)} />}
    </div>
  );
}
