/** Faults of the outside world that a user can mend, told from faults of ours. */
import { FileFault } from '#main/files/whole.ts';
import { CommandError, type ExitCode } from './command.ts';

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'this is a folder; a file is needed',
  EACCES: 'no permission',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'the links of the path lead in a circle',
  EBUSY: 'it is in use',
  EEXIST: 'it exists already',
  ENOTEMPTY: 'the folder is not empty',
  EADDRINUSE: 'the port is taken; choose another with --port',
};

/** Errors of other rooms whose message is meant for the user, by name. */
const SPOKEN: Readonly<Record<string, ExitCode>> = {
  ConfigError: 2,
  SourceError: 2,
  SaveError: 2,
  JournalError: 2,
  HistoryError: 2,
  UserError: 2,
  CidrError: 2,
  ViewError: 2,
};

/** What a file system or network fault means, in words: `FILE: there is no such file or folder`. */
export function inWords(error: unknown, path?: string): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const { code, path: at } = error as NodeJS.ErrnoException;
  const words = error instanceof FileFault ? `it ${error.message}` : WORDS[code ?? ''];
  if (words === undefined) return undefined;
  const where = path ?? at;
  return where === undefined ? words : `${where}: ${words}`;
}

/** The error as one the user can mend; undefined where it is our fault. */
export function mendable(error: unknown): CommandError | undefined {
  if (!(error instanceof Error)) return undefined;
  // A collection knows best whether it was the option or AWS.
  if (error.name === 'CollectError' && 'exitCode' in error) {
    return new CommandError(error.exitCode === 2 ? 2 : 3, error.message);
  }
  const code = SPOKEN[error.name];
  if (code !== undefined) return new CommandError(code, error.message);
  const words = inWords(error);
  return words === undefined ? undefined : new CommandError(2, words);
}
