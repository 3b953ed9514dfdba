/** A route that drops is told once: by the rule about what it leads to, or by route-blackhole where that rule would not. */
import { describe, expect, it } from 'vitest';
import { analyze, resuppress } from '#app/report.ts';
import type { Config } from '#app/rules/config.ts';
import type { Finding } from '#app/rules/rule.ts';
import { World } from '#app/world/world.ts';

/** Rule and severity of what is found about routes that drop, and about what they lead to. */
const told = (world: World, rules: NonNullable<Config['rules']>): string[] =>
  analyze(world.snapshot(), { extends: 'recommended', rules })
    .findings.filter(({ rule }) => RULES.includes(rule))
    .map(({ rule, severity }) => `${rule} ${severity}`);

const RULES = [
  'route-blackhole',
  'tgw-attachment-stuck',
  'peering-not-active',
  'peering-pending-too-long',
];

/** A VPC that sends over an attachment made then; worlds are read on 2026-01-05 at 09:00 UTC. */
function attached(created: string, spare = false): World {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const a = at.vpc('a', '10.1.0.0/16');
  hub.attach(a, [a.subnet('10.1.0.0/24')], { state: 'pendingAcceptance' }).created = created;
  (spare ? a.table('spare') : a.main).route('10.0.0.0/8', hub, { state: 'blackhole' });
  return world;
}
const THREE_DAYS = '2026-01-02T09:00:00.000Z';
const FIVE_HOURS = '2026-01-05T04:00:00.000Z';

/** Two VPCs of which one sends to the other over a peering in this state. */
function peered(state: string, expires?: string): World {
  const world = new World();
  const at = world.region();
  const [a, b] = [at.vpc('a', '10.1.0.0/16'), at.vpc('b', '10.2.0.0/16')];
  a.subnet('10.1.0.0/24');
  b.subnet('10.2.0.0/24');
  const link = world.peer(a, b, { state, ...(expires ? { expires } : {}) });
  a.main.route('10.2.0.0/16', link, { state: 'blackhole' });
  return world;
}

describe('a route that drops because an attachment waits', () => {
  const stuck = (hours: number, severity?: 'warning' | 'error') => ({
    'tgw-attachment-stuck': { ...(severity ? { severity } : {}), options: { hours } },
  });
  it.each([
    ['for three days', THREE_DAYS, {}, ['tgw-attachment-stuck error']],
    ['which may take a week', THREE_DAYS, stuck(168), ['tgw-attachment-stuck error']],
    [
      'which is no more than a warning',
      THREE_DAYS,
      stuck(168, 'warning'),
      ['route-blackhole error', 'tgw-attachment-stuck warning'],
    ],
    [
      'of which nobody is to speak',
      THREE_DAYS,
      { 'tgw-attachment-stuck': { severity: 'off' } },
      ['route-blackhole error'],
    ],
    ['for five hours', FIVE_HOURS, {}, ['route-blackhole error']],
    ['for five hours, of one allowed', FIVE_HOURS, stuck(1), ['tgw-attachment-stuck error']],
  ] as const)('%s', (_, created, rules, expected) => {
    expect(told(attached(created), rules)).toEqual(expected);
  });

  it('is told where no subnet uses the table, too', () => {
    expect(told(attached(THREE_DAYS, true), stuck(168))).toEqual(['tgw-attachment-stuck warning']);
  });
});

describe('a route that drops, and an attachment that was tried again', () => {
  /** The first try failed; the second waits since then. */
  function again(created: string): World {
    const world = new World();
    const at = world.region();
    const hub = at.tgw('hub');
    const a = at.vpc('a', '10.1.0.0/16');
    const subnets = [a.subnet('10.1.0.0/24')];
    hub.attach(a, subnets, { state: 'failed' }).created = '2026-01-02T08:00:00.000Z';
    const second = hub.attach(a, subnets, { state: 'pendingAcceptance', name: 'again' });
    second.created = created;
    a.main.route('10.0.0.0/8', hub, { state: 'blackhole' });
    return world;
  }
  it.each([
    // It may be accepted yet: what is wrong is the one that failed.
    ['five hours ago', FIVE_HOURS, ['tgw-attach-hub-a error']],
    ['three days ago', THREE_DAYS, ['tgw-attach-again error', 'tgw-attach-hub-a warning']],
  ])('%s, is told once as an error', (_, created, expected) => {
    const { findings } = analyze(again(created).snapshot(), { extends: 'recommended' });
    const about = findings.filter(({ rule }) => RULES.includes(rule));
    expect(about.map((f) => `${f.resources[0]} ${f.severity}`)).toEqual(expected);
    expect(about.flatMap(({ places }) => places)).toEqual([
      { resource: 'rtb-a-main', detail: '10.0.0.0/8 to tgw-hub' },
    ]);
  });
});

