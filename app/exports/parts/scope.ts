/** Where a report comes from, in words every format can print. */
import { inert } from '../../base/inert.ts';
import { list } from '../../base/list.ts';
import { uniq } from '../../base/order.ts';
import type { Report } from '../../report.ts';

/** `2026-01-05 09:00 UTC`; text that is no time is given back as it is. */
export const timeText = (iso: string): string =>
  iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d(\.\d+)?)?Z$/, '$1 $2 UTC');

/** `Accounts 1…, 2…; Regions eu-west-1, us-east-1; snapshot of 2026-01-05 09:00 UTC (demo); sha256:…` */
export const scopeText = (report: Report): string => scopeParts(report).join('; ');

/** The same in parts, for a title block that wraps between them; the checksum is whole. */
export const titleParts = (report: Report): readonly string[] => [
  ...scopeParts(report).slice(0, report.checksum === undefined ? undefined : -1),
  ...(report.checksum === undefined ? [] : [report.checksum]),
];

/** Those that were asked; those that own what is there, where a file names others than its resources do. */
function accountsOf({ manifest, topology }: Report): readonly string[] {
  const asked = manifest.scope.accounts;
  const owners = uniq(
    [...topology.all('vpc'), ...topology.all('transit-gateway')].map(({ account }) => account),
  ).sort();
  return owners.length === 0 || asked.some((account) => owners.includes(account)) ? asked : owners;
}

function scopeParts(report: Report): readonly string[] {
  const { regions } = report.manifest.scope;
  const accounts = accountsOf(report);
  const named = uniq(accounts).map((account) => inert(report.topology.accountLabel(account)));
  return [
    ...(accounts.length > 0
      ? [`${accounts.length === 1 ? 'Account' : 'Accounts'} ${list(named, 4)}`]
      : []),
    ...(regions.length > 0
      ? [`${regions.length === 1 ? 'Region' : 'Regions'} ${list(uniq(regions), 6)}`]
      : []),
    `snapshot of ${timeText(report.manifest.created)} (${report.manifest.origin})`,
    ...(report.checksum === undefined
      ? []
      : [`${report.checksum.slice(0, 'sha256:'.length + 16)}…`]),
  ];
}

/** A file name from a format's extension: all artefacts of a report share a stem. */
export const fileName = (extension: string, part?: string): string =>
  `peerless${part === undefined ? '' : `-${part}`}.${extension}`;
