/** Network ACLs, security groups and prefix lists as Terraform has them, rules inline or of their own by turns. */
import { type Item, tagsOf, type Writing } from './writing.ts';

export function writeFilters({ pages, account, arn, add, each, isInlineNext }: Writing): void {
  each('NetworkAcls', 'NetworkAclId', (acl, id) => {
    const isDefault = acl['IsDefault'] === true;
    const entries = (acl['Entries'] as Item[]).filter((e) => e['RuleNumber'] < 32767);
    const isInline = isDefault || isInlineNext();
    const block = (e: Item, number: string, action: string) => ({
      [number]: e['RuleNumber'],
      [action]: e['RuleAction'],
      protocol: e['Protocol'],
      cidr_block: e['CidrBlock'] ?? '',
      ipv6_cidr_block: e['Ipv6CidrBlock'] ?? '',
      from_port: e['PortRange']?.From ?? 0,
      to_port: e['PortRange']?.To ?? 0,
      icmp_type: e['IcmpTypeCode']?.Type ?? 0,
      icmp_code: e['IcmpTypeCode']?.Code ?? 0,
    });
    const side = (egress: boolean) =>
      (isInline ? entries : [])
        .filter((e) => e['Egress'] === egress)
        .map((e) => block(e, 'rule_no', 'action'));
    add(isDefault ? 'aws_default_network_acl' : 'aws_network_acl', {
      id,
      ...(isDefault ? { default_network_acl_id: id } : {}),
      arn: arn('network-acl', id),
      vpc_id: acl['VpcId'],
      owner_id: account,
      subnet_ids: (acl['Associations'] as Item[]).map((a) => a['SubnetId']),
      ingress: side(false),
      egress: side(true),
      tags_all: tagsOf(acl),
    });
    for (const e of isInline ? [] : entries)
      add('aws_network_acl_rule', {
        network_acl_id: id,
        egress: e['Egress'],
        ...block(e, 'rule_number', 'rule_action'),
      });
  });
  each('SecurityGroups', 'GroupId', (group, id) => {
    const isInline = isInlineNext();
    const others = (p: Item) =>
      (p['UserIdGroupPairs'] as Item[])
        .filter((g) => g['GroupId'] !== id)
        .map((g) =>
          (g['UserId'] ?? account) === account ? g['GroupId'] : `${g['UserId']}/${g['GroupId']}`,
        ) as string[];
    const block = (p: Item) => ({
      protocol: p['IpProtocol'],
      from_port: p['FromPort'] ?? 0,
      to_port: p['ToPort'] ?? 0,
      cidr_blocks: (p['IpRanges'] as Item[]).map((r) => r['CidrIp']),
      ipv6_cidr_blocks: (p['Ipv6Ranges'] as Item[]).map((r) => r['CidrIpv6']),
      prefix_list_ids: (p['PrefixListIds'] as Item[]).map((l) => l['PrefixListId']),
      self: (p['UserIdGroupPairs'] as Item[]).some((g) => g['GroupId'] === id),
    });
    const sides = { ingress: 'IpPermissions', egress: 'IpPermissionsEgress' } as const;
    const inline = (name: 'ingress' | 'egress') =>
      (isInline ? (group[sides[name]] as Item[]) : []).map((p) => ({
        ...block(p),
        security_groups: others(p),
      }));
    add('aws_security_group', {
      id,
      arn: arn('security-group', id),
      name: group['GroupName'],
      description: group['Description'],
      vpc_id: group['VpcId'],
      owner_id: account,
      ingress: inline('ingress'),
      egress: inline('egress'),
      tags_all: tagsOf(group),
    });
    for (const type of isInline ? [] : (['ingress', 'egress'] as const)) {
      for (const p of group[sides[type]] as Item[]) {
        const plain = block(p);
        const isPlain =
          plain.cidr_blocks.length + plain.ipv6_cidr_blocks.length + plain.prefix_list_ids.length;
        if (isPlain || plain.self)
          add('aws_security_group_rule', { type, security_group_id: id, ...plain });
        for (const other of others(p))
          add(`aws_vpc_security_group_${type}_rule`, {
            security_group_id: id,
            referenced_security_group_id: other,
            ip_protocol: p['IpProtocol'],
            from_port: p['FromPort'] ?? null,
            to_port: p['ToPort'] ?? null,
          });
      }
    }
  });
  each('PrefixLists', 'PrefixListId', (list, id) =>
    add('aws_ec2_managed_prefix_list', {
      id,
      arn: arn('prefix-list', id),
      name: list['PrefixListName'],
      address_family: list['AddressFamily'],
      max_entries: list['MaxEntries'],
      owner_id: account,
      entry: pages
        .filter((p) => p.operation === 'GetManagedPrefixListEntries')
        .filter((p) => p.args['PrefixListId'] === id)
        .slice(0, 1)
        .flatMap((p) => (p.answer?.['Entries'] ?? []) as Item[])
        .map((e) => ({ cidr: e['Cidr'], description: e['Description'] })),
      tags_all: tagsOf(list),
    }),
  );
}
