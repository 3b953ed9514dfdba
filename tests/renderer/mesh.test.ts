/** What the mesh view reads of a finding, from the real rule on the real sample estate. */
import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { meshText } from '#app/exports/parts/mesh-text.ts';
import { analyze } from '#app/report.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { MeshDetail } from '#renderer/panels/inspector/mesh.tsx';
import { meshOf } from '#renderer/panels/inspector/mesh-data.ts';
import { Facts } from '#renderer/panels/plan/facts.tsx';
import { endsOfPath } from '#renderer/panels/inspector/finding.tsx';
import { drawn } from './drawn.tsx';
import { planned, planSummary, stepRows } from './plan.ts';
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

  it('says what its price rests on as the report does, and as the plan', async () => {
    // The sample's mesh: us-east-1 by the Price List, us-west-2 as us-east-1 is.
    const full = report.findings.find((f) => f.message.startsWith('Mesh of 7'))!;
    const rests = 'rices as of 2024-10; us-west-2 not checked';
    expect(meshText(full).join('\n')).toContain(rests);
    expect(await drawn(createElement(MeshDetail, { mesh: meshOf(finding(full))! }))).toContain(
      rests,
    );
    const cost = { ...planSummary.cost, unsourced: ['us-west-2'] };
    const plan = {
      phase: 'ready' as const,
      of: { fingerprint: 'f-mesh', mode: 'exact' as const },
      summary: { ...planSummary, cost },
      planned,
      rows: stepRows,
    };
    expect(await drawn(createElement(Facts, { plan }))).toContain(rests);
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
