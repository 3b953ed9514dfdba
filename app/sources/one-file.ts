/** What one file of a source is: a snapshot, JSON of others, or neither. */
import { isObject } from '../base/json.ts';
import type { TextHash } from '../snapshot/checksum.ts';
import { JsonError, looksUtf16 } from '../snapshot/parse.ts';
import { beginsAsSnapshot, readSnapshot, TornError } from '../snapshot/read.ts';
import { withoutSecrets } from './secrets.ts';
import { parseSeveral, type Several } from '../snapshot/several.ts';
import { FORMAT, type Snapshot } from '../snapshot/snapshot.ts';
import type { SourceFile } from './placing.ts';
import { wholeOf } from './torn.ts';

/** `torn`: it was cut off, and where, as part of a sentence; its whole pages were read. */
export interface ReadSnapshot {
  readonly snapshot: Snapshot;
  readonly torn?: string;
}

/** `fault`: it should be JSON and is not; `why`: it is something else; `values`: what follows each other in it. */
export type Read =
  | ReadSnapshot
  | { readonly fault: string }
  | { readonly why: string }
  | { readonly values: readonly unknown[]; readonly rest?: Rest };

/** What of a file that holds several texts is no JSON. */
export interface Rest {
  /** Part of a sentence. */
  readonly fault: string;
  readonly texts: readonly string[];
}

/** What stands in a file. Throws SourceError where it is a snapshot and cannot be read. */
export function readFile(file: SourceFile, hash: TextHash | undefined): Read {
  if (file.fault !== undefined) return { fault: file.fault };
  if (beginsAsSnapshot(file.text)) return readOwn(file, hash);
  const start = /[^\s\uFEFF]/.exec(file.text)?.[0];
  if (start === undefined) {
    return /\.json$/i.test(file.path)
      ? { fault: 'is empty; the command that wrote it probably failed' }
      : { why: 'is empty' };
  }
  try {
    const { values, rest } = parseSeveral(file.text);
    const [value] = values;
    if (isObject(value) && value['format'] === FORMAT) {
      return { snapshot: withoutSecrets(readSnapshot(file.text, file.path, hash), file.text) };
    }
    if (value === null && values.length === 1) {
      return {
        why: 'holds null and nothing else, as --query does where it finds nothing; save the whole answer, without --query',
      };
    }
    return values.some((one) => isObject(one) || Array.isArray(one))
      ? { values, ...(rest && { rest: restOf(rest) }) }
      : { why: 'holds no answers of the AWS API' };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const meant =
      start === '{' || start === '[' || looksUtf16(file.text) || /\.json$/i.test(file.path);
    return meant
      ? { fault: `is not valid JSON: ${error.message}` }
      : { why: `is not JSON (it begins with ${JSON.stringify(start)})` };
  }
}

const restOf = ({ error, texts }: NonNullable<Several['rest']>): Rest => ({
  fault: `is not valid JSON: ${error.message}; what is whole beside it was read`,
  texts,
});

/** Throws SourceError. */
function readOwn({ text, path }: SourceFile, hash: TextHash | undefined): ReadSnapshot {
  try {
    return { snapshot: withoutSecrets(readSnapshot(text, path, hash), text) };
  } catch (error) {
    const snapshot = error instanceof TornError ? wholeOf(error, path) : undefined;
    if (!snapshot) throw error;
    return { snapshot: withoutSecrets(snapshot, text), torn: (error as TornError).told };
  }
}
