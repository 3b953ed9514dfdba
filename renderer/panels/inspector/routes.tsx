/** Routes of a resource, table by table. */
import { useMemo } from 'react';
import type { Inspection } from '#app/api/engine.ts';
import { LinkedWords } from '../../parts/linked-words.tsx';
import { LongTable } from '../../parts/long-table.tsx';
import { ResourceLink } from '../../parts/resource.tsx';
import { Section } from '../../parts/section.tsx';
import { Line } from '../../parts/text.tsx';

type Route = Inspection['routes'][number];

/** So many routes of a table show at first, where it is the only one, and where it is one of several. */
const MANY = 60;
const FEW = 12;
const ROW = 54;

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
  return (
    <div className="route-table">
      <ResourceLink id={table} label={routes[0]?.tableLabel ?? table} />
      <LongTable
        label={`Routes of ${table}`}
        className="routes"
        columns={['Destination', 'Target', 'State']}
        items={routes}
        few={props.alone && routes.length <= MANY ? MANY : FEW}
        rowHeight={ROW}
        rowClass={(route) => (route.state === 'blackhole' ? 'broken' : undefined)}
        draw={(route) => (
          <>
            <td>
              {route.destination !== route.list?.ref && <Line text={route.destination} mono />}
              {route.list && <ResourceLink id={route.list.ref} label={route.list.label} brief />}
            </td>
            <td>
              <Target route={route} />
            </td>
            <td title={route.origin}>
              <span className="line">{route.state}</span>
              <span className="line quiet">{route.origin}</span>
            </td>
          </>
        )}
      />
    </div>
  );
}

/** By what it leads to; the attachment of a transit gateway stands below what is behind it. */
function Target({ route: { target, targetLabel, behind } }: { readonly route: Route }) {
  if (!/^[a-z]+-/.test(target)) return <Line text={target} mono />;
  if (target.includes(', ')) return <LinkedWords text={target} />;
  if (!behind) return <ResourceLink id={target} label={targetLabel} />;
  return (
    <>
      <ResourceLink id={behind.ref} label={behind.label} brief />
      <ResourceLink id={target} label={target} />
    </>
  );
}
