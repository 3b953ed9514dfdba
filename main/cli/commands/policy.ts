/** `peerless policy`: the least-privilege IAM policy that collection needs, and the role that carries it. */
import { CommandError, defineCommand } from '../command.ts';
import { choice } from '../options.ts';

export default defineCommand({
  id: 'policy',
  summary: 'print the read-only IAM policy that collect needs',
  declare(program) {
    program
      .addOption(
        choice(
          '--format <format>',
          'the policy as JSON, or the role of every account as a template',
          ['json', 'cloudformation', 'terraform'],
        ).default('json'),
      )
      .option(
        '--org-role <name>',
        'the policy of whoever runs collect --org-role: adds listing the organization and taking that role',
      )
      .option('--no-quotas', 'without Service Quotas, for collect --no-quotas')
      .option('--partition <name>', 'with --org-role: aws, aws-cn, aws-us-gov', 'aws');
  },
  async run(_args, options, terminal) {
    const { organizationPolicy, policy } = await import('#app/topology/policy.ts');
    const role = options.orgRole as string | undefined;
    const partition = options.partition as string;
    const reading = { quotas: options.quotas as boolean };
    if (!/^aws(-[a-z]+)*$/.test(partition))
      throw new CommandError(2, `${JSON.stringify(partition)} is not a partition, such as aws-cn.`);
    if (options.format !== 'json') {
      if (role !== undefined)
        throw new CommandError(
          2,
          '--org-role is about who collects; the template is of the role in every account. Leave one out.',
        );
      const { cloudFormationRole, terraformRole } = await import('#app/topology/role-templates.ts');
      terminal.out(
        options.format === 'terraform' ? terraformRole(reading) : cloudFormationRole(reading),
      );
      return 0;
    }
    if (role !== undefined) {
      const { checkRoleName } = await import('#main/collect/org-choice.ts');
      checkRoleName(role);
    }
    const document =
      role === undefined ? policy(reading) : organizationPolicy(role, partition, reading);
    terminal.out(`${JSON.stringify(document, undefined, 2)}\n`);
    return 0;
  },
});
