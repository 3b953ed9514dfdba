/** Sources that are no answers of AWS: Terraform and AWS Config. Gathered over all files, then made pages. */
import { isObject } from '../base/json.ts';
import { GLOBAL, type Page } from '../snapshot/page.ts';
import { type ConfigItem, readConfig } from './aws-config.ts';
import { configPages, unusedTypes } from './config-pages.ts';
import { ConfigRest } from './config-rest.ts';
import { type Lost, lostIn } from './lost.ts';
import type { SourceFile } from './placing.ts';
import { isPlan, readPlan } from './terraform/plan.ts';
import { terraformPages } from './terraform/read.ts';
import type { TfContent } from './terraform/resource.ts';
import {
  ENCRYPTED,
  isEncryptedState,
  isShownState,
  isStateFile,
  readShownState,
  readState,
} from './terraform/state.ts';
import { settleVersions } from './terraform/versions.ts';

interface Note {
  readonly path: string;
  readonly why: string;
}

export interface GatheredPages {
  readonly made: readonly { readonly page: Page; readonly file: SourceFile }[];
  /** Pages for what may be anywhere: by themselves they are no network. */
  readonly lost: GatheredPages['made'];
  readonly notes: readonly Note[];
}

export class Gathered {
  readonly #terraform: TfContent[] = [];
  readonly #config: ConfigItem[] = [];
  readonly #rest = new ConfigRest();
  readonly #lost: Lost[] = [];
  readonly #notes: Note[] = [];

  /** Takes the content of a file; false where it is something else, and a fault, as part of a sentence, where it cannot be read. */
  take(value: unknown, file: SourceFile): boolean | string {
    const content = terraformIn(value, file);
    if (content) {
      if ('fault' in content) return content.fault;
      else {
        // An empty state counts, too: it may be what is left of an older one beside it.
        this.#terraform.push(content);
        const lacks = content.lacks ?? [];
        for (const message of lacks) this.#lost.push({ file, code: 'PartOfPlan', message });
        if (content.resources.length > 0) return true;
        const why = `is a Terraform ${content.origin} without resources of AWS`;
        this.#notes.push({ path: file.path, why });
      }
      return true;
    }
    const config = readConfig(value, file);
    if (!config) return false;
    const { items, broken } = config;
    this.#rest.take(value, file);
    if (broken.length > 0) {
      const more = broken.length > 1 ? ` (and ${broken.length - 1} more rows)` : '';
      const message = `${file.path} holds what cannot be read: ${broken[0]}${more}`;
      this.#lost.push({ file, code: 'UnreadableRow', message });
    }
    const unused = unusedTypes(items);
    if (items.length === 0) {
      const why =
        broken.length > 0
          ? `is a file of AWS Config in which nothing can be read (${broken[0]})`
          : 'is a file of AWS Config without resources';
      this.#notes.push({ path: file.path, why });
    } else if (unused.length > 0) {
      const shown = unused.slice(0, 5).map((type) => (type || 'no type').slice(0, 60));
      const rest = unused.length - shown.length;
      const why = `also holds ${shown.join(', ')}${rest > 0 ? ` and ${rest} more types` : ''}, which Peerless does not use`;
      this.#notes.push({ path: file.path, why });
    }
    this.#config.push(...items);
    return true;
  }

  /** What the snapshot calls these sources; undefined where there is none. */
  origin(): string | undefined {
    const used = this.#terraform.filter(({ resources }) => resources.length > 0);
    const names = [
      ...(used.some((c) => c.origin === 'plan') ? ['terraform-plan'] : []),
      ...(used.some((c) => c.origin === 'state') ? ['terraform-state'] : []),
      ...(this.#config.length > 0 ? ['aws-config'] : []),
    ];
    return names.length > 0 ? names.join('+') : undefined;
  }

  /** The pages, without those that AWS itself has answered in the same source: `answers` go before. */
  pages(answers: readonly Page[]): GatheredPages {
    const settled = settleVersions(this.#terraform);
    const terraform = terraformPages(
      settled.contents.filter(({ resources }) => resources.length > 0),
    );
    const known = new Set(answers.map(keyOf));
    const made = [...terraform.made, ...configPages(this.#config)].filter(
      ({ page }) => !known.has(keyOf(page)),
    );
    if (this.#config.length > 0) made.push(...this.#rest.pages());
    return {
      made,
      lost: lostIn(this.#lost),
      notes: [...this.#notes, ...settled.notes, ...terraform.notes],
    };
  }
}

const keyOf = ({ account, region, service, operation, args }: Page): string =>
  [account, region === GLOBAL ? '' : region, service, operation, aboutOf(args)].join('\n');

/** What a detail call is about: filters do not count. */
const aboutOf = (args: Page['args']): string =>
  Object.entries(args)
    .filter(([name]) => name !== 'Filters')
    .map(([, value]) => value)
    .join('\n');

function terraformIn(
  value: unknown,
  file: SourceFile,
): TfContent | { readonly fault: string } | undefined {
  if (!isObject(value)) return undefined;
  if (isEncryptedState(value)) return { fault: ENCRYPTED };
  if (isStateFile(value)) return readState(value, file);
  if (isPlan(value)) return readPlan(value, file);
  if (isShownState(value)) return readShownState(value, file);
  return undefined;
}
