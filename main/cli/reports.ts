/** Pairs `--format` with `-o`: several reports of one run, at most one of them on stdout. */
import { Option } from 'commander';
import { CommandError } from './command.ts';
import { listed, oneOf } from './options.ts';
import { STDOUT } from './write.ts';

interface Given {
  readonly value: string;
  /** Where it stood among the formats and files of the command line. */
  readonly at: number;
}

export interface Wanted {
  readonly format: string;
  /** Path, or `-` for stdout. */
  readonly to: string;
}

/** `--format` and `-o`, each repeatable; their order is kept. */
export function reportOptions(formats: readonly string[]): readonly [Option, Option] {
  let next = 0;
  const keep = (check: (text: string) => string) => (text: string, before: Given[] | undefined) => [
    ...(before ?? []),
    { value: check(text), at: next++ },
  ];
  return [
    new Option(
      '-f, --format <format>',
      `${listed(formats)}; may be repeated, each followed by its -o`,
    ).argParser(keep((text) => oneOf(text, formats))),
    new Option('-o, --output <file>', 'write the report here instead of to stdout').argParser(
      keep((text) => text),
    ),
  ];
}

/**
 * What to write where. As many files as formats: the first file is the first format's, and so on;
 * fewer files: each belongs to the format before it, and one format may be left for stdout.
 */
export function pairReports(format: unknown, output: unknown, otherwise: string): Wanted[] {
  const formats = (format as Given[] | undefined) ?? [{ value: otherwise, at: -1 }];
  const files = (output as Given[] | undefined) ?? [];
  const to = new Map<Given, string>();
  for (const [i, file] of files.entries()) {
    const owner =
      files.length === formats.length
        ? formats[i]
        : formats.findLast((f) => f.at < file.at && !to.has(f));
    if (!owner) throw new CommandError(2, `-o ${file.value}: no --format stands before it.`);
    to.set(owner, file.value);
  }
  const wanted = formats.map((f) => ({ format: f.value, to: to.get(f) ?? STDOUT }));
  const loud = wanted.filter((w) => w.to === STDOUT);
  if (loud.length > 1) {
    throw new CommandError(
      2,
      `only one report can go to stdout; give ${loud
        .slice(1)
        .map((w) => w.format)
        .join(', ')} a file with -o.`,
    );
  }
  const paths = wanted.filter((w) => w.to !== STDOUT).map((w) => w.to);
  const twice = paths.find((path, i) => paths.indexOf(path) !== i);
  if (twice !== undefined) throw new CommandError(2, `-o ${twice} is given for two reports.`);
  return wanted;
}
