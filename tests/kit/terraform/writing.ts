/** What the writers of a Terraform state share: the page they are at, what was written, and who is a member of what. */
import type { Page } from '#app/snapshot/page.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- items of every kind, taken apart by name
export type Item = Readonly<Record<string, any>>;

export interface StateResource {
  readonly type: string;
  readonly mode?: 'data';
  readonly provider: string;
  readonly attributes: Item;
}

export interface Writing {
  readonly page: Page;
  readonly pages: readonly Page[];
  readonly account: string;
  readonly region: string;
  readonly arn: (kind: string, id: string) => string;
  readonly add: (type: string, attributes: Item) => void;
  /** Each item of a list once, from the account that owns it. */
  readonly each: (list: string, idField: string, write: (item: Item, id: string) => void) => void;
  /** An item that was not written after all: another page has the side that writes it. */
  readonly forget: (list: string, id: string) => void;
  /** Rules and routes are inline or of their own by turns. */
  readonly isInlineNext: () => boolean;
  readonly attachmentOf: (resource: unknown) => Item | undefined;
  /** Whether an attachment is a member of a default table. */
  readonly inDefault: (operation: string, list: string, id: unknown) => boolean;
  readonly tables: ReadonlyMap<string, Item>;
}

export const tagsOf = (item: Item): Record<string, string> =>
  Object.fromEntries(
    ((item['Tags'] ?? item['TagSet'] ?? []) as Item[]).map((t) => [t['Key'], t['Value']]),
  );
