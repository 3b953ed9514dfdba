/** What draw.io publishes of its file format, as far as our diagrams use it. Source: https://www.drawio.com/assets/mxfile.xsd */
type Holds = RegExp;
const any = /^[^]*$/;
const flag = /^[01]$/;
const number = /^-?\d+(\.\d+)?$/;
const size = /^\d+(\.\d+)?$/;
const positive = /^[1-9]\d*$/;

interface Rule {
  readonly holds: readonly string[];
  /** Attributes that may be there; `more` lets others be there too. */
  readonly may: Readonly<Record<string, Holds>>;
  readonly must?: readonly string[];
  readonly more?: true;
}

const RULES: Readonly<Record<string, Rule>> = {
  mxfile: { holds: ['diagram'], may: { host: any, compressed: /^(true|false)$/ } },
  diagram: { holds: ['mxGraphModel'], may: { id: any, name: any } },
  mxGraphModel: {
    holds: ['root'],
    may: {
      ...{ dx: number, dy: number, pageScale: number },
      ...{ pageWidth: positive, pageHeight: positive, gridSize: positive },
      ...{ grid: flag, guides: flag, tooltips: flag, connect: flag, arrows: flag },
      ...{ fold: flag, page: flag, math: flag, shadow: flag },
    },
  },
  root: { holds: ['mxCell', 'object'], may: {} },
  // Facts of ours stand beside these.
  object: { holds: ['mxCell'], may: { id: any, label: any }, must: ['id', 'label'], more: true },
  mxCell: {
    holds: ['mxGeometry'],
    may: {
      ...{ id: any, parent: any, style: any, source: any, target: any },
      ...{ vertex: flag, edge: flag, connectable: flag },
    },
  },
  mxGeometry: {
    holds: ['mxPoint', 'Array'],
    may: { x: number, y: number, width: size, height: size, relative: flag, as: /^geometry$/ },
    must: ['as'],
  },
  Array: { holds: ['mxPoint'], may: { as: /^points$/ }, must: ['as'] },
  mxPoint: {
    holds: [],
    may: { x: number, y: number, as: /^(sourcePoint|targetPoint|offset)$/ },
    must: ['x', 'y'],
  },
};

/** In words, everything that breaks a rule. */
export function breaches(element: Element): string[] {
  const rule = RULES[element.nodeName];
  if (!rule) return [`no element is named ${element.nodeName}`];
  const out: string[] = [];
  for (const { name, value } of Array.from(element.attributes)) {
    const holds = rule.may[name] ?? (rule.more ? any : undefined);
    if (!holds?.test(value)) out.push(`${element.nodeName}: ${name}="${value}"`);
  }
  for (const name of rule.must ?? [])
    if (!element.hasAttribute(name)) out.push(`${element.nodeName} has no ${name}`);
  const kids = Array.from(element.childNodes as ArrayLike<Node>).filter(
    (n): n is Element => n.nodeType === 1,
  );
  for (const kid of kids) {
    if (!rule.holds.includes(kid.nodeName)) out.push(`${element.nodeName} holds ${kid.nodeName}`);
    out.push(...breaches(kid));
  }
  if (element.nodeName === 'root') {
    const [first, second] = kids;
    if (first?.getAttribute('id') !== '0' || first.hasAttribute('parent')) out.push('no cell 0');
    if (second?.getAttribute('id') !== '1' || second.getAttribute('parent') !== '0')
      out.push('no layer 1');
  }
  if (element.nodeName === 'object' && kids[0]?.hasAttribute('id'))
    out.push('a cell in an object has an id of its own');
  return out;
}
