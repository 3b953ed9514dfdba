/** How one estate is linted: the settings of the session, every change to them, and the report they make. */
import { type LintState, MOST_LINES } from '#app/api/lint.ts';
import { UserError } from '#app/api/rpc.ts';
import { count } from '#app/base/count.ts';
import { type RunNote, runNotes } from '#app/exports/parts/run-notes.ts';
import { relint, type Report, resuppress, withBaseline } from '#app/report.ts';
import { type Baseline, baselineOf, entryOf } from '#app/rules/baseline.ts';
import { baselineText, readBaseline } from '#app/rules/baseline-text.ts';
import { type Config, ConfigError, type Suppression } from '#app/rules/config.ts';
import { configShape } from '#app/rules/config-shape.ts';
import { rules } from '#app/rules/index.gen.ts';
import { readConfig } from '#app/rules/read-config.ts';
import { type Finding, SEVERITIES, type Severity } from '#app/rules/rule.ts';
import { sift } from '#app/rules/suppress.ts';
import { configText } from '#app/rules/write-config.ts';

/** What decides which findings are told; immutable. */
export interface LintSettings {
  readonly config: Config;
  readonly baseline: Baseline | undefined;
  /** Names of the files they came from. */
  readonly configName: string | undefined;
  readonly baselineName: string | undefined;
}

/** The rules' own settings. */
export const OWN_SETTINGS: LintSettings = {
  config: {},
  baseline: undefined,
  configName: undefined,
  baselineName: undefined,
};

/** A file of the page. */
interface PageFile {
  readonly name: string;
  readonly text: string;
}

interface Edit {
  /** What it did, as part of a sentence: `suppress 1 finding`. */
  readonly label: string;
  readonly before: LintSettings;
  readonly after: LintSettings;
}

/** Settings are immutable: each that there was has a number, by which a window knows whether it has saved it. */
const versions = new WeakMap<object, number>();
let lastVersion = 0;

function versionOf(settings: Config | Baseline): number {
  const known = versions.get(settings);
  if (known !== undefined) return known;
  versions.set(settings, ++lastVersion);
  return lastVersion;
}

/** How many changes can be undone. */
const HISTORY = 100;

/** A path or name without its folders. */
const baseName = (name: string): string => name.split(/[/\\]/).at(-1) ?? name;

/** Messages about a configuration are meant for the user. */
function told<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ConfigError) throw new UserError(error.message);
    throw error;
  }
}

/** Parts of a configuration that decide what is found; the others hide some of it. */
const FINDING_KEYS = ['extends', 'rules', 'overrides', 'segments'] as const;

/** True where two configurations find the same, whatever they hide of it. */
const finds = (a: Config, b: Config): boolean => FINDING_KEYS.every((key) => a[key] === b[key]);

/** A note as far as it is worth reading in a window. */
const brief = ({ title, lines }: RunNote): RunNote => ({
  title,
  lines:
    lines.length <= MOST_LINES
      ? lines
      : [...lines.slice(0, MOST_LINES), `and ${lines.length - MOST_LINES} more`],
});

export class Lint {
  /** Without a baseline: what suppressions are laid over. */
  #bare: Report;
  #report: Report;
  #settings: LintSettings;
  #revision = 1;
  #past: readonly Edit[] = [];
  #future: readonly Edit[] = [];

  /** `bare` was made with the configuration of the settings. */
  constructor(bare: Report, settings: LintSettings) {
    this.#bare = bare;
    this.#settings = settings;
    this.#report = withSettings(bare, settings);
  }

  /** Goes on from how another snapshot of the same network is linted by now, with what can be undone of it. */
  goOnFrom(before: Lint): void {
    this.#past = before.#past;
    this.#future = before.#future;
    this.#use(before.#settings);
    this.#revision = Math.max(this.#revision, before.#revision) + 1;
  }

  /** True while nothing was decided of the one that was not of the other, since this one went on from it. */
  isAs(other: Lint): boolean {
    return (
      this.#settings === other.#settings &&
      this.#past === other.#past &&
      this.#future === other.#future
    );
  }

  get report(): Report {
    return this.#report;
  }

  get settings(): LintSettings {
    return this.#settings;
  }

  get revision(): number {
    return this.#revision;
  }

