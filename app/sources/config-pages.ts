/** Resources that AWS Config recorded become pages, with gaps for what it does not record. */
import { by, groupBy } from '../base/order.ts';
import { kindIds, kinds } from '../kinds/index.gen.ts';
import type { Kind } from '../kinds/kind.ts';
import { GLOBAL, type Page } from '../snapshot/page.ts';
import { type ConfigItem, convert, type Converted } from './aws-config.ts';
import { without } from './secrets.ts';
import type { SourceFile } from './placing.ts';

const ERROR = {
  failure: 'partial',
  code: 'AwsConfig',
  message:
    'Only what the recorder of AWS Config was told to record is here; it records no routes, associations or propagations of transit gateways',
} as const;

interface One extends Converted {
  readonly from: ConfigItem;
  readonly id: string;
}

/** The pages with their files. Of several states of one resource the latest counts; what was deleted is gone. */
export function configPages(
  items: readonly ConfigItem[],
): { readonly page: Page; readonly file: SourceFile }[] {
  const latest = new Map<string, ConfigItem>();
  for (const item of [...items].sort(by((i) => `${i.time} ${i.file.path}`))) {
    latest.set([item.type, item.account, item.region, item.id].join('\n'), item);
  }
  const there = [...latest.values()].filter((item) => !item.deleted);
  const ones = there.flatMap((from) =>
    convert(from).map((one): One => {
      const raw = one.item[kinds[one.kind].idField];
      return { ...one, from, id: typeof raw === 'string' ? raw : '' };
    }),
  );
  const out: { page: Page; file: SourceFile }[] = [];
  for (const group of groupBy(there, (i) => `${i.account}\n${i.region}`).values()) {
    const { account, region } = group[0]!;
    for (const kindId of kindIds) {
      const { call, details, optional } = kinds[kindId] as unknown as Kind;
      const here = ones
        .filter((o) => o.kind === kindId && o.from.account === account && o.from.region === region)
        .sort(by((o) => o.id));
      if (here.length === 0 && optional) continue;
      const head = {
        account,
        region: call.scope === 'global' ? GLOBAL : region,
        service: call.service,
        operation: call.operation,
        args: {},
      };
      for (const same of groupBy(here, (o) => o.from.file.path).values()) {
        const { file } = same[0]!.from;
        const read = same.map((o) => o.item);
        const list = call.secrets ? without(read, new Set(call.secrets), 0) : read;
        out.push({ page: { ...head, time: file.time, answer: { [call.list]: list } }, file });
      }
      const { file } = (here[0]?.from ?? group[0])!;
      out.push({ page: { ...head, time: file.time, error: ERROR }, file });
      for (const { details: told, from, id } of here) {
        for (const [as, list] of told ?? []) {
          const detail = details?.find((d) => d.as === as);
          if (!detail) continue;
          const page: Page = {
            ...head,
            operation: detail.operation,
            args: { [detail.argument]: id },
            time: from.file.time,
            answer: { [detail.list]: list },
          };
          out.push({ page, file: from.file });
        }
      }
    }
  }
  return out;
}

/** Types among the items that Peerless does not use, for messages. */
export const unusedTypes = (items: readonly ConfigItem[]): string[] => [
  ...new Set(items.filter((item) => convert(item).length === 0).map((item) => item.type)),
];