describe('a route to a gateway whose attachments were not read', () => {
  it('drops for sure, whatever is unsure about the reason', () => {
    const world = new World();
    const at = world.region();
    const network = world.region('us-east-1', '222222222222');
    const hub = network.tgw('hub');
    const a = at.vpc('a', '10.1.0.0/16');
    a.subnet('10.1.0.0/24');
    a.main.route('10.0.0.0/8', hub, { state: 'blackhole' });
    world.refuse(network, 'DescribeTransitGatewayVpcAttachments');
    const { findings } = analyze(world.snapshot(), { extends: 'recommended' });
    expect(
      findings.filter((f) => f.severity === 'error').map((f) => [f.rule, f.sure]),
    ).toContainEqual(['route-blackhole', true]);
  });
});

describe('a route that drops, though its gateway is there and attached', () => {
  it.each(['available', 'modifying'])('is not said to lead to what is gone (%s)', (state) => {
    const world = new World();
    const at = world.region();
    const hub = at.tgw('hub');
    const a = at.vpc('a', '10.1.0.0/16');
    hub.attach(a, [a.subnet('10.1.0.0/24')], { state });
    a.main.route('10.0.0.0/8', hub, { state: 'blackhole' });
    const { findings } = analyze(world.snapshot(), { extends: 'recommended' });
    expect(findings.filter((f) => f.rule === 'route-blackhole').map((f) => f.message)).toEqual([
      'a-main (rtb-a-main) of a (vpc-a) drops 10.0.0.0/8: tgw-hub is not available, as AWS says.',
    ]);
  });
});

describe('a route that drops because a peering is not active', () => {
  const set = (rule: string, severity: 'off' | 'info' | 'error') => ({ [rule]: { severity } });
  it.each([
    ['it expired', 'expired', {}, ['peering-not-active error']],
    [
      'nobody is to speak of it',
      'expired',
      set('peering-not-active', 'off'),
      ['route-blackhole error'],
    ],
    [
      'it is to be told as a note',
      'expired',
      set('peering-not-active', 'info'),
      ['route-blackhole error', 'peering-not-active info'],
    ],
    [
      'blackholes are notes as well',
      'expired',
      { ...set('peering-not-active', 'info'), ...set('route-blackhole', 'info') },
      ['peering-not-active info'],
    ],
  ] as const)('%s', (_, state, rules, expected) => {
    expect(told(peered(state), rules)).toEqual(expected);
  });

  it('nobody is to speak of requests that wait for days', () => {
    const waits = peered('pending-acceptance', '2026-01-10T00:00:00.000Z');
    expect(told(waits, {})).toEqual(['peering-pending-too-long error']);
    const off = set('peering-pending-too-long', 'off');
    expect(told(waits, off)).toEqual(['route-blackhole error']);
  });

  it('nobody is to speak of young requests, and no subnet uses the table', () => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.1.0.0/16'), at.vpc('b', '10.2.0.0/16')];
    a.subnet('10.1.0.0/24');
    // Three days of seven have gone.
    const link = world.peer(a, b, {
      state: 'pending-acceptance',
      expires: '2026-01-09T09:00:00.000Z',
    });
    a.table('spare').route('10.2.0.0/16', link, { state: 'blackhole' });
    expect(told(world, {})).toEqual(['peering-pending-too-long info']);
    const late = { 'peering-pending-too-long': { options: { hours: 168 } } };
    expect(told(world, late)).toEqual(['route-blackhole info']);
  });

  it('it is by a prefix list, and is told once', () => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.1.0.0/16'), at.vpc('b', '10.2.0.0/16')];
    a.subnet('10.1.0.0/24');
    const link = world.peer(a, b, { state: 'expired' });
    a.main.route(at.prefixList('far', ['10.2.0.0/16']), link, { state: 'blackhole' });
    expect(told(world, {})).toEqual(['peering-not-active error']);
  });

  it('what is said of the peering is suppressed', () => {
    const world = peered('expired');
    const config: Config = {
      suppress: [{ rule: 'peering-not-active', resource: 'pcx-a-b', reason: 'left over' }],
    };
    const report = analyze(world.snapshot(), { extends: 'recommended', ...config });
    const rulesOf = (findings: readonly Finding[]) =>
      findings.map(({ rule }) => rule).filter((rule) => RULES.includes(rule));
    expect(rulesOf(report.findings)).toEqual(['route-blackhole']);
    expect(report.suppressed.map((s) => s.finding.rule)).toEqual(['peering-not-active']);
    // Lifted again, without the rules being run anew, and back.
    const lifted = resuppress(report, { extends: 'recommended' });
    expect(rulesOf(lifted.findings)).toEqual(['peering-not-active']);
    const once = resuppress(lifted, { extends: 'recommended', ...config });
    expect(rulesOf(once.findings)).toEqual(['route-blackhole']);
  });
});
