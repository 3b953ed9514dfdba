/** A titled part of a panel that folds. */
import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { number } from '../words/count.ts';
import { Icon } from './icon.tsx';

export function Section(props: {
  readonly title: string;
  readonly count?: number;
  readonly open?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Disclosure className="section" defaultExpanded={props.open ?? true}>
      <Heading level={3}>
        <Button slot="trigger" className="section-head">
          <Icon id="chevron" size={12} />
          {props.title}
          {props.count !== undefined && <span className="tally">{number(props.count)}</span>}
        </Button>
      </Heading>
      <DisclosurePanel className="section-body">{props.children}</DisclosurePanel>
    </Disclosure>
  );
}
