/** Where a report comes from, in words every format can print. */
import { isTimedByFiles } from '../../snapshot/snapshot.ts';
import { count } from '../../base/count.ts';
import { inert } from '../../base/inert.ts';
import { list } from '../../base/list.ts';
import { uniq } from '../../base/order.ts';
import { accountRef } from '../../base/ref.ts';
import type { Report } from '../../report.ts';
import type { Scene } from '../../scene/scene.ts';

/** `2026-01-05 09:00 UTC`; text that is no time is given back as it is. */
export const timeText = (iso: string): string =>
  iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d(\.\d+)?)?Z$/, '$1 $2 UTC');

/** `partial data: 5 gaps`, of a report that could not see all; nothing of one that could. */
export const partialIn = ({ gaps }: Pick<Report, 'gaps'>): readonly string[] =>
  gaps.length > 0 ? [`partial data: ${count(gaps.length, 'gap')}`] : [];

/** What a picture or a page of it shows. */
export type Shown = Pick<Scene, 'nodes' | 'marked'>;

/**
 * `Accounts 1…, 2…; Regions eu-west-1, us-east-1; snapshot of 2026-01-05 09:00 UTC (demo); partial data: 5 gaps; sha256:…`: of all
 * that was asked, or of what is shown where that is only a part. Gaps are those of the whole report.
 */
export const scopeText = (report: Report, shown?: Shown): string =>
  titleParts(report, shown).join('; ');

/** Accounts and Regions that own a VPC or a gateway. */
function ownersOf({ topology }: Report): Record<'accounts' | 'regions', readonly string[]> {
  const all = [...topology.all('vpc'), ...topology.all('transit-gateway')];
  return {
    accounts: uniq(all.map(({ account }) => account)).sort(),
    regions: uniq(all.map(({ region }) => region)).sort(),
  };
}

/** Those that were asked; those that own what is there, where a file names others than its resources do. */
function askedOf(report: Report): Record<'accounts' | 'regions', readonly string[]> {
  const { accounts: asked, regions } = report.manifest.scope;
  const { accounts } = ownersOf(report);
  const isTold = accounts.length === 0 || asked.some((account) => accounts.includes(account));
  return { accounts: isTold ? asked : accounts, regions };
}

/** What was asked, less what a part of the picture does not show. */
function scopeOf(report: Report, shown: Shown | undefined): ReturnType<typeof askedOf> {
  const asked = askedOf(report);
  if (shown === undefined) return asked;
  const { accounts, regions } = ownersOf(report);
  const drawn = shown.nodes.filter(({ ghost }) => !ghost);
  const ids = new Set(drawn.map(({ id }) => id));
  // A collapsed account has no Regions of its own any more: what it holds tells which are meant.
  const held = drawn.flatMap(({ holds = [] }) => holds);
  const places = new Set([
    ...[...ids].flatMap((id) => (id.startsWith('region/') ? [id.split('/').at(-1)!] : [])),
    ...held.map((id) => report.topology.find(id)?.region),
  ]);
  const hasAccount = (account: string): boolean => ids.has(accountRef(account));
  const hasRegion = (region: string): boolean => places.has(region);
  return {
    accounts: accounts.every(hasAccount) ? asked.accounts : asked.accounts.filter(hasAccount),
    regions: regions.every(hasRegion) ? asked.regions : asked.regions.filter(hasRegion),
  };
}

/** The same in parts, for a title block that wraps between them. */
export function titleParts(report: Report, shown?: Shown): readonly string[] {
  const { accounts, regions } = scopeOf(report, shown);
  const named = uniq(accounts).map((account) => inert(report.topology.accountLabel(account)));
  return [
    ...(accounts.length > 0
      ? [`${accounts.length === 1 ? 'Account' : 'Accounts'} ${list(named, 4)}`]
      : []),
    ...(regions.length > 0
      ? [`${regions.length === 1 ? 'Region' : 'Regions'} ${list(uniq(regions), 6)}`]
      : []),
    `${isTimedByFiles(report.manifest) ? 'files' : 'snapshot'} of ${timeText(report.manifest.created)} (${report.manifest.origin})`,
    ...partialIn(report),
    ...(report.checksum === undefined ? [] : [report.checksum]),
  ];
}

/** What stands below the title of a picture: which plan or comparison it is of, and where the network comes from. */
export const scopeParts = (report: Report, shown: Shown): readonly string[] => [
  ...(shown.marked?.scope ?? []),
  ...(shown.marked?.alone ? [] : titleParts(report, shown)),
];

/** A file name from a format's extension: all artefacts of a report share a stem. */
export const fileName = (extension: string, part?: string): string =>
  `peerless${part === undefined ? '' : `-${part}`}.${extension}`;
