/** A large picture as several that lie on each other: a browser reads each SVG in one go, and is held up by none of these. */

/** So many letters of SVG are read in some 10 ms. */
const AT_MOST = 128 * 1024;

interface Open {
  readonly tag: string;
  readonly name: string;
}

/**
 * Cuts an SVG of ours between two of its parts, wherever `atMost` letters have come together; drawn over each other in this
 * order, and at the same size, the layers are the picture. It relies on what our SVGs are: no `<` or `>` in texts and
 * attributes but as entities, groups (`g`) that only place and dress what is in them, nothing that refers to another part, and
 * the styles before the first group, which every layer takes along.
 */
export function layersOf(svg: string, atMost = AT_MOST): readonly string[] {
  const layers: string[] = [];
  const open: Open[] = [];
  const styles = /<style>[^]*?<\/style>/.exec(svg)?.[0] ?? '';
  const tags = /<(\/?)([a-zA-Z]+)[^>]*?(\/?)>/g;
  let from = 0;
  let before = '';
  for (let found = tags.exec(svg); found; found = tags.exec(svg)) {
    const [tag, isEnd, name, isEmpty] = found as unknown as [string, string, string, string];
    if (isEnd) open.pop();
    else if (!isEmpty) open.push({ tag, name });
    const isPart = Boolean(isEnd || isEmpty) && open.length > 0;
    if (!isPart || tags.lastIndex - from < atMost || open.some((one) => !holds(one))) continue;
    layers.push(before + svg.slice(from, tags.lastIndex) + ends(open));
    from = tags.lastIndex;
    const [root, ...groups] = open.map((one) => one.tag);
    before = `${root}${styles}${groups.join('')}`;
  }
  layers.push(before + svg.slice(from));
  return layers;
}

const holds = ({ name }: Open): boolean => name === 'svg' || name === 'g';

const ends = (open: readonly Open[]): string =>
  open
    .toReversed()
    .map(({ name }) => `</${name}>`)
    .join('');
