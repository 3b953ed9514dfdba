/** Tags in the API's shape. */
export const makeTags = (
  name: string,
  more: Readonly<Record<string, string>> = {},
): { Key: string; Value: string }[] =>
  [['Name', name] as const, ...Object.entries(more)].map(([Key, Value]) => ({ Key, Value }));
