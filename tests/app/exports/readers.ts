/** What tests of exporters share: a report full of hostile names, and readers that are not ours. */
import { DOMParser } from '@xmldom/xmldom';
import { unzipSync } from 'fflate';
import { expect } from 'vitest';
import type { Artefact } from '#app/exports/exporter.ts';
import type { Report } from '#app/report.ts';
import { HOSTILE_NAMES, hostileWorld } from '#tests/kit/hostile.ts';
import { reportOf } from '../scene/estates.ts';

export const HOSTILE = [
  ...HOSTILE_NAMES,
  'javascript:alert(1)',
  'end\nsubgraph x\nclick n0 "javascript:alert(1)"',
  '"]; click n1 call alert() %% #quot;',
  '%name% ${x} {{y}}',
];

/** Every hostile text as a VPC's name, a transit gateway's, a peering's and a finding's words. */
export function hostile(): Report {
  const { world, vpcs } = hostileWorld(HOSTILE, true);
  for (const [i, name] of HOSTILE.entries()) {
    const account = String(300_000_000_000 + i);
    world.region('eu-west-1', account).vpc(`a${i}`, `172.16.${i}.0/24`);
    world.name(account, name);
  }
  const report = reportOf(world, []);
  return {
    ...report,
    findings: HOSTILE.map((text, i) => ({
      rule: 'peering-one-way',
      severity: 'error',
      sure: true,
      message: text,
      resources: [vpcs[i]!.id],
      path: [vpcs[i]!.id, vpcs[0]!.id],
      places: [{ resource: vpcs[i]!.id, detail: text }],
      data: {},
      gaps: [],
      fingerprint: `f${i}`,
    })),
    gaps: [
      {
        id: 'g',
        kind: 'call',
        failure: 'refused',
        account: '111111111111',
        region: 'us-east-1',
        call: 'ec2:DescribeVpcs',
        hides: ['vpc'],
        subject: undefined,
        message: HOSTILE.slice(0, 8).join(' '),
      },
    ],
  };
}

/** Parses as XML with a parser that is not ours; any complaint fails. */
export function xmlOf(text: string): Document {
  const complaints: string[] = [];
  const say = (m: unknown): void => void complaints.push(String(m));
  const doc = new DOMParser({
    errorHandler: { warning: say, error: say, fatalError: say },
  }).parseFromString(text, 'text/xml');
  expect(complaints).toEqual([]);
  return doc;
}
export const elements = (doc: Document | Element, name: string): Element[] =>
  Array.from(doc.getElementsByTagName(name));

/** Everything an artefact says: of a package of files, each of them behind its name. */
export function textOf({ body }: Artefact): string {
  if (typeof body === 'string') return body;
  const read = (bytes: Uint8Array): string =>
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  return Object.entries(unzipSync(body))
    .map(([name, bytes]) => `--- ${name}\n${read(bytes)}`)
    .join('\n');
}
