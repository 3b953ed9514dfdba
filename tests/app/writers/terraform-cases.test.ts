/** Terraform plans, case by case: what crosses accounts, what is left to people, what is in the way of a wrong order. */
import { describe, expect, it, vi } from 'vitest';
import type { Change } from '#app/plan/changes.ts';
import type { Step } from '#app/plan/plan.ts';
import terraform from '#app/writers/terraform.ts';
import { TerraformFile } from '#tests/kit/terraform-file.ts';
import { type Planning, reusing, runOf, twoByTwo } from './plans.ts';

vi.setConfig({ testTimeout: 60_000 });

const write = (planning: Planning, title?: string) => terraform.write(runOf(planning, title));

/** The same plan with the changes of its first cut-over step replaced. */
function withCutOver({ plan, topology }: Planning, changes: readonly Change[]): Planning {
  const at = plan.steps.findIndex((s) => s.phase === 'cut-over');
  const steps = plan.steps.map((s, i): Step => (i === at ? { ...s, changes } : s));
  return { plan: { ...plan, steps }, topology };
}

const cutOver = ({ plan }: Planning): number =>
  plan.steps.findIndex((s) => s.phase === 'cut-over') + 1;

describe('across accounts', () => {
  const planning = twoByTwo();
  const text = write(planning);

  it('keeps a wrong credential from a wrong account, one provider for each account and Region', () => {
    const providers = [
      ...text.matchAll(/^ {2}alias +=.*"(.*)"\n {2}region +=.*"(.*)"\n.*\n.*= \[(.*)\]/gm),
    ];
    expect(providers.map((m) => m.slice(1, 4))).toEqual([
      ['a111111111111_eu_west_1', 'eu-west-1', '"111111111111"'],
      ['a111111111111_us_east_1', 'us-east-1', '"111111111111"'],
      ['a222222222222_eu_west_1', 'eu-west-1', '"222222222222"'],
      ['a222222222222_us_east_1', 'us-east-1', '"222222222222"'],
    ]);
  });

  it('accepts an attachment in the account of the gateway, and only there says what tables it is in', async () => {
    const file = await TerraformFile.read(text);
    const last = file.at(planning.plan.steps.length);
    const place = new Map(planning.plan.design.gateways.map((g) => [g.id, g.account]));
    let crossed = 0;
    for (const a of planning.plan.design.attachments) {
      const own = last.find((r) => r.type.endsWith('vpc_attachment') && r.own === a.id)!;
      const accepter = last.find((r) => r.type.endsWith('attachment_accepter') && r.own === a.id);
      const crosses = place.get(a.gateway) !== a.account;
      // The provider's page of aws_ec2_transit_gateway_vpc_attachment: not to be set for a shared gateway.
      expect('transit_gateway_default_route_table_association' in own.args).toBe(!crosses);
      expect(accepter?.args['transit_gateway_default_route_table_association']).toBe(
        crosses ? false : undefined,
      );
      if (crosses) crossed++;
    }
    expect(crossed).toBe(2);
  });

  it('has an account outside the organization accept the share', async () => {
    const file = await TerraformFile.read(text);
    const accepted = (outside: string[]) =>
      file
        .at(planning.plan.steps.length, outside)
        .filter((r) => r.type === 'aws_ram_resource_share_accepter')
        .map((r) => r.place);
    expect(accepted([])).toEqual([]);
    expect(accepted(['222222222222']).sort()).toEqual([
      '222222222222/eu-west-1',
      '222222222222/us-east-1',
    ]);
  });
});

describe('what is left to people', () => {
  it('is a route whose target aws_route does not know', () => {
    const planning = twoByTwo();
    const table = planning.topology.all('route-table')[0]!.id;
    const change: Change = {
      do: 'replace-route',
      table,
      destination: '10.9.0.0/16',
      before: { kind: 'odb-network', id: 'arn:aws:odb:x' },
      target: { kind: 'transit-gateway', id: planning.plan.design.gateways[0]!.id },
    };
    const text = write(withCutOver(planning, [change]));
    expect(text).toContain(`# BY HAND: 1 change of the plan cannot be told to Terraform.`);
    expect(text).toContain('# BY HAND at this step: let 10.9.0.0/16 of');
    expect(text).not.toContain(`_10.9.0.0/16"`);
  });

  it('is a propagation into the default table of a gateway that accepts by itself', () => {
    const text = write(reusing({ autoAccept: true }));
    expect(text).toContain('# BY HAND at this step: stop the propagation of');
    expect(text).not.toContain('aws_ec2_transit_gateway_vpc_attachment_accepter');
    expect(write(reusing())).not.toContain('BY HAND');
  });
});

