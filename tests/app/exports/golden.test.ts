/**
 * Golden files: every exporter on the sample estate. A difference is a change users will see:
 * read it, and where it is meant, write the files anew with `npx vitest run tests/app/exports -u`.
 */
import { describe, expect, it } from 'vitest';
import { exporters } from '#app/exports/index.gen.ts';
import { analyze } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { reportOf, spreadMesh } from '../scene/estates.ts';

const report = analyze(sampleEstate().snapshot());
const scene = buildScene(report, { findings: true });

describe('a small estate', () => {
  // JSON says everything: of the sample estate that would be half a megabyte nobody reads.
  const small = reportOf(spreadMesh(4), ['m-']);
  const [json] = exporters.find((e) => e.id === 'json')!.render(small, buildScene(small));

  it('as json', async () => {
    await expect(json!.body).toMatchFileSnapshot('golden/small.json');
  });
});

describe('the sample estate', () => {
  for (const exporter of exporters.filter((e) => e.id !== 'json')) {
    for (const artefact of exporter.render(report, scene)) {
      it(`as ${exporter.id}: ${artefact.name}`, async () => {
        await expect(artefact.body).toMatchFileSnapshot(`golden/${artefact.name}`);
      });
    }
  }
});
