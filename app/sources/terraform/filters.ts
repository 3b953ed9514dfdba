/** Security groups and network ACLs of Terraform as items of the API, with rules inline or of their own. */
import { canonical } from '../../base/json.ts';
import { add, type Draft, type Estate, listIn, type Place } from './estate.ts';
import type { Readers } from './readers.ts';
import type { TfResource, Values } from './resource.ts';

/** Protocols that Terraform may keep by name where the API has numbers, and the reverse in security groups. */
const NUMBERS: Readonly<Record<string, string>> = {
  all: '-1',
  tcp: '6',
  udp: '17',
  icmp: '1',
  icmpv6: '58',
};
const NAMES: Readonly<Record<string, string>> = {
  all: '-1',
  '6': 'tcp',
  '17': 'udp',
  '1': 'icmp',
  '58': 'icmpv6',
};

const oneOf = (table: Readonly<Record<string, string>>, word: string): string =>
  Object.hasOwn(table, word) ? table[word]! : word;

/** A group by its id, with the account before it where it is another's: `111111111111/sg-1`. */
function pairOf(text: string, account: string): Draft {
  const [, owner, id] = /^(\d{12})\/(.+)$/.exec(text) ?? [];
  return { GroupId: id ?? text, UserId: owner ?? account };
}

interface Sources {
  readonly v4: readonly string[];
  readonly v6: readonly string[];
  readonly lists: readonly string[];
  readonly groups: readonly Draft[];
}

function permission(values: Values, protocol: string, { v4, v6, lists, groups }: Sources): Draft {
  const name = oneOf(NAMES, protocol);
  // All protocols have no ports; Terraform writes zeros.
  const ported = name !== '-1';
  const [from, to] = [values.number('from_port'), values.number('to_port')];
  return {
    IpProtocol: name,
    ...(ported && from !== undefined ? { FromPort: from } : {}),
    ...(ported && to !== undefined ? { ToPort: to } : {}),
    IpRanges: v4.map((CidrIp) => ({ CidrIp })),
    Ipv6Ranges: v6.map((CidrIpv6) => ({ CidrIpv6 })),
    UserIdGroupPairs: groups,
    PrefixListIds: lists.map((PrefixListId) => ({ PrefixListId })),
  };
}

/** A permission with each of its sources alone, to tell whether a group has it already. */
const singles = (p: Draft): string[] =>
  ['IpRanges', 'Ipv6Ranges', 'UserIdGroupPairs', 'PrefixListIds'].flatMap((field) =>
    listIn(p, field).map((source) =>
      canonical([p['IpProtocol'], p['FromPort'], p['ToPort'], field, source]),
    ),
  );

/** Rules of their own are in the group's list, too, once Terraform has refreshed it. */
function addPermission(group: Draft, field: string, p: Draft): void {
  const known = new Set(listIn(group, field).flatMap(singles));
  if (!singles(p).every((single) => known.has(single))) add(group, field, p);
}

function inline(block: Values, id: string, account: string): Draft {
  const groups = block.texts('security_groups').map((text) => pairOf(text, account));
  return permission(block, block.text('protocol') ?? '-1', {
    v4: block.texts('cidr_blocks'),
    v6: block.texts('ipv6_cidr_blocks'),
    lists: block.texts('prefix_list_ids'),
    groups: [...groups, ...(block.flag('self') ? [pairOf(id, account)] : [])],
  });
}

const securityGroup =
  (name: string) =>
  (r: TfResource, at: Place, estate: Estate): void => {
    const { values } = r;
    const id = values.text('id');
    if (id === undefined) return;
    const account = values.text('owner_id') ?? at.account;
    const rules = (field: string) => values.blocks(field).map((b) => inline(b, id, account));
    estate.put('security-group', id, at, r, {
      GroupId: id,
      GroupName: values.text('name') ?? name,
      Description: values.text('description'),
      VpcId: values.text('vpc_id'),
      OwnerId: account,
      IpPermissions: rules('ingress'),
      IpPermissionsEgress: rules('egress'),
      Tags: values.tags(),
    });
  };

const rule =
  (side?: 'IpPermissions' | 'IpPermissionsEgress') =>
  (r: TfResource, at: Place, estate: Estate): void => {
    const { values } = r;
    const id = values.text('security_group_id');
    const group = estate.find('security-group', id);
    if (!group || id === undefined) return estate.orphan(r, id);
    const field =
      side ?? (values.text('type') === 'egress' ? 'IpPermissionsEgress' : 'IpPermissions');
    const one = (...names: string[]) => names.flatMap((name) => values.text(name) ?? []);
    const others = one('source_security_group_id', 'referenced_security_group_id');
    const self = values.flag('self') ? [id] : [];
    addPermission(
      group,
      field,
      permission(values, values.text('protocol', 'ip_protocol') ?? '-1', {
        v4: [...values.texts('cidr_blocks'), ...one('cidr_ipv4')],
        v6: [...values.texts('ipv6_cidr_blocks'), ...one('cidr_ipv6')],
        lists: [...values.texts('prefix_list_ids'), ...one('prefix_list_id')],
        groups: [...others, ...self].map((text) => pairOf(text, at.account)),
      }),
    );
  };

