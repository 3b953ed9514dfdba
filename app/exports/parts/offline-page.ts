/** The shell of an HTML file that runs offline: its own style and script by their hashes, and no request of any kind. */
import { policyOf } from './policy.ts';
import { xml } from './xml.ts';

export interface OfflinePage {
  /** Not escaped. */
  readonly title: string;
  readonly style: string;
  readonly script: string;
  /** Markup. */
  readonly body: readonly string[];
}

export const offlinePage = ({ title, style, script, body }: OfflinePage): string =>
  [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policyOf(style, script)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${xml(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    ...body,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
