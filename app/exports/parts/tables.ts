/** Facts as tables: the same columns in every tabular format. Cells are raw text; each format escapes them. */
import { by } from '../../base/order.ts';
import type { Report } from '../../report.ts';
import { SEVERITIES, type Finding } from '../../rules/rule.ts';

export interface Table {
  /** Plural noun, also the file name part: `vpcs`. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const yes = (flag: boolean): string => (flag ? 'yes' : 'no');

function vpcs(report: Report): Table {
  const { topology } = report;
  const rows = [
    ...topology
      .all('vpc')
      .map((v) => [
        v.id,
        v.name,
        v.account,
        v.region,
        v.cidrs.map((c) => c.text).join(' '),
        String(topology.subnetsOf(v.id).length),
        String(topology.peeringsOf(v.id).filter((p) => p.state === 'active').length),
        String(topology.attachmentsOf(v.id).length),
        'yes',
      ]),
    ...topology.ghosts
      .filter((g) => g.kind === 'vpc')
      .map((g) => [
        g.id,
        '',
        g.account,
        g.region,
        g.cidrs.map((c) => c.text).join(' '),
        '',
        String(topology.peeringsOf(g.id).filter((p) => p.state === 'active').length),
        String(topology.attachmentsOf(g.id).length),
        'no',
      ]),
  ].sort(by((row) => row[0] ?? ''));
  return {
    name: 'vpcs',
    title: 'VPCs',
    columns: [
      'id',
      'name',
      'account',
      'region',
      'cidrs',
      'subnets',
      'active peerings',
      'attachments',
      'seen',
    ],
    rows,
  };
}

function peerings(report: Report): Table {
  return {
    name: 'peerings',
    title: 'VPC peerings',
    columns: [
      'id',
      'name',
      'state',
      'requester vpc',
      'requester account',
      'requester region',
      'accepter vpc',
      'accepter account',
      'accepter region',
    ],
    rows: report.topology
      .all('vpc-peering')
      .map((p) => [
        p.id,
        p.name,
        p.state,
        p.requester.vpc,
        p.requester.account,
        p.requester.region,
        p.accepter.vpc,
        p.accepter.account,
        p.accepter.region,
      ]),
  };
}

function attachments(report: Report): Table {
  const rows = [...report.topology.attachments]
    .sort(by((a) => a.id))
    .flatMap((a) =>
      a.ends.map((end) => [
        a.id,
        a.type,
        a.state,
        end.tgw,
        a.resource === end.tgw ? (a.ends.find((e) => e !== end)?.tgw ?? a.resource) : a.resource,
        end.table ?? 'not known',
      ]),
    );
  return {
    name: 'attachments',
    title: 'Transit gateway attachments',
    columns: ['id', 'type', 'state', 'transit gateway', 'resource', 'route table'],
    rows,
  };
}

function routes(report: Report): Table {
  const { topology } = report;
  const rows = [
    ...topology
      .all('route-table')
      .flatMap((t) =>
        t.routes.map((r) => [
          t.id,
          t.vpc,
          r.destination,
          r.target.id,
          r.target.kind,
          r.state,
          r.origin,
        ]),
      ),
    ...topology
      .all('tgw-route-table')
      .flatMap((t) =>
        (t.routes ?? []).map((r) => [
          t.id,
          t.tgw,
          r.cidr.text,
          r.targets.map((x) => x.attachment).join(' '),
          r.targets.map((x) => x.type).join(' '),
          r.state,
          r.prefixList === undefined ? r.type : `${r.type}, ${r.prefixList}`,
        ]),
      ),
  ];
  return {
    name: 'routes',
    title: 'Routes',
    columns: ['table', 'of', 'destination', 'target', 'target kind', 'state', 'origin'],
    rows,
  };
}

const findingRow = (f: Finding): string[] => [
  f.severity,
  yes(f.sure),
  f.rule,
  f.message,
  f.resources.join(' '),
  f.path.join(' '),
  f.places.map((p) => `${p.resource}: ${p.detail}`).join('; '),
  f.fingerprint,
];

function findings(report: Report): Table {
  return {
    name: 'findings',
    title: 'Findings',
    columns: ['severity', 'sure', 'rule', 'message', 'resources', 'path', 'places', 'fingerprint'],
    rows: SEVERITIES.flatMap((s) =>
      report.findings.filter((f) => f.severity === s).map(findingRow),
    ),
  };
}

export const tablesOf = (report: Report): readonly Table[] => [
  vpcs(report),
  peerings(report),
  attachments(report),
  routes(report),
  findings(report),
];
