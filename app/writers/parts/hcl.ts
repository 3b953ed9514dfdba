/** HCL as `terraform fmt` lays it out, so that nobody has to run it; text from outside stays text. */
import { UNSAFE } from '../../base/inert.ts';

/** An expression in HCL: `var.through`, `"text"`, `aws_subnet.a[0].id`. */
export type Expr = string;

export type Item =
  | { readonly is: 'line'; readonly name: string; readonly value: Expr }
  /** Takes several lines; like a block, it stands on its own and is aligned with nothing. */
  | { readonly is: 'lines'; readonly lines: readonly string[] };

/** Items that stand together, with an empty line before the next ones. */
export type Group = readonly Item[];

const STEP = '  ';

export const attr = (name: string, value: Expr): Item => ({ is: 'line', name, value });

/** A list: on one line up to one element, else an element a line. */
export const list = (name: string, values: readonly Expr[]): Item =>
  values.length < 2
    ? attr(name, `[${values.join('')}]`)
    : {
        is: 'lines',
        lines: [`${name} = [`, ...values.map((value) => `${STEP}${value},`), ']'],
      };

export const map = (name: string, entries: readonly (readonly [string, Expr])[]): Item => ({
  is: 'lines',
  lines: [
    `${name} = {`,
    ...indent(aligned(entries.map(([key, value]) => [isName(key) ? key : text(key), value]))),
    '}',
  ],
});

export const nested = (type: string, ...groups: readonly Group[]): Item => ({
  is: 'lines',
  lines: block(type, [], ...groups),
});

/** A block, such as a resource; groups that hold nothing leave no trace. */
export function block(
  type: string,
  labels: readonly string[],
  ...groups: readonly Group[]
): string[] {
  const head = [type, ...labels.map(text)].join(' ');
  const body = groups
    .filter((group) => group.length > 0)
    .flatMap((group, i) => [...(i === 0 ? [] : ['']), ...groupLines(group)]);
  return body.length === 0 ? [`${head} {}`] : [`${head} {`, ...indent(body), '}'];
}

/** `=` stands in one column over lines that follow each other. https://developer.hashicorp.com/terraform/language/style */
function groupLines(group: Group): string[] {
  const out: string[] = [];
  let run: (readonly [string, Expr])[] = [];
  const flush = () => {
    out.push(...aligned(run));
    run = [];
  };
  for (const item of group) {
    if (item.is === 'line') {
      run.push([item.name, item.value]);
    } else {
      flush();
      out.push(...item.lines);
    }
  }
  flush();
  return out;
}

function aligned(pairs: readonly (readonly [string, Expr])[]): string[] {
  const width = Math.max(0, ...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `${name.padEnd(width)} = ${value}`);
}

const indent = (lines: readonly string[]): string[] =>
  lines.map((line) => (line === '' ? '' : `${STEP}${line}`));

const isName = (text: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);

const unicode = (char: string): string => {
  const code = char.codePointAt(0)!;
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
};

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Text as a quoted string in which nothing is evaluated. `${` and `%{` are doubled; where more such signs stand before
 * the brace, doubling would leave one of them open, so those are written by their numbers.
 * Source: https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function text(value: string): Expr {
  const escaped = value
    .replace(/[\\"]/g, '\\$&')
    .replace(/[$%]+\{/g, (signs) =>
      signs.length === 2
        ? `${signs[0]!}${signs}`
        : `${Array.from(signs.slice(0, -1), unicode).join('')}{`,
    )
    // A lone surrogate is no character, and no number stands for it.
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .replace(UNSAFE, (char) => SHORT[char] ?? unicode(char));
  return `"${escaped}"`;
}
