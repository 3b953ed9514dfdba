/**
 * `npm run -s audit`: known holes in what ships, to stdout; exit code 1 where there is one, or where npm cannot tell.
 *
 * npm's `--omit dev` leaves out Electron, which is a development tool to npm and in every installer. Runs on plain Node
 * (22.18 or newer) before anything is installed: it asks by the lock file.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';

/** What `npm audit --json` prints: https://www.npmjs.com/package/npm-audit-report */
interface Audit {
  readonly auditReportVersion?: number;
  /** Only where it failed. */
  readonly message?: string;
  readonly vulnerabilities?: Readonly<Record<string, Vulnerability>>;
}

interface Vulnerability {
  readonly name: string;
  readonly severity: string;
  /** Advisories about the package itself, and names of packages that it has its hole from. */
  readonly via: readonly (string | { readonly title: string; readonly url: string })[];
  /** Where it is installed: the keys of the lock file. */
  readonly nodes: readonly string[];
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
}

/**
 * A line for each hole in something that ships. Of Electron its own advisories count, not those of the tools that fetch it.
 * @throws where the report is none
 */
export function holes(audit: Audit, lock: Lock): string[] {
  if (audit.auditReportVersion !== 2 || audit.vulnerabilities === undefined)
    throw new Error(audit.message ?? 'npm audit answered in another form than version 2');
  return Object.values(audit.vulnerabilities).flatMap(({ name, severity, via, nodes }) => {
    const advisories = via.filter((one) => typeof one !== 'string');
    const ships = nodes.some((node) => lock.packages[node]?.dev !== true);
    if (!ships && !(name === 'electron' && advisories.length > 0)) return [];
    const why = via.map((one) =>
      typeof one === 'string' ? `by ${one}` : `${one.title} (${one.url})`,
    );
    return [`${name}: ${severity}: ${why.join('; ')}`];
  });
}

// By its real path: begun through a link, it must not end without a word.
const [, begun] = process.argv;
if (begun !== undefined && import.meta.filename === realpathSync(begun)) {
  const root = new URL('..', import.meta.url);
  const { stdout, error } = spawnSync('npm', ['audit', '--json', '--package-lock-only'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  const lock = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8')) as Lock;
  try {
    const found = holes(JSON.parse(stdout) as Audit, lock);
    console.log(found.length === 0 ? 'no known holes in what ships' : found.join('\n'));
    process.exitCode = found.length === 0 ? 0 : 1;
  } catch (error) {
    console.log(`could not ask npm about known holes: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
