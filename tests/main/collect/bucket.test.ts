/** The token bucket and the slots, on a clock of the test's own. */
import { setMaxListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RATE, rateOf, Slots, TokenBucket } from '#main/collect/bucket.ts';
import { listings } from '#main/collect/calls.ts';
import { StopSignal } from '#main/collect/clock.ts';
import { DEFAULT_LIMITS, Gate, pauseBefore } from '#main/collect/gate.ts';
import { FakeClock } from './fake-clock.ts';

const never = new AbortController().signal;
setMaxListeners(0, never);

// https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html, read on 2026-11-29.
describe('the rates AWS grants', () => {
  /** "Non-mutating actions": `Describe*`, `List*`, `Search*` and `Get*`, but for those below. */
  const READS = { capacity: 100, refill: 20 };
  /** These have 50 and 10 a second where they are asked for without pages and without a filter. */
  const SMALLER_UNPAGED = [
    'DescribeInstances',
    'DescribeInstanceStatus',
    'DescribeNetworkInterfaces',
    'DescribeSecurityGroups',
    'DescribeSnapshots',
    'DescribeSpotInstanceRequests',
    'DescribeVolumes',
  ];
  /** Reads among the "uncategorized actions", each with a smaller bucket of its own. */
  const UNCATEGORIZED = [
    ...['DescribeAggregateIdFormat', 'DescribeByoipCidrs', 'DescribeCapacityBlockOfferings'],
    ...['DescribeCapacityBlockExtensionOfferings', 'DescribeDeclarativePoliciesReports'],
    ...['DescribeHostReservations', 'DescribeHostReservationOfferings'],
    ...['DescribeIdentityIdFormat', 'DescribeIdFormat', 'DescribeInstanceTopology'],
    ...['DescribeMovingAddresses', 'DescribePrincipalIdFormat'],
    ...['DescribeReservedInstancesOfferings', 'DescribeSecurityGroupReferences'],
    ...['DescribeSpotDatafeedSubscription', 'DescribeSpotFleetInstances'],
    ...['DescribeSpotFleetRequestHistory', 'DescribeSpotFleetRequests'],
    ...['DescribeStaleSecurityGroups', 'DescribeStoreImageTasks'],
    'DescribeVerifiedAccessInstanceLoggingConfigurations',
    ...['GetAssociatedEnclaveCertificateIamRoles', 'GetDeclarativePoliciesReportSummary'],
    'GetHostReservationPurchasePreview',
  ];
  const calls = listings
    .flatMap(({ call, details }) => [call, ...details])
    .filter(({ service }) => service === 'ec2');

  it.each([...new Set(calls)].map((call) => [call.operation, call] as const))(
    'are kept by %s',
    (operation, { pageSize, filters }) => {
      expect(operation).toMatch(/^(Describe|List|Search|Get)/);
      expect(UNCATEGORIZED).not.toContain(operation);
      if (SMALLER_UNPAGED.includes(operation)) expect(pageSize ?? filters).toBeDefined();
      const { burst, refill } = rateOf(operation, DEFAULT_RATE);
      expect(burst).toBeLessThanOrEqual(READS.capacity);
      expect(refill).toBeLessThanOrEqual(READS.refill);
    },
  );

  // "ListServiceQuotas requests per second: 10":
  // https://docs.aws.amazon.com/servicequotas/latest/userguide/reference_limits.html
  it('are ten a second for quotas, whatever others may have', () => {
    const { burst, refill } = rateOf('ListServiceQuotas', DEFAULT_RATE);
    expect(burst).toBeLessThanOrEqual(10);
    expect(refill).toBeLessThanOrEqual(10);
    expect(rateOf('ListServiceQuotas', { burst: 2, refill: 1 })).toEqual({ burst: 2, refill: 1 });
  });

  it('bound what goes out', async () => {
    const clock = new FakeClock();
    const gate = new Gate(DEFAULT_LIMITS, clock, () => 0, new StopSignal());
    const start = clock.now();
    await Promise.all(
      Array.from({ length: 27 }, () =>
        gate.guard(
          '1/x',
          'ListServiceQuotas',
          () => undefined,
          () => Promise.resolve(0),
        )(0),
      ),
    );
    // 9 at once, then 18 at 9 a second.
    expect(clock.now() - start).toBeCloseTo(2000);
  });
});

describe('token bucket', () => {
  it('grants at most burst + refill × seconds in any span, and no less than it could', async () => {
    const clock = new FakeClock();
    const bucket = new TokenBucket({ burst: 5, refill: 2 }, clock);
    const grants: number[] = [];
    await Promise.all(
      Array.from({ length: 40 }, async () => {
        await bucket.take(never);
        grants.push(clock.now() / 1000);
      }),
    );
    grants.sort((a, b) => a - b);
    for (let i = 0; i < grants.length; i++) {
      for (let j = i; j < grants.length; j++) {
        expect(j - i + 1).toBeLessThanOrEqual(5 + 2 * (grants[j]! - grants[i]!) + 1e-6);
      }
    }
    // 5 at once, then 35 at 2 a second.
    expect(grants.at(-1)! - grants[0]!).toBeCloseTo(17.5);
  });

  it('waits for a fresh token after AWS said the bucket is empty', async () => {
    const clock = new FakeClock();
    const start = clock.now();
    const bucket = new TokenBucket({ burst: 50, refill: 10 }, clock);
    await bucket.take(never);
    bucket.drain();
    await bucket.take(never);
    expect(clock.now() - start).toBeCloseTo(100);
  });

  it('stops waiting when cancelled', async () => {
    const clock = new FakeClock({ stuck: true });
    const bucket = new TokenBucket({ burst: 1, refill: 0.001 }, clock);
    const controller = new AbortController();
    await bucket.take(controller.signal);
    const waiting = bucket.take(controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('slots', () => {
  it('never lets more work run than there are slots, and lets all of it run', async () => {
    const slots = new Slots(3);
    let running = 0;
    let most = 0;
    let done = 0;
    await Promise.all(
      Array.from({ length: 20 }, () =>
        slots.hold(never, async () => {
          most = Math.max(most, ++running);
          await new Promise((resolve) => setImmediate(resolve));
          running--;
          done++;
        }),
      ),
    );
    expect({ most, done }).toEqual({ most: 3, done: 20 });
  });

  it('gives the slot on when work fails, and forgets those who gave up waiting', async () => {
    const slots = new Slots(1);
    const controller = new AbortController();
    let fail: (error: Error) => void = () => undefined;
    const first = slots.hold(never, () => new Promise((_, reject) => (fail = reject)));
    const second = slots.hold(controller.signal, () => Promise.resolve('second'));
    const third = slots.hold(never, () => Promise.resolve('third'));
    controller.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    fail(new Error('no'));
    await expect(first).rejects.toThrow('no');
    await expect(third).resolves.toBe('third');
  });
});

describe('pause before a retry', () => {
  it('is anywhere up to a bound that doubles and is capped at 20 s', () => {
    const longest = [1, 2, 3, 4, 5, 6, 12].map((attempt) => pauseBefore(attempt, true, () => 1));
    expect(longest).toEqual([1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]);
    expect(pauseBefore(3, true, () => 0)).toBe(0);
    expect(pauseBefore(1, false, () => 0.5)).toBe(50);
  });
});
