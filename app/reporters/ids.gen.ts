/** Written by `npm run gen`. Do not edit. */
export const reporterIds: readonly string[] = [
  'csv',
  'github',
  'html',
  'json',
  'junit',
  'markdown',
  'sarif',
  'text',
];
