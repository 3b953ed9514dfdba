/** What a peering mesh is, what it costs, and what a transit gateway would make of it. */
import type { ReactNode } from 'react';
import { capital } from '#app/base/capital.ts';
import type { Verdict } from '#app/mesh/judge.ts';
import { pricesRestOn } from '#app/mesh/price-words.ts';
import { ResourceLink } from '../../parts/resource.tsx';
import { Section } from '../../parts/section.tsx';
import { LinkedWords } from '../../parts/linked-words.tsx';
import { LongList } from '../../parts/long.tsx';
import { count, dollars, number } from '../../words/count.ts';
import type { Mesh } from './mesh-data.ts';
import { Refs } from './refs.tsx';

const VERDICTS: Readonly<Record<Verdict, { readonly title: string; readonly says: string }>> = {
  replace: { title: 'Replace', says: 'A transit gateway is the better network here.' },
  consider: { title: 'Consider', says: 'A transit gateway may pay off; weigh the reasons.' },
  keep: { title: 'Keep', says: 'The peerings serve this group well as they are.' },
  delete: { title: 'Delete', says: 'What carries nothing needs no transit gateway.' },
};

export function MeshDetail({ mesh }: { readonly mesh: Mesh }) {
  const verdict = VERDICTS[mesh.verdict];
  return (
    <>
      <section className="mesh" aria-label="Mesh against transit gateway">
        <p className="verdict">
          <strong>{verdict.title}</strong>{' '}
          {mesh.verdict === 'keep' && mesh.spare.length > 0
            ? 'The peerings in use serve well as they are; the others can go.'
            : verdict.says}
        </p>
        {mesh.verdict !== 'delete' && (
          <>
            <Versus mesh={mesh} />
            <Prices mesh={mesh} />
          </>
        )}
      </section>
      <List
        title="Reasons"
        items={mesh.reasons.map((reason) => ({
          key: reason,
          words: <LinkedWords text={reason} />,
        }))}
      />
      <List
        title="Before a transit gateway"
        items={mesh.blockers.map(({ stops, message }) => ({
          key: message,
          words: (
            <>
              <span className={stops ? 'tag broken' : 'tag'}>{stops ? 'stops it' : 'prepare'}</span>{' '}
              <LinkedWords text={message} />
            </>
          ),
        }))}
      />
      <Pairs title="Peered, but not routed" pairs={mesh.unrouted} joint="–" />
      <Pairs title="Routes that assume transit" pairs={mesh.assumedTransit} joint="→" />
      <Pairs title="Pairs without a peering" pairs={mesh.missing} joint="–" />
      <Pairs title="Pairs nobody can tell of" pairs={mesh.unseen} joint="–" />
      <Section title="Members" count={mesh.members.length} open={mesh.members.length <= 12}>
        <Refs refs={mesh.members} label="Members of the mesh" />
        {mesh.tightest && (
          <p className="quiet">
            Least room under the quota: <ResourceLink id={mesh.tightest.vpc} /> has{' '}
            {count(mesh.tightest.active, 'active peering')}, {number(mesh.tightest.left)} more fit.
          </p>
        )}
      </Section>
    </>
  );
}

function Versus({ mesh }: { readonly mesh: Mesh }) {
  const { members, nextVpc, peeringAttachments } = mesh;
  return (
    <table className="versus">
      <thead>
        <tr>
          <td />
          <th scope="col">Peering</th>
          <th scope="col">Transit gateway</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">Today</th>
          <td>{count(mesh.peerings, 'peering')}</td>
          <td>
            {count(mesh.attachments, 'attachment')}
            {peeringAttachments > 0 && (
              <small>and {number(peeringAttachments)} between Regions</small>
            )}
          </td>
        </tr>
        {mesh.peerings < mesh.peeringsOfFullMesh && (
          <tr>
            <th scope="row">All {number(members.length)} meshed</th>
            <td>{count(mesh.peeringsOfFullMesh, 'peering')}</td>
            <td>{count(members.length, 'attachment')}</td>
          </tr>
        )}
        {nextVpc && (
          <tr>
            <th scope="row">The next VPC adds</th>
            <td>
              {count(nextVpc.peerings, 'peering')}
              <small>and {count(nextVpc.routes, 'route')}</small>
            </td>
            <td>1 attachment</td>
          </tr>
        )}
        {mesh.monthlyUsd !== undefined && (
          <tr>
            <th scope="row">Fixed price a month</th>
            <td>none</td>
            <td>{dollars(mesh.monthlyUsd)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Prices({ mesh }: { readonly mesh: Mesh }) {
  const { breakEvenGb, priceAsOf, priceUnsourced } = mesh;
  if (mesh.monthlyUsd === undefined)
    return <p className="quiet">No price in US dollars is known for these Regions.</p>;
  return (
    <p className="quiet">
      {breakEvenGb !== undefined && (
        <>
          Data through the gateway costs extra; from {number(breakEvenGb)} GB a month on, more than
          the attachments.{' '}
        </>
      )}
      {priceAsOf !== undefined && `${capital(pricesRestOn(priceAsOf, priceUnsourced))}.`}
    </p>
  );
}

function List({
  title,
  items,
}: {
  readonly title: string;
  readonly items: readonly { readonly key: string; readonly words: ReactNode }[];
}) {
  if (items.length === 0) return null;
  return (
    <Section title={title} count={items.length}>
      <LongList
        label={title}
        className="sentences"
        items={items}
        rowHeight={48}
        keyOf={({ key }) => key}
        draw={({ words }) => words}
      />
    </Section>
  );
}

const FEW = 8;

function Pairs(props: {
  readonly title: string;
  readonly pairs: readonly (readonly string[])[];
  readonly joint: string;
}) {
  if (props.pairs.length === 0) return null;
  return (
    <Section title={props.title} count={props.pairs.length} open={props.pairs.length <= FEW}>
      <LongList
        label={props.title}
        className="pairs"
        items={props.pairs}
        rowHeight={58}
        keyOf={(refs) => refs.join()}
        draw={(refs) =>
          refs.map((ref, i) => (
            <span key={ref} className="pair-end">
              {i > 0 && <span aria-hidden="true">{props.joint}</span>}
              <ResourceLink id={ref} />
            </span>
          ))
        }
      />
    </Section>
  );
}
