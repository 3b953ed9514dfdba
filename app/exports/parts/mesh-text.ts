/** What the text report says of a mesh beyond its message: who is in it, why the verdict, what moving would cost and need. */
import { count, grouped } from '../../base/count.ts';
import { pricesRestOn } from '../../mesh/price-words.ts';
import type { Finding, PlainValue } from '../../rules/rule.ts';

const texts = (value: PlainValue | undefined): string[] =>
  Array.isArray(value) ? value.filter((v) => typeof v === 'string') : [];

/** A peering of gateways is billed as an attachment on either side: `7 attachments and 2 between Regions`. */
function attachmentsOf({ attachmentsNeeded, peeringAttachmentsNeeded }: Finding['data']): string {
  if (typeof attachmentsNeeded !== 'number') return 'attachments';
  const between = typeof peeringAttachmentsNeeded === 'number' ? peeringAttachmentsNeeded : 0;
  return `${count(attachmentsNeeded, 'attachment')}${between > 0 ? ` and ${grouped(between)} between Regions` : ''}`;
}

function priceOf({ data }: Finding): string[] {
  const { monthlyCostUsd, breakEvenGb, priceAsOf, verdict } = data;
  if (typeof monthlyCostUsd !== 'number' || verdict === 'delete') return [];
  const unsourced = texts(data['priceUnsourced']);
  const dated = typeof priceAsOf === 'string' ? ` (${pricesRestOn(priceAsOf, unsourced)})` : '';
  return [
    `Cost: $${grouped(Math.round(monthlyCostUsd))}/month for ${attachmentsOf(data)}${dated}; peering has no hourly price.` +
      (typeof breakEvenGb === 'number'
        ? ` From ${grouped(breakEvenGb)} GB a month on, data through the gateway costs more than the attachments.`
        : ''),
  ];
}

function preparations({ data }: Finding): string[] {
  const { blockers } = data;
  const said = (Array.isArray(blockers) ? blockers : []).flatMap((blocker: PlainValue) => {
    const message =
      typeof blocker === 'object' && blocker !== null && 'message' in blocker
        ? blocker.message
        : undefined;
    return typeof message === 'string' ? [message] : [];
  });
  if (said.length === 0) return [];
  return said.length === 1
    ? [`1 thing to prepare: ${said[0]}`]
    : [
        `${said.length} things to prepare: ${said.map((text, i) => `(${i + 1}) ${text}`).join(' ')}`,
      ];
}

/** Paragraphs in which members stand by their ids. None for a finding of another rule. */
export function meshText(finding: Finding): string[] {
  if (finding.rule !== 'peering-mesh') return [];
  const { data } = finding;
  const verdict = typeof data['verdict'] === 'string' ? [data['verdict']] : [];
  return [
    `Members: ${texts(data['members']).join(', ')}`,
    ...verdict.map((word) => [`Verdict: ${word}.`, ...texts(data['reasons'])].join(' ')),
    ...priceOf(finding),
    ...preparations(finding),
  ];
}
