/** Globs: `*` stands for any text, also none; every other character for itself. Case counts. */

/**
 * A test for texts a pattern matches. Takes time in proportion to pattern and text, whatever the pattern: names come
 * from strangers, and a regular expression of many stars can be made to search for minutes.
 */
export function glob(pattern: string): (text: string) => boolean {
  const parts = pattern.split('*');
  const first = parts[0]!;
  if (parts.length === 1) return (text) => text === pattern;
  const last = parts.at(-1)!;
  const middle = parts.slice(1, -1).filter((part) => part !== '');
  return (text) => {
    if (text.length < first.length + last.length) return false;
    if (!text.startsWith(first) || !text.endsWith(last)) return false;
    const end = text.length - last.length;
    let at = first.length;
    // The leftmost place for each part leaves the most room for those after it.
    for (const part of middle) {
      const found = text.indexOf(part, at);
      if (found < 0 || found + part.length > end) return false;
      at = found + part.length;
    }
    return true;
  };
}
