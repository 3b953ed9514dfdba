/** SVG: the scene as a standalone picture, in the light theme. */
import { defineExporter } from './exporter.ts';
import { consolePages } from './parts/console-page.ts';
import { fileName } from './parts/scope.ts';
import { picture } from './parts/svg-picture.ts';

export default defineExporter({
  id: 'svg',
  about: {
    title: 'SVG picture',
    description:
      'Vector picture with selectable text, title block and legend; boxes and lines lead to the AWS console.',
    extension: 'svg',
    sort: 'picture',
    marks: true,
  },
  render: (report, scene) => [
    {
      name: fileName('svg'),
      mime: 'image/svg+xml',
      body: picture(report, scene, { pageOf: consolePages(report) }).svg,
    },
  ],
});
