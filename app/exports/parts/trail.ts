/** The resources of a finding's path in one line: the way of a flow, or what the finding touches where it is none. */
import { rules } from '../../rules/index.gen.ts';
import type { Finding } from '../../rules/rule.ts';

const flows: ReadonlySet<string> = new Set(
  rules.filter(({ followsFlow }) => followsFlow === true).map(({ id }) => id),
);

/** `most`: so many resources at most, and how many more there are. */
export function trail(
  { rule, path }: Finding,
  named: (ref: string) => string,
  most = path.length,
): { readonly title: 'Path' | 'Touches'; readonly text: string } {
  const isFlow = flows.has(rule);
  const shown = path.slice(0, most).map(named);
  const more = path.length - shown.length;
  return {
    title: isFlow ? 'Path' : 'Touches',
    text: `${shown.join(isFlow ? ' → ' : ', ')}${more > 0 ? ` and ${more} more` : ''}`,
  };
}
