/** Core network policies that were made and never put in force. */
import { z } from 'zod';
import { hoursBetween } from '../parts/age.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'cwan-policy-not-live',
  about: {
    title: 'Core network policy not in force',
    why: 'The newest version of a core network policy does nothing until its change set is executed. What lies ready for long is forgotten: the network is not what its latest policy says, and the next version carries the forgotten change along with its own.',
    remedy: 'Execute the change set in a window for changes, or delete the version.',
    severity: 'info',
    category: 'hybrid',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/network-manager/latest/cloudwan/cloudwan-policy-changesets.html',
    ],
  },
  needs: ['core-network'],
  options: z.object({
    days: z.number().positive().default(7).describe('Days that a version may lie ready.'),
  }),
  messages: {
    ready: 'Version {version} of the policy of {network} lies ready since {date}; {live}.',
  },
  check({ topology, options }, say) {
    for (const network of topology.all('core-network')) {
      const latest = network.versions?.find((v) => v.alias === 'LATEST');
      if (latest?.changeSet !== 'READY_TO_EXECUTE') continue;
      const age = hoursBetween(latest.created, topology.takenAt);
      if (age === undefined || age < options.days * 24) continue;
      const live = network.versions?.find((v) => v.alias === 'LIVE')?.version;
      say({
        message: 'ready',
        at: [network.id],
        data: {
          version: latest.version ?? 0,
          network: topology.label(network.id),
          date: latest.created.slice(0, 10),
          live: live === undefined ? 'none is in force' : `version ${live} is in force`,
        },
      });
    }
  },
});
