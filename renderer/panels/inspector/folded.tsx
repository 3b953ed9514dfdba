/** A collapsed container: what it holds, and the way to see it. */
import { useEffect } from 'react';
import type { SceneNode } from '#app/scene/scene.ts';
import { ActionButton } from '../../parts/press.tsx';
import { ResourceLink } from '../../parts/resource.tsx';
import { Section } from '../../parts/section.tsx';
import { Words } from '../../parts/text.tsx';
import { useApp } from '../../use-state.ts';
import { count, number } from '../../words/count.ts';

/** So many are named; the rest is a number. */
const MOST = 50;
const NONE: readonly string[] = [];

export function FoldedDetail({ box }: { readonly box: SceneNode }) {
  const { holds = NONE } = box;
  const locate = useApp((state) => state.locate);
  // What is not drawn any more is called by what the engine knows of it.
  useEffect(() => void locate(holds.slice(0, MOST)), [holds, locate]);
  return (
    <div className="panel-scroll" tabIndex={0} role="group" aria-label="Collapsed container">
      <section className="finding-top">
        <p className="finding-kind">
          <strong>Collapsed container</strong>
        </p>
        <p className="finding-says">
          <Words text={box.label} />
        </p>
        <p className="quiet">{box.lines.join(', ')}</p>
        <div className="row">
          <ActionButton id="expand">Expand</ActionButton>
          <ActionButton id="hide-selection">Hide</ActionButton>
        </div>
      </section>
      <Section title={`Holds ${count(holds.length, 'box', 'boxes')}`}>
        <ul className="view-list">
          {holds.slice(0, MOST).map((id) => (
            <li key={id}>
              <ResourceLink id={id} />
            </li>
          ))}
        </ul>
        {holds.length > MOST && (
          <p className="quiet">and {number(holds.length - MOST)} more: expand it to see them.</p>
        )}
      </Section>
    </div>
  );
}
