/** draw.io: an overview page and one page a Region, uncompressed, so that people can keep editing and diff it. */
import type { Report } from '../report.ts';
import type { Scene } from '../scene/scene.ts';
import { defineExporter } from './exporter.ts';
import { consolePages } from './parts/console-page.ts';
import { diagram } from './parts/drawio-page.ts';
import { pagesOf } from './parts/pages.ts';
import { fileName } from './parts/scope.ts';

function write(report: Report, scene: Scene): string {
  const pageOf = consolePages(report);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<mxfile host="peerless" compressed="false">\n${pagesOf(
    report,
    scene,
  )
    .map((page, i) => diagram(page, report, pageOf, i))
    .join('\n')}\n</mxfile>\n`;
}

export default defineExporter({
  id: 'drawio',
  about: {
    title: 'draw.io diagram',
    description: 'Editable diagram with AWS shapes: an overview page and one page a Region.',
    extension: 'drawio',
    sort: 'picture',
    marks: true,
  },
  render: (report, scene) => [
    { name: fileName('drawio'), mime: 'application/vnd.jgraph.mxfile', body: write(report, scene) },
  ],
});
