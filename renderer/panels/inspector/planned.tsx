/** What the plan makes and AWS does not know yet: told by the plan itself. */
import { ResourceLink } from '../../parts/resource.tsx';
import { Section } from '../../parts/section.tsx';
import { Mono, Words } from '../../parts/text.tsx';
import { useApp } from '../../use-state.ts';

export function PlannedDetail({ id }: { readonly id: string }) {
  const planning = useApp((state) => state.planning);
  if (planning.phase !== 'ready') return null;
  const { gateways, attachments, tables } = planning.summary;
  const gateway = gateways.find((g) => g.id === id);
  const attachment = attachments.find((a) => a.id === id);
  const served = attachments.filter((a) => a.gateway === id);
  return (
    <div className="panel-scroll" tabIndex={0} role="group" aria-label="Planned resource">
      <section className="finding-top">
        <p className="finding-kind">
          <strong>
            {gateway
              ? 'Transit gateway of the plan'
              : attachment
                ? 'Attachment of the plan'
                : 'Link of the plan'}
          </strong>
        </p>
        {gateway && (
          <p className="finding-says">
            <Words text={gateway.name} />
          </p>
        )}
        <p className="quiet">
          It is not there yet: AWS gives it an id once it is made. The plan calls it{' '}
          <Mono text={id} />.
        </p>
      </section>
      {gateway && (
        <Section title="What it is">
          <dl className="facts">
            <div>
              <dt>Region</dt>
              <dd>{gateway.region}</dd>
            </div>
            <div>
              <dt>Account</dt>
              <dd>
                <Mono text={gateway.account} />
              </dd>
            </div>
            {gateway.asn !== undefined && (
              <div>
                <dt>ASN</dt>
                <dd className="number">{gateway.asn}</dd>
              </div>
            )}
            <div>
              <dt>Route tables</dt>
              <dd className="number">{tables.filter((t) => t.gateway === id).length}</dd>
            </div>
          </dl>
        </Section>
      )}
      {gateway && (
        <Section title="VPCs attached" count={served.length} open={served.length <= 12}>
          <ul className="plain-list">
            {served.map(({ vpc }) => (
              <li key={vpc}>
                <ResourceLink id={vpc} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {attachment && (
        <Section title="What it joins">
          <ul className="plain-list">
            {[attachment.vpc, attachment.gateway].map((end) => (
              <li key={end}>
                <ResourceLink id={end} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
