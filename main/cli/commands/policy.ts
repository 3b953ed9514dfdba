/** `peerless policy`: the least-privilege IAM policy that collection needs, from the table of kinds. */
import { defineCommand } from '../command.ts';

export default defineCommand({
  id: 'policy',
  summary: 'print the read-only IAM policy that collect needs',
  declare() {
    // Nothing to choose: one policy serves every collection.
  },
  async run(_args, _options, terminal) {
    const { policy } = await import('#app/topology/policy.ts');
    terminal.out(`${JSON.stringify(policy(), undefined, 2)}\n`);
    return 0;
  },
});
