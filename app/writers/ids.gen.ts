/** Written by `npm run gen`. Do not edit. */
export const writerIds: readonly string[] = [
  'aws-cli',
  'json',
  'markdown',
  'terraform',
  'text',
];