describe('what is there', () => {
  it('keeps all that the plan does not change, and is never taken away', async () => {
    const planning = reusing();
    const file = await TerraformFile.read(write(planning));
    const gateway = file.resources.find((r) => r.type === 'aws_ec2_transit_gateway')!;
    expect(gateway.body['count']).toBeUndefined();
    const life = gateway.body['lifecycle'] as {
      prevent_destroy: boolean;
      ignore_changes: string[];
    }[];
    expect(life[0]!.prevent_destroy).toBe(true);
    // A change of these makes the provider replace the gateway.
    expect(life[0]!.ignore_changes).toEqual(
      expect.arrayContaining(['${amazon_side_asn}', '${multicast_support}']),
    );
  });

  it('goes by the forms of ids that the page of aws_route gives', () => {
    const planning = twoByTwo();
    const before = { kind: 'vpc-peering', id: 'pcx-1' } as const;
    const target = { kind: 'transit-gateway', id: planning.plan.design.gateways[0]!.id } as const;
    const table = planning.topology.all('route-table')[0]!.id;
    const route = (destination: string): Change => ({
      do: 'replace-route',
      table,
      destination,
      before,
      target,
    });
    const text = write(
      withCutOver(
        planning,
        ['10.9.0.0/16', '2620:0:2d0:200::/56', 'pl-0570a1d2d725c16be'].map(route),
      ),
    );
    expect(text).toContain(`"${table}_10.9.0.0/16"`);
    expect(text).toContain(`"${table}_2620:0:2d0:200::/56"`);
    expect(text).toContain(`"${table}_pl-0570a1d2d725c16be"`);
    expect(text).toContain('destination_ipv6_cidr_block = "2620:0:2d0:200::/56"');
    expect(text).toContain('destination_prefix_list_id = "pl-0570a1d2d725c16be"');
  });

  it('gives way to narrower routes only after those are made, and is back before they go', async () => {
    const planning = twoByTwo();
    const table = planning.topology.all('route-table')[0]!.id;
    const target = { kind: 'transit-gateway', id: planning.plan.design.gateways[0]!.id } as const;
    const changes: Change[] = [
      { do: 'create-route', table, destination: '10.9.0.0/16', target },
      {
        do: 'delete-route',
        table,
        destination: '10.8.0.0/13',
        before: { kind: 'vpc-peering', id: 'pcx-1' },
      },
    ];
    const step = cutOver(planning);
    const file = await TerraformFile.read(write(withCutOver(planning, changes)));
    const routes = (n: number) =>
      file
        .at(n)
        .filter((r) => r.args['route_table_id'] === table)
        .map((r) => r.args['destination_cidr_block'])
        .filter((d) => d === '10.9.0.0/16' || d === '10.8.0.0/13')
        .sort();
    expect(routes(step - 1)).toEqual(['10.8.0.0/13']);
    expect(routes(step)).toEqual(['10.8.0.0/13', '10.9.0.0/16']);
    expect(routes(step + 1)).toEqual(['10.9.0.0/16']);
    const gate = file.resources.find((r) => r.label === `stopped_at_${step}`)!;
    expect(JSON.stringify(gate.body['lifecycle'])).toContain(`self.input < ${step + 1}`);
  });
});

it('refuses to go back behind a deleted peering', async () => {
  const planning = twoByTwo();
  const file = await TerraformFile.read(write(planning));
  planning.plan.steps.forEach(({ changes }, i) => {
    if (!changes.some((c) => c.do === 'delete-peering')) return;
    const guard = file.resources.find((r) => r.label === `no_way_back_behind_${i + 1}`)!;
    expect(guard.body['count']).toBe(`\${var.through >= ${i + 1} ? 1 : 0}`);
    expect(guard.body['lifecycle']).toEqual([{ prevent_destroy: true }]);
  });
});

it('says where it comes from, with nothing that could end the comment', () => {
  const text = write(twoByTwo(), 'folder\n}\nresource "aws_vpc" "x" {}');
  expect(text).not.toMatch(/^resource "aws_vpc"/m);
  expect(
    text
      .split('\n')
      .slice(0, 20)
      .every((line) => line.startsWith('#')),
  ).toBe(true);
  expect(text).toContain('2026-01-05T09:00:00.000Z');
});
