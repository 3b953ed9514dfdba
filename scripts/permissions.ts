/** The page `docs/permissions.md`, written from the kinds table and the rules by `npm run gen`. */
import { kindIds, kinds } from '#app/kinds/index.gen.ts';
import type { Kind } from '#app/kinds/kind.ts';
import { rules } from '#app/rules/index.gen.ts';
import { actionsOf, ORGANIZATION, policy, PRELUDE } from '#app/topology/policy.ts';

/** Folders of the API references, where pages are named by the operation. */
const FOLDERS: Readonly<Record<string, string>> = {
  ec2: 'AWSEC2',
  directconnect: 'directconnect',
  networkmanager: 'networkmanager',
  organizations: 'organizations',
};

/** An action, with the reference page of its operation. */
const link = (action: string): string => {
  const [service = '', operation = ''] = action.split(':');
  const folder = FOLDERS[service];
  return folder
    ? `[\`${action}\`](https://docs.aws.amazon.com/${folder}/latest/APIReference/API_${operation}.html)`
    : `\`${action}\``;
};

function rows(): string[] {
  return kindIds.flatMap((id) => {
    const kind = kinds[id] as unknown as Kind;
    const unsure = rules.filter((rule) => rule.needs.includes(id)).map((rule) => `\`${rule.id}\``);
    return actionsOf(kind).map((action, i) => {
      const what = i === 0 ? kind.plural : `${kind.title}: ${kind.details![i - 1]!.as}`;
      return `| ${link(action)} | ${what} | ${unsure.join(', ') || 'none'} |`;
    });
  });
}

export function permissionsPage(): string {
  return [
    '<!-- Written by `npm run gen`. Do not edit. -->',
    '',
    '# Permissions',
    '',
    'Peerless only ever reads. Collection makes the calls below and no others; `peerless policy` prints the same policy.',
    'Attach it to the role, user or permission set that collects, in every account.',
    '',
    '```json',
    JSON.stringify(policy(), undefined, 2),
    '```',
    '',
    '`Resource` is `*` because most of these calls know no narrower one. AWS-managed policies fit less well: `ReadOnlyAccess`',
    'allows all of it and much more; `AmazonEC2ReadOnlyAccess` lacks the `Get` and `Search` calls of transit gateways and',
    'prefix lists; `AmazonVPCReadOnlyAccess` and `ViewOnlyAccess` lack transit gateways.',
    '',
    'Service Quotas is a service of its own, which some roles may not ask. Where it is refused, that is a gap in every Region, and',
    'exit code 4. `peerless collect --no-quotas` does not ask it, which is no gap, nor does the window where *Ask Service Quotas* is off:',
    'plans and rules then go by AWS’s defaults.',
    '`peerless policy --no-quotas` prints the policy without it.',
    '',
    '## An organization',
    '',
    '`peerless collect --org-role NAME` takes one role in every account. [Organizations](organizations.md) says how; three',
    'commands print what it takes:',
    '',
    '- `peerless policy --format cloudformation`: the role as a template for a StackSet over the whole organization;',
    '- `peerless policy --format terraform`: the same for one account;',
    '- `peerless policy --org-role NAME`: the policy of whoever runs it. On top of the above it allows',
    `  ${ORGANIZATION.map(link).join(', ')}`,
    '  and `sts:AssumeRole` on that role. `--partition` is for China and GovCloud.',
    '',
    '## What each permission is for',
    '',
    'A call that is refused never stops a collection. It becomes a gap, and the rules that rest on it are unsure.',
    '',
    '| Action | Reads | Rules that become unsure without it |',
    '| --- | --- | --- |',
    `| ${link(PRELUDE[0])} | which Regions are enabled (not asked where \`--region\` names them) | none |`,
    `| ${link(PRELUDE[1])} | which account the credentials belong to, in collect and in profiles --check (AWS always allows it) | none |`,
    ...rows(),
    '',
  ].join('\n');
}
