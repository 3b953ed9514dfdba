/** Cases of cwan-attachment-pending. Worlds are read on 2026-01-05 at 09:00 UTC; attachments changed on 2026-01-01. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** VPC a on a core network; in the state given. */
function inState(state: string, errors: readonly string[] = []) {
  const world = new World();
  const at = world.region();
  const segment = state === 'AVAILABLE' ? { segment: 'prod' } : {};
  at.coreNetwork('wan').attach(at.vpc('a', '10.1.0.0/16'), { state, errors, ...segment });
  return world;
}

export default defineCases({
  quiet: [
    { title: 'available', world: () => inState('AVAILABLE') },
    { title: 'being made', world: () => inState('CREATING') },
    { title: 'being deleted, after an error', world: () => inState('DELETING', ['No subnet.']) },
    {
      title: 'waiting for four days, where a week is allowed',
      world: () => inState('PENDING_ATTACHMENT_ACCEPTANCE'),
      options: { hours: 168 },
    },
  ],
  loud: [
    {
      title: 'nobody accepted it',
      world: () => inState('PENDING_ATTACHMENT_ACCEPTANCE'),
      findings: [
        {
          message:
            'wan-a (attachment-wan-a) of a (vpc-a) to wan (core-network-wan) waits to be accepted since 2026-01-01: it is in no segment.',
          severity: 'warning',
          resources: ['attachment-wan-a', 'vpc-a', 'core-network-wan'],
        },
      ],
      mended: () => inState('AVAILABLE'),
    },
    {
      title: 'its tags changed',
      world: () => inState('PENDING_TAG_ACCEPTANCE'),
      findings: [
        {
          message:
            'wan-a (attachment-wan-a) of a (vpc-a) to wan (core-network-wan) waits for its tags to be accepted since 2026-01-01: it is in no segment.',
          severity: 'warning',
          resources: ['attachment-wan-a', 'vpc-a', 'core-network-wan'],
        },
      ],
    },
    {
      title: 'failed, with a reason',
      world: () => inState('FAILED', ['The subnet is gone.']),
      findings: [
        {
          message:
            'wan-a (attachment-wan-a) of a (vpc-a) to wan (core-network-wan) failed: The subnet is gone.',
          severity: 'warning',
          resources: ['attachment-wan-a', 'vpc-a', 'core-network-wan'],
        },
      ],
    },
    {
      title: 'available, but the last change did not take',
      world: () => inState('AVAILABLE', ['Appliance mode is not supported there.']),
      findings: [
        {
          message:
            'The last change of wan-a (attachment-wan-a) of a (vpc-a) to wan (core-network-wan) went wrong: Appliance mode is not supported there.',
          severity: 'warning',
          resources: ['attachment-wan-a', 'vpc-a', 'core-network-wan'],
        },
      ],
    },
  ],
});
