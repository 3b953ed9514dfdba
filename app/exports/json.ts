/** JSON: everything the report knows, keys sorted, with a schema id that scripts may rely on. */
import { canonical } from '../base/json.ts';
import { kindIds, kinds, type Resource } from '../kinds/index.gen.ts';
import type { Report } from '../report.ts';
import { defineExporter } from './exporter.ts';
import { inert } from './parts/inert.ts';
import { fileName } from './parts/scope.ts';

export const REPORT_SCHEMA = 'peerless/report@1';

const isCidr = (value: object): value is { text: string; length: number; family: number } =>
  'text' in value && 'length' in value && 'family' in value && 'words' in value;

/** Own fields of a resource as plain JSON: prefixes as text, maps as objects, text made inert. */
function plain(value: unknown): unknown {
  if (typeof value === 'string') return inert(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return plain(Object.fromEntries(value as Map<string, unknown>));
  if (isCidr(value)) return value.text;
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [inert(key), plain(v)]));
}

function facts(resource: Resource): unknown {
  const own = Object.entries(resource).filter(([key]) => key !== 'raw' && key !== 'tags');
  const tags = resource.tags.size > 0 ? [['tags', resource.tags]] : [];
  return plain(Object.fromEntries([...own, ...tags]));
}

/** Plain JSON of a report; the same report gives equal values. */
export function reportJson(report: Report): unknown {
  const { topology } = report;
  const present = kindIds.filter((kind) => topology.all(kind).length > 0);
  return {
    schema: REPORT_SCHEMA,
    manifest: plain(report.manifest),
    ...(report.checksum !== undefined && { checksum: report.checksum }),
    summary: report.summary,
    counts: Object.fromEntries(present.map((kind) => [kind, topology.all(kind).length])),
    kinds: Object.fromEntries(present.map((kind) => [kind, kinds[kind].plural])),
    resources: Object.fromEntries(present.map((kind) => [kind, topology.all(kind).map(facts)])),
    ghosts: topology.ghosts.map(plain),
    gaps: report.gaps.map(plain),
    findings: report.findings.map(plain),
    suppressed: report.suppressed.map(plain),
  };
}

export default defineExporter({
  id: 'json',
  about: {
    title: 'JSON report',
    description: 'Resources, ghosts, gaps and findings as stable, sorted JSON.',
    extension: 'json',
    sort: 'table',
  },
  render: (report) => [
    {
      name: fileName('json'),
      mime: 'application/json',
      body: `${canonical(reportJson(report), 2)}\n`,
    },
  ],
});
