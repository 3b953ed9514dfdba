/** What a source says differently since it was read before, in one line. Pure. */
import type { EstateChanges } from '#app/api/diff.ts';
import { count } from './count.ts';

/** Kinds that are told first: what an engineer has most likely just changed. Routes come after these. */
const FIRST = ['vpc', 'vpc-peering', 'transit-gateway', 'tgw-attachment', 'tgw-route-table'];
/** So many changes of the network are told; the comparison has them all. */
const MOST = 4;

/** Names of their own keep their capitals. */
const OWN_NAME = /^(?:[A-Z]{2}|Direct Connect|Cloud WAN)/;
const within = (title: string): string =>
  OWN_NAME.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);

const HOW = ['added', 'removed', 'changed'] as const;

/** `1 VPC added, 2 routes changed, 1 finding fixed`; undefined where it says the same. */
export function changeWords(changes: EstateChanges): string | undefined {
  const { kinds, routes, findings, gaps, seen, unseen } = changes;
  const first = kinds.filter(({ kind }) => FIRST.includes(kind));
  const others = kinds.filter(({ kind }) => !FIRST.includes(kind));
  const network = [...first, { title: 'route', plural: 'routes', ...routes }, ...others].flatMap(
    (of) =>
      HOW.filter((how) => of[how] > 0).map((how) => ({
        many: of[how],
        text: `${count(of[how], within(of.title), within(of.plural))} ${how}`,
      })),
  );
  const rest = network.slice(MOST).reduce((sum, { many }) => sum + many, 0);
  const said = (n: number, text: string): string[] => (n > 0 ? [text] : []);
  const words = [
    ...network.slice(0, MOST).map(({ text }) => text),
    ...said(rest, count(rest, 'more change')),
    ...said(seen, `${count(seen, 'resource')} seen for the first time`),
    ...said(unseen, `${count(unseen, 'resource')} not seen any more`),
    ...said(findings.fixed, `${count(findings.fixed, 'finding')} fixed`),
    ...said(findings.fresh, count(findings.fresh, 'new finding')),
    ...said(findings.changed, `${count(findings.changed, 'finding')} changed`),
    ...said(findings.unsure, `${count(findings.unsure, 'finding')} on one side only, unsure`),
    ...said(gaps.opened, count(gaps.opened, 'new gap')),
    ...said(gaps.closed, `${count(gaps.closed, 'gap')} closed`),
  ];
  return words.length === 0 ? undefined : words.join(', ');
}
