/** Answers of AWS Config of which the rest was never saved: what that would have held is a gap, wherever it is. */
import { canonical, isObject } from '../base/json.ts';
import { append, uniq } from '../base/order.ts';
import { kindIds, kinds } from '../kinds/index.gen.ts';
import type { Kind } from '../kinds/kind.ts';
import { type Page, UNKNOWN } from '../snapshot/page.ts';
import type { SourceFile } from './placing.ts';

/** How much of a question a file answers. */
interface Part {
  readonly file: SourceFile;
  /** The way to the rest; absent in the last page of all. */
  readonly rest: string | undefined;
}

const NEXT =
  'it has a NextToken. Run the command without --max-items and --no-paginate, or save the pages that follow beside it';
const UNPROCESSED =
  'it names resources that AWS did not get to (unprocessed). Ask for those again, and save the answer beside it';

/**
 * The way to the rest of an answer; undefined where it is the last of it.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_SelectAggregateResourceConfig.html
 * https://docs.aws.amazon.com/config/latest/APIReference/API_BatchGetAggregateResourceConfig.html
 */
function restOf(value: Readonly<Record<string, unknown>>): string | undefined {
  const token = value['NextToken'] ?? value['nextToken'];
  if (typeof token === 'string' && token !== '') return NEXT;
  return ['unprocessedResourceKeys', 'UnprocessedResourceIdentifiers'].some((name) => {
    const left = value[name];
    return Array.isArray(left) && left.length > 0;
  })
    ? UNPROCESSED
    : undefined;
}

export class ConfigRest {
  /** By what was asked: the pages of one query say alike which fields it selects. */
  readonly #parts = new Map<string, Part[]>();

  /** Takes note of a file of AWS Config. */
  take(value: unknown, file: SourceFile): void {
    if (!isObject(value)) return;
    const query = value['QueryInfo'];
    const asked = query === undefined ? `file ${file.path}` : `query ${canonical(query)}`;
    append(this.#parts, asked, { file, rest: restOf(value) });
  }

  /** What is missing may be of any account, Region and kind. */
  pages(): readonly { readonly page: Page; readonly file: SourceFile }[] {
    const cut = [...this.#parts.values()].filter((parts) => parts.every(({ rest }) => rest));
    const [first] = cut.flat();
    if (!first) return [];
    const words = cut.map((parts) => {
      const names = uniq(parts.map(({ file }) => file.path.replace(/^.*[/\\]/, '')));
      const shown = names.slice(0, 3).join(', ');
      const more = names.length > 3 ? ` and ${names.length - 3} more files` : '';
      const hold = names.length > 1 ? 'hold' : 'holds';
      return `${shown}${more} ${hold} only the first part of what AWS Config answered: ${parts.at(-1)!.rest}.`;
    });
    const { file } = first;
    return kindIds.flatMap((id) => {
      const { call, optional } = kinds[id] as unknown as Kind;
      if (optional) return [];
      const page: Page = {
        account: UNKNOWN,
        region: UNKNOWN,
        service: call.service,
        operation: call.operation,
        args: {},
        time: file.time,
        error: { failure: 'unobserved', code: 'MorePages', message: words.join(' ') },
      };
      return [{ page, file }];
    });
  }
}