function entry(values: Values, egress: boolean, number: string, action: string): Draft {
  const protocol = oneOf(NUMBERS, values.text('protocol') ?? '-1');
  const [from, to] = [values.number('from_port'), values.number('to_port')];
  const v6 = values.text('ipv6_cidr_block');
  const isIcmp = protocol === '1' || protocol === '58';
  return {
    RuleNumber: values.number(number),
    Egress: egress,
    RuleAction: values.text(action)?.toLowerCase(),
    Protocol: protocol,
    ...(v6 === undefined ? { CidrBlock: values.text('cidr_block') } : { Ipv6CidrBlock: v6 }),
    ...(protocol !== '-1' && !isIcmp && from !== undefined && to !== undefined
      ? { PortRange: { From: from, To: to } }
      : {}),
    ...(isIcmp
      ? {
          IcmpTypeCode: {
            Type: values.number('icmp_type') ?? -1,
            Code: values.number('icmp_code') ?? -1,
          },
        }
      : {}),
  };
}

/** What every ACL ends with, and those of a VPC with IPv6 blocks: https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html */
const deny = (RuleNumber: number, to: Draft): readonly Draft[] =>
  [false, true].map((Egress) => ({
    RuleNumber,
    Egress,
    RuleAction: 'deny',
    Protocol: '-1',
    ...to,
  }));
const DENY = deny(32767, { CidrBlock: '0.0.0.0/0' });
const DENY_V6 = deny(32768, { Ipv6CidrBlock: '::/0' });

const acl =
  (isDefault: boolean) =>
  (r: TfResource, at: Place, estate: Estate): void => {
    const { values } = r;
    const id = isDefault ? values.text('default_network_acl_id', 'id') : values.text('id');
    if (id === undefined) return;
    const entries = (field: string, egress: boolean) =>
      values.blocks(field).map((block) => entry(block, egress, 'rule_no', 'action'));
    estate.put('network-acl', id, at, r, {
      NetworkAclId: id,
      VpcId: values.text('vpc_id'),
      OwnerId: values.text('owner_id') ?? at.account,
      IsDefault: isDefault,
      Entries: [...entries('ingress', false), ...entries('egress', true), ...DENY],
      Associations: values.texts('subnet_ids').map((SubnetId) => ({ NetworkAclId: id, SubnetId })),
      Tags: values.tags(),
    });
  };

export const makers: Readers = {
  aws_security_group: securityGroup(''),
  aws_default_security_group: securityGroup('default'),
  aws_network_acl: acl(false),
  aws_default_network_acl: acl(true),
};

export const edits: Readers = {
  aws_security_group_rule: rule(),
  aws_vpc_security_group_ingress_rule: rule('IpPermissions'),
  aws_vpc_security_group_egress_rule: rule('IpPermissionsEgress'),
  aws_network_acl_rule(r, _, estate) {
    const id = r.values.text('network_acl_id');
    const draft = estate.find('network-acl', id);
    if (!draft) return estate.orphan(r, id);
    const item = entry(r.values, r.values.flag('egress') ?? false, 'rule_number', 'rule_action');
    const same = (e: Draft) =>
      e['RuleNumber'] === item['RuleNumber'] && e['Egress'] === item['Egress'];
    if (!listIn(draft, 'Entries').some(same)) add(draft, 'Entries', item);
  },
  aws_network_acl_association(r, _, estate) {
    const [id, subnet] = [r.values.text('network_acl_id'), r.values.text('subnet_id')];
    const draft = estate.find('network-acl', id);
    if (!draft) return estate.orphan(r, id);
    const known = listIn(draft, 'Associations').some((a) => a['SubnetId'] === subnet);
    if (!known) add(draft, 'Associations', { NetworkAclId: id, SubnetId: subnet });
  },
};

/** The last word of an ACL on IPv6, unless its VPC is known to have none. */
export function finishAcls(estate: Estate): void {
  for (const [, draft] of estate.all('network-acl')) {
    const vpc = estate.find('vpc', draft['VpcId'] as string | undefined);
    if (vpc && listIn(vpc, 'Ipv6CidrBlockAssociationSet').length === 0) continue;
    for (const item of DENY_V6) add(draft, 'Entries', item);
  }
}

/** What AWS tells of a group beside its id where it is known from the same files: its VPC and its account. */
export function finishGroups(estate: Estate): void {
  for (const [, group] of estate.all('security-group')) {
    for (const field of ['IpPermissions', 'IpPermissionsEgress']) {
      for (const p of listIn(group, field)) {
        for (const pair of listIn(p, 'UserIdGroupPairs')) {
          const other = estate.find('security-group', pair['GroupId'] as string);
          if (!other) continue;
          pair['VpcId'] = other['VpcId'];
          pair['UserId'] = other['OwnerId'];
        }
      }
    }
  }
}
