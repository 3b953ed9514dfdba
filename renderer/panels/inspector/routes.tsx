/** Routes of a resource, table by table. */
import { type Ref, useMemo } from 'react';
import type { Inspection } from '#app/api/engine.ts';
import { Long } from '../../parts/long.tsx';
import { ResourceLink } from '../../parts/resource.tsx';
import { Section } from '../../parts/section.tsx';
import { Line } from '../../parts/text.tsx';

type Route = Inspection['routes'][number];

/** So many routes of a table show at first, where it is the only one, and where it is one of several. */
const MANY = 60;
const FEW = 12;
const ROW = 48;

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
  const few = props.alone && routes.length <= MANY ? MANY : FEW;
  return (
    <div className="route-table">
      <ResourceLink id={table} label={routes[0]?.tableLabel ?? table} />
      <Long label={`Routes of ${table}`} items={routes} few={few} rowHeight={ROW}>
        {({ rows, above, below, measure }) => (
          <table
            className="grid"
            aria-label={`Routes of ${table}`}
            aria-rowcount={routes.length + 1}
          >
            <thead>
              <tr>
                <th scope="col">Destination</th>
                <th scope="col">Target</th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <Room height={above} />
            <tbody>
              {rows.map(({ item: route, index }) => (
                <tr
                  key={index}
                  ref={measure as Ref<HTMLTableRowElement>}
                  data-index={index}
                  aria-rowindex={index + 2}
                  className={route.state === 'blackhole' ? 'broken' : undefined}
                >
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
            <Room height={below} />
          </table>
        )}
      </Long>
    </div>
  );
}

/** As much room as the rows that are not there would take. */
const Room = ({ height }: { readonly height: number }) =>
  height === 0 ? null : (
    <tbody role="presentation">
      <tr role="presentation" style={{ height }} />
    </tbody>
  );
