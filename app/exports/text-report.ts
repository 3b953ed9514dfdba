/** Text: the lint report for reading, as `peerless lint` prints it. */
import { defineExporter } from './exporter.ts';
import { renderText } from './parts/lint-text.ts';
import { fileName } from './parts/scope.ts';

export default defineExporter({
  id: 'text',
  about: {
    title: 'Text report',
    description: 'Counts, findings by severity with places and hops, and what could not be read.',
    extension: 'txt',
    sort: 'text',
  },
  render: (report) => [
    { name: fileName('txt'), mime: 'text/plain; charset=utf-8', body: renderText(report) },
  ],
});
