/** What a peering mesh is, what it costs, and what a Transit Gateway would make of it. */
import { ResourceLink } from '../../parts/resource.tsx';
import { Section } from '../../parts/section.tsx';
import { Words } from '../../parts/text.tsx';
import { count, dollars, number } from '../../words/count.ts';
import type { Mesh, Verdict } from './mesh-data.ts';
import { Refs } from './finding.tsx';

const VERDICTS: Readonly<Record<Verdict, { readonly title: string; readonly says: string }>> = {
  replace: { title: 'Replace', says: 'A Transit Gateway is the better network here.' },
  consider: { title: 'Consider', says: 'A Transit Gateway may pay off; weigh the reasons below.' },
  keep: { title: 'Keep', says: 'The peerings serve this group well as they are.' },
};

export function MeshDetail({ mesh }: { readonly mesh: Mesh }) {
  const verdict = mesh.verdict && VERDICTS[mesh.verdict];
  return (
    <>
      <section className="mesh" aria-label="Mesh against Transit Gateway">
        {verdict && (
          <p className={`verdict ${mesh.verdict}`}>
            <strong>{verdict.title}</strong> {verdict.says}
          </p>
        )}
        <table className="versus">
          <thead>
            <tr>
              <td />
              <th scope="col">Today</th>
              <th scope="col">Transit Gateway</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">Links</th>
              <td>{count(mesh.peerings, 'peering')}</td>
              <td>{count(mesh.attachments, 'attachment')}</td>
            </tr>
            <tr>
              <th scope="row">Full mesh of {number(mesh.members.length)}</th>
              <td>{count((mesh.members.length * (mesh.members.length - 1)) / 2, 'peering')}</td>
              <td>{count(mesh.members.length, 'attachment')}</td>
            </tr>
            <tr>
              <th scope="row">The next VPC</th>
              <td>
                +{count(mesh.next.peerings ?? mesh.members.length, 'peering')}
                {mesh.next.routes !== undefined && <>, +{count(mesh.next.routes, 'route')}</>}
              </td>
              <td>+1 attachment</td>
            </tr>
            {mesh.monthlyUsd !== undefined && (
              <tr>
                <th scope="row">Attachments a month</th>
                <td>$0</td>
                <td>{dollars(mesh.monthlyUsd)}</td>
              </tr>
            )}
          </tbody>
        </table>
        {mesh.breakEvenGb !== undefined && (
          <p className="quiet">
            The price of the attachments equals that of carrying {number(mesh.breakEvenGb)} GB a
            month through the Transit Gateway.
          </p>
        )}
      </section>
      {mesh.reasons.length > 0 && <List title="Reasons" items={mesh.reasons} open />}
      {mesh.blockers.length > 0 && (
        <List title="In the way of a Transit Gateway" items={mesh.blockers} open />
      )}
      {mesh.unrouted.length > 0 && (
        <List
          title="Peered, but not routed"
          items={mesh.unrouted}
          open={mesh.unrouted.length < 8}
        />
      )}
      {mesh.transit.length > 0 && (
        <List
          title="Routes that assume transit"
          items={mesh.transit}
          open={mesh.transit.length < 8}
        />
      )}
      {mesh.missing.length > 0 && (
        <List title="Pairs not peered" items={mesh.missing} open={mesh.missing.length < 8} />
      )}
      <Section title="Members" count={mesh.members.length} open={mesh.members.length <= 12}>
        <Refs refs={mesh.members} />
      </Section>
    </>
  );
}

const IDS = /\b((?:vpc|pcx|rtb|subnet|tgw|sg)-[0-9a-z]+)\b/;

/** Sentences; ids in them lead to the resource. */
function List({
  title,
  items,
  open,
}: {
  readonly title: string;
  readonly items: readonly string[];
  readonly open: boolean;
}) {
  return (
    <Section title={title} count={items.length} open={open}>
      <ul className="sentences">
        {items.map((item, i) => (
          <li key={i}>
            {item
              .split(IDS)
              .map((part, n) =>
                n % 2 === 1 ? <ResourceLink key={n} id={part} /> : <Words key={n} text={part} />,
              )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
