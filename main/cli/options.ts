/** Options several commands share, and parsers that name the nearest valid value. */
import { InvalidArgumentError, Option, type Command as Program } from 'commander';
import { orListed as listed } from '#app/base/listed.ts';
import { didYouMean } from '#app/base/nearest.ts';

/** An option whose value is one of a few words. */
export function choice(flags: string, description: string, values: readonly string[]): Option {
  return new Option(flags, `${description} (${values.join(', ')})`).argParser((text: string) =>
    oneOf(text, values),
  );
}

/** The text, if it is one of the words. */
export function oneOf(text: string, values: readonly string[]): string {
  if (values.includes(text)) return text;
  throw new InvalidArgumentError(`It must be ${listed(values)}.${didYouMean(text, values)}`);
}

/** `a, b or c`. */
export { listed };

/** An option with a whole number between two bounds. */
export function whole(flags: string, description: string, from: number, to: number): Option {
  return new Option(flags, description).argParser((text: string) => {
    const n = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (n >= from && n <= to) return n;
    throw new InvalidArgumentError(`It must be a whole number from ${from} to ${to}.`);
  });
}

/** An option that may be given many times. */
export const many = (flags: string, description: string): Option =>
  new Option(flags, description).argParser((text: string, before: string[] | undefined) => [
    ...(before ?? []),
    text,
  ]);

export const SOURCE_HELP =
  'a snapshot file, a folder of `aws ec2 describe-*` JSON, Terraform state or plan, AWS Config files, or a Batfish aws_configs folder';

/** `[SOURCE]` and `--demo`: where a command reads from. */
export function takesSource(program: Program): void {
  program
    .argument('[source]', SOURCE_HELP)
    .option('--demo', 'read the bundled sample estate instead of a source');
}
