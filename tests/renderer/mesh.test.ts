/** What the mesh view reads of a finding, from the real rule on the real sample estate. */
import { describe, expect, it } from 'vitest';
import { analyze } from '#app/report.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { meshOf } from '#renderer/panels/inspector/mesh-data.ts';
import { endsOfPath } from '#renderer/panels/inspector/finding.tsx';
import { finding } from './window.ts';

describe('a mesh finding of the sample estate', () => {
  const report = analyze(sampleEstate().snapshot());
  const meshes = report.findings
    .filter((f) => f.rule === 'peering-mesh')
    .map((f) => meshOf(finding(f))!);

  it('shows 7 members, 21 peerings, 2 unrouted pairs and 7 attachments', () => {
    const full = meshes.find((mesh) => mesh.missing.length === 0);
    expect(full).toMatchObject({
      peerings: 21,
      peeringsOfFullMesh: 21,
      attachments: 7,
      verdict: 'replace',
    });
    expect(full?.members).toHaveLength(7);
    expect(full?.unrouted).toHaveLength(2);
    expect(full?.nextVpc?.peerings).toBe(7);
    expect(full?.monthlyUsd).toBeGreaterThan(0);
    expect(full?.tightest?.left).toBeGreaterThan(0);
  });

  it('shows the missing pairs of the near-mesh', () => {
    const near = meshes.find((mesh) => mesh.missing.length > 0);
    expect(near).toBeDefined();
    expect(near!.missing.every((pair) => pair.length === 2)).toBe(true);
    expect(near!.peerings + near!.missing.length).toBe(near!.peeringsOfFullMesh);
  });

  it('knows a verdict to delete, and one that it does not know for one to consider', () => {
    const verdict = (word: string) =>
      meshOf(finding({ rule: 'peering-mesh', data: { verdict: word } }))?.verdict;
    expect(['replace', 'keep', 'delete', 'other'].map(verdict)).toEqual([
      'replace',
      'keep',
      'delete',
      'consider',
    ]);
  });

  it('findings of other rules are not meshes', () => {
    expect(meshOf(finding({}))).toBeUndefined();
  });
});

describe('trace this', () => {
  it('goes from the first to the last end of a path, and is not offered for one end', () => {
    expect(endsOfPath(['vpc-1', 'pcx-1', 'vpc-2', 'pcx-2', 'vpc-3'])).toEqual({
      from: 'vpc-1',
      to: 'vpc-3',
    });
    expect(endsOfPath(['vpc-1', 'rtb-1'])).toBeUndefined();
    expect(endsOfPath(['tgw-1', 'tgw-rtb-1'])).toBeUndefined();
  });
});
