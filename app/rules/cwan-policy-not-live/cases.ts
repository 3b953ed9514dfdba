/** Cases of cwan-policy-not-live. Worlds are read on 2026-01-05 at 09:00 UTC. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

const LIVE = {
  alias: 'LIVE',
  changeSet: 'EXECUTION_SUCCEEDED',
  created: '2025-11-01T09:00:00Z',
} as const;

/** A core network with a version in force, and a newer one. */
function newest(changeSet: string, created: string) {
  const world = new World();
  const versions = [LIVE, { alias: 'LATEST', changeSet, created } as const];
  world.region().coreNetwork('wan', { versions });
  return world;
}

export default defineCases({
  quiet: [
    {
      title: 'the newest version is in force',
      world: () => {
        const world = new World();
        world.region().coreNetwork('wan', { versions: [LIVE] });
        return world;
      },
    },
    {
      title: 'made three days ago: a window for changes may be waited for',
      world: () => newest('READY_TO_EXECUTE', '2026-01-02T09:00:00Z'),
    },
    {
      title: 'its change set could not be made',
      world: () => newest('FAILED_GENERATION', '2025-12-01T09:00:00Z'),
    },
    {
      title: 'ready for a month, where a quarter is allowed',
      world: () => newest('READY_TO_EXECUTE', '2025-12-01T09:00:00Z'),
      options: { days: 90 },
    },
  ],
  loud: [
    {
      title: 'ready for a month',
      world: () => newest('READY_TO_EXECUTE', '2025-12-01T09:00:00Z'),
      findings: [
        {
          message:
            'Version 2 of the policy of wan (core-network-wan) lies ready since 2025-12-01; version 1 is in force.',
          severity: 'info',
          resources: ['core-network-wan'],
        },
      ],
      mended: () => newest('EXECUTION_SUCCEEDED', '2025-12-01T09:00:00Z'),
    },
  ],
});
