/** Baseline files: JSON with one finding a line, sorted, so that a change reads well in a review. */
import { z } from 'zod';
import { inert } from '../base/inert.ts';
import { type Baseline, baselineOf } from './baseline.ts';
import { ConfigError } from './config.ts';
import { ConfigText } from './config-text.ts';
import { SEVERITIES } from './rule.ts';

export const BASELINE_SCHEMA = 'peerless/baseline@1';

const shape = z.object({
  schema: z.literal(BASELINE_SCHEMA),
  findings: z.array(
    z.object({
      rule: z.string(),
      resources: z.array(z.string()),
      message: z.string(),
      places: z.int().min(0),
      severity: z.enum(SEVERITIES).optional(),
      fingerprint: z.string().regex(/^[0-9a-f]{16}$/, 'a fingerprint has 16 hexadecimal digits'),
    }),
  ),
});

/** The file of a baseline. Names from AWS stand in it as inert text. */
export function baselineText(baseline: Baseline): string {
  const lines = baselineOf(baseline).map(
    ({ rule, resources, message, places, severity, fingerprint }) =>
      JSON.stringify({
        rule,
        resources: resources.map(inert),
        message: inert(message),
        places,
        severity,
        fingerprint,
      }),
  );
  return `{\n"schema": ${JSON.stringify(BASELINE_SCHEMA)},\n"findings": [\n${lines.join(',\n')}${lines.length > 0 ? '\n' : ''}]\n}\n`;
}

/** Throws ConfigError, with file and line, where the text is no baseline. */
export function readBaseline(text: string, file: string): Baseline {
  const torn = text.split('\n').findIndex((line) => /^(<{7}|={7}|>{7})/.test(line));
  if (torn >= 0) {
    throw new ConfigError(
      `${file}:${torn + 1}: a merge left its marks here. Keep the lines of both sides, or write the file anew with \`peerless baseline add\`.`,
    );
  }
  const source: ConfigText = new ConfigText(text, file);
  const read = shape.safeParse(source.value());
  if (read.success) return baselineOf(read.data.findings);
  const { path, message } = read.error.issues[0]!;
  if (path.length === 0 || path[0] === 'schema') {
    source.fail(
      [],
      `this is no baseline that this version of Peerless reads (${BASELINE_SCHEMA}). \`peerless baseline add\` makes one.`,
    );
  }
  return source.fail(path, `${message}.`);
}