  /** Hides findings of a rule; the entry goes into the configuration. Throws UserError where it cannot be meant. */
  suppress(entry: Suppression): void {
    const read = configShape(
      rules.filter((rule) => rule.id === entry.rule),
    ).shape.suppress.safeParse([entry]);
    if (!read.success) throw new UserError(`${read.error.issues[0]?.message ?? 'unreadable'}.`);
    if (!rules.some((rule) => rule.id === entry.rule))
      throw new UserError(`no rule is called ${JSON.stringify(entry.rule)}.`);
    const { takenAt } = this.#bare.topology;
    if (entry.until !== undefined && takenAt !== '' && entry.until < takenAt.slice(0, 10)) {
      throw new UserError(
        `A suppression until ${entry.until} hides nothing here: the source was read on ${takenAt.slice(0, 10)}.`,
      );
    }
    const { config } = this.#settings;
    const hidden = this.hides(entry.rule, entry.resource);
    this.#edit(`suppress ${count(hidden, 'finding')} of ${entry.rule}`, {
      ...this.#settings,
      config: { ...config, suppress: [...(config.suppress ?? []), entry] },
    });
  }

  /** How many findings a suppression would hide that nothing hides now. */
  hides(rule: string, resource: string): number {
    return this.#hiddenBy([{ rule, resource, reason: '-' }], this.#bare.findings).length;
  }

  #hiddenBy(suppress: readonly Suppression[], findings: readonly Finding[]): readonly Finding[] {
    const ids = new Set(suppress.map(({ rule }) => rule));
    const { suppressed } = sift(
      findings.filter(({ rule }) => ids.has(rule)),
      { suppress },
      this.#bare.topology,
      () => ({ ran: true, why: '' }),
    );
    return suppressed.map(({ finding }) => finding);
  }

  /** The entries of the configuration that hide a finding, and what they hide together. */
  hiding(finding: Finding): {
    readonly entries: readonly Suppression[];
    readonly findings: readonly Finding[];
  } {
    const entries = (this.#settings.config.suppress ?? []).filter(
      (entry) => entry.rule === finding.rule && this.#hiddenBy([entry], [finding]).length > 0,
    );
    const hidden = this.#bare.suppressed.flatMap((s) => (s.by === 'config' ? [s.finding] : []));
    return { entries, findings: this.#hiddenBy(entries, hidden) };
  }

  /** Takes away the suppressions that hide a finding. */
  lift(fingerprint: string): void {
    const found = this.#report.suppressed.find((s) => s.finding.fingerprint === fingerprint);
    if (!found) throw new UserError('Nothing hides this finding.');
    if (found.by === 'tag') {
      throw new UserError(
        `The tag ${this.#settings.config.suppressByTag ?? ''} of the resource hides this finding: change the tag in AWS, or suppressByTag in the configuration.`,
      );
    }
    const { config } = this.#settings;
    const { entries, findings } = this.hiding(found.finding);
    this.#edit(
      `lift the suppression of ${count(findings.length, 'finding')} of ${found.finding.rule}`,
      {
        ...this.#settings,
        config: { ...config, suppress: config.suppress?.filter((e) => !entries.includes(e)) ?? [] },
      },
    );
  }

  setBaseline(from: 'findings' | 'none' | PageFile): void {
    const use = (label: string, baseline?: Baseline, baselineName?: string): void =>
      this.#edit(label, { ...this.#settings, baseline, baselineName });
    if (from === 'none') return use('let go of the baseline');
    if (from === 'findings') {
      const { findings } = this.#bare;
      const label = `take ${count(findings.length, 'finding')} as the baseline`;
      return use(label, baselineOf(findings.map(entryOf)));
    }
    const name = baseName(from.name);
    use(
      `use the baseline ${name}`,
      told(() => readBaseline(from.text, name)),
      name,
    );
  }

  configure(file: PageFile | undefined): void {
    const use = (label: string, config: Config, configName?: string): void =>
      this.#edit(label, { ...this.#settings, config, configName });
    if (!file) return use('let go of the configuration', {});
    const name = baseName(file.name);
    use(
      `lint by ${name}`,
      told(() => readConfig(file.text, name, rules)),
      name,
    );
  }

  undo(): void {
    const last = this.#past.at(-1);
    if (!last) throw new UserError('There is nothing to undo.');
    this.#use(last.before);
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, last];
  }

  redo(): void {
    const next = this.#future.at(-1);
    if (!next) throw new UserError('There is nothing to do again.');
    this.#use(next.after);
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, next];
  }

  /** The settings as a file: name and text. */
  file(what: 'config' | 'baseline'): PageFile {
    const { config, baseline } = this.#settings;
    if (what === 'config') return { name: 'peerless.config.json', text: configText(config) };
    if (!baseline) throw new UserError('There is no baseline. Take the findings as one first.');
    return { name: 'peerless.baseline.json', text: baselineText(baseline) };
  }

  state(): LintState {
    const { config, configName, baseline, baselineName } = this.#settings;
    const { summary, findings } = this.#report;
    const severity = (of: Severity): number => findings.filter((f) => f.severity === of).length;
    return {
      revision: this.#revision,
      summary,
      told: Object.fromEntries(SEVERITIES.map((of) => [of, severity(of)])) as LintState['told'],
      config: {
        name: configName,
        extends: config.extends ?? 'recommended',
        suppressions: config.suppress?.length ?? 0,
        version: versionOf(config),
      },
      baseline: baseline && {
        name: baselineName,
        entries: baseline.length,
        version: versionOf(baseline),
      },
      notRun: this.#report.notRun,
      notes: runNotes(this.#report).map(brief),
      undo: this.#past.at(-1)?.label,
      redo: this.#future.at(-1)?.label,
    };
  }

  #edit(label: string, after: LintSettings): void {
    const before = this.#settings;
    this.#use(after);
    this.#past = [...this.#past, { label, before, after }].slice(-HISTORY);
    this.#future = [];
  }

  /** Rules run again only where the settings find something else. */
  #use(settings: LintSettings): void {
    const { config } = settings;
    const now = this.#settings.config;
    if (config !== now) {
      this.#bare = told(() =>
        finds(config, now) ? resuppress(this.#bare, config) : relint(this.#bare, config),
      );
    }
    this.#settings = settings;
    this.#report = withSettings(this.#bare, settings);
    this.#revision++;
  }
}

const withSettings = (bare: Report, { baseline }: LintSettings): Report =>
  baseline ? withBaseline(bare, baseline) : bare;
