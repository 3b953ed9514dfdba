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
import { textOf } from './readers.ts';

const report = analyze(sampleEstate().snapshot());
const scene = buildScene(report, { findings: true });

/** These say everything: of the sample estate that would be half a megabyte nobody reads. */
const LARGE = ['html', 'json', 'vsdx'];

describe('a small estate', () => {
  const small = reportOf(spreadMesh(4), ['m-']);
  for (const id of LARGE) {
    const [artefact] = exporters.find((e) => e.id === id)!.render(small, buildScene(small));
    it(`as ${id}`, async () => {
      await expect(textOf(artefact!)).toMatchFileSnapshot(
        // Of a package of files, what is in it: a difference must be readable.
        `golden/small.${id}${typeof artefact!.body === 'string' ? '' : '.txt'}`,
      );
    });
  }
});

describe('the sample estate', () => {
  for (const exporter of exporters.filter((e) => !LARGE.includes(e.id))) {
    for (const artefact of exporter.render(report, scene)) {
      it(`as ${exporter.id}: ${artefact.name}`, async () => {
        await expect(artefact.body).toMatchFileSnapshot(`golden/${artefact.name}`);
      });
    }
  }
});
