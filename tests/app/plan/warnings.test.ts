/** What a plan warns of before the first step, and the prefix lists it offers. */
import { describe, expect, it } from 'vitest';
import { mesh, told } from './meshes.ts';

describe('quotas', () => {
  // https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html: 5 gateways a VPC, not adjustable;
  // 5 an account and Region, adjustable.
  it('stops where a VPC would be on a sixth gateway', () => {
    const { at, vpcs, plan } = mesh(3);
    const [first] = vpcs;
    for (let i = 0; i < 5; i++)
      at.tgw(`hub-${i}`, { asn: 64601 + i }).attach(first!, [first!.subnets[0]!]);
    const quota = told(plan(), 'quota');
    expect(quota.map((w) => [w.stops, w.resources])).toEqual([
      [true, [first!.id]],
      [false, ['planned-tgw-us-east-1']],
    ]);
    expect(quota[0]!.message).toContain('6 transit gateways');
  });

  it('goes by what AWS applies, where that was read', () => {
    const { at, plan } = mesh(3);
    for (let i = 0; i < 5; i++) at.tgw(`hub-${i}`, { asn: 64601 + i });
    at.quota('ec2', 'L-A2478D36', 9);
    expect(told(plan(), 'quota')).toEqual([]);
  });

  it('is silent where all is within them', () => {
    expect(told(mesh(4).plan(), 'quota')).toEqual([]);
  });
});

describe('security group references', () => {
  // https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html: inbound only, gateway and attachments enabled.
  it('are carried inbound, and never match outbound', () => {
    const { vpcs, plan } = mesh(3);
    const [a, b] = vpcs;
    expect(plan().design.gateways[0]!.securityGroupReferencing).toBe(false);
    const far = b!.group('far', {});
    const named = [{ protocol: 'tcp', from: 443, groups: [{ id: far.id, vpc: b! }] }];
    const near = a!.group('near', { inbound: named });
    const made = plan();
    expect(made.design.gateways[0]!.securityGroupReferencing).toBe(true);
    expect(told(made, 'security-group-reference').map((w) => w.resources)).toEqual([[near.id]]);
    const sender = a!.group('sender', { outbound: named });
    const [carried, silent] = told(plan(), 'security-group-reference');
    expect([carried!.resources, silent!.resources]).toEqual([[near.id], [sender.id]]);
    expect(silent!.message).toContain('never match over a transit gateway');
  });
});

it('tells of references with an end in use1-az3, where they are not carried', () => {
  const { vpcs, plan } = mesh(3);
  const [a, b] = vpcs;
  const far = b!.group('far', {});
  const near = a!.group('near', { inbound: [{ groups: [{ id: far.id, vpc: b! }] }] });
  expect(told(plan(), 'security-group-reference').length).toBe(1);
  // The group that is named stands in the VPC that is attached there.
  b!.subnet('10.1.9.0/24', 'c');
  const [, deaf] = told(plan(), 'security-group-reference');
  expect(deaf?.message).toContain('use1-az3');
  expect(deaf?.resources).toEqual([near.id]);
});

describe('shared VPCs', () => {
  it('names the accounts whose interfaces stand in a member', () => {
    const { vpcs, plan } = mesh(3);
    const [a, b] = vpcs;
    b!.subnets[0]!.eni('10.1.0.10');
    expect(told(plan(), 'shared-vpc')).toEqual([]);
    a!.subnets[0]!.eni('10.0.0.10', { account: '999999999999' });
    const [warning] = told(plan(), 'shared-vpc');
    expect(warning).toMatchObject({ stops: false, resources: [a!.id] });
    expect(warning!.message).toContain('999999999999');
  });
});
