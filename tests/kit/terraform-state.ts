/**
 * Writes a World's pages as the Terraform state that would have made them: attributes as version 6 of the AWS provider
 * has them, rules and routes inline or of their own by turns. Written from the provider's documentation, not from the reader.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
import type { Page } from '#app/snapshot/page.ts';
import { writeEdges } from './terraform/edges.ts';
import { writeFilters } from './terraform/filters.ts';
import { writeNetwork } from './terraform/network.ts';
import { writeTable, writeTransit } from './terraform/transit.ts';
import type { Item, StateResource, Writing } from './terraform/writing.ts';

/** The state's resources; each item once, from the account that owns it. */
export function stateResources(pages: readonly Page[]): StateResource[] {
  const out: StateResource[] = [];
  const done = new Set<string>();
  const attachments = new Map<string, Item>();
  for (const page of pages) {
    for (const item of (page.answer?.['TransitGatewayAttachments'] ?? []) as Item[])
      attachments.set(`${item['TransitGatewayId']} ${item['TransitGatewayAttachmentId']}`, item);
  }
  const attachmentOf = (resource: unknown): Item | undefined =>
    [...attachments.values()].find((a) => a['ResourceId'] === resource);
  const tables = new Map<string, Item>();
  for (const page of pages) {
    for (const t of (page.answer?.['TransitGatewayRouteTables'] ?? []) as Item[])
      tables.set(t['TransitGatewayRouteTableId'] as string, t);
  }
  const membersOf = (operation: string, table: string, list: string): Item[] =>
    pages
      .filter((p) => p.operation === operation)
      .filter((p) => p.args['TransitGatewayRouteTableId'] === table)
      .flatMap((p) => (p.answer?.[list] ?? []) as Item[]);
  const inDefault = (operation: string, list: string, id: unknown): boolean =>
    [...tables.values()]
      .filter((t) => t['DefaultAssociationRouteTable'] === true)
      .some((t) =>
        membersOf(operation, t['TransitGatewayRouteTableId'] as string, list).some(
          (m) => m['TransitGatewayAttachmentId'] === id,
        ),
      );

  for (const page of pages) {
    const { account, region } = page;
    const provider = `provider["registry.terraform.io/hashicorp/aws"].p${account}-${region}`;
    const arn = (kind: string, id: string) => `arn:aws:ec2:${region}:${account}:${kind}/${id}`;
    const add = (type: string, attributes: Item) =>
      out.push({ type, provider, attributes: { region, ...attributes } });
    const each: Writing['each'] = (list, idField, write) => {
      for (const item of (page.answer?.[list] ?? []) as Item[]) {
        const id = item[idField] as string;
        const owner = (item['OwnerId'] ?? item['VpcOwnerId'] ?? account) as string;
        const key = `${list} ${id}`;
        if (owner !== account || done.has(key)) continue;
        done.add(key);
        write(item, id);
      }
    };
    const writing: Writing = {
      page,
      pages,
      account,
      region,
      arn,
      add,
      each,
      forget: (list, id) => void done.delete(`${list} ${id}`),
      isInlineNext: () => out.length % 2 === 0,
      attachmentOf,
      inDefault,
      tables,
    };
    writeNetwork(writing);
    writeEdges(writing);
    writeFilters(writing);
    writeTransit(writing);
    writeTable(writing);
  }
  return out;
}

/** A state file, version 4. */
export const stateText = (resources: readonly StateResource[]): string =>
  JSON.stringify({
    version: 4,
    terraform_version: '1.11.0',
    serial: 1,
    lineage: 'a0b1c2d3-0000-4000-8000-000000000000',
    outputs: {},
    resources: resources.map(({ type, mode, provider, attributes }, i) => ({
      mode: mode ?? 'managed',
      type,
      name: `r${i}`,
      provider,
      instances: [{ schema_version: 0, attributes, sensitive_attributes: [] }],
    })),
    check_results: null,
  });

/** The same as `terraform show -json` prints it: no provider aliases, modules as a tree. */
export const shownText = (resources: readonly StateResource[]): string =>
  JSON.stringify({
    format_version: '1.0',
    terraform_version: '1.11.0',
    values: {
      root_module: {
        child_modules: [
          {
            address: 'module.net["a"]',
            resources: resources.map(({ type, mode, attributes }, i) => ({
              address: `module.net["a"].${type}.r${i}[0]`,
              mode: mode ?? 'managed',
              type,
              name: `r${i}`,
              index: 0,
              provider_name: 'registry.terraform.io/hashicorp/aws',
              schema_version: 0,
              values: attributes,
              sensitive_values: {},
            })),
          },
        ],
      },
    },
  });
