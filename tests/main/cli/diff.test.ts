/** `peerless diff`: what it prints in each format, its exit codes, and what it never leaves out unsaid. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { noRealData, onRealData, REAL, realPath } from '#tests/kit/real-data.ts';
import { peerless, scratch, snapshotFile } from '#tests/kit/terminal.ts';
import { stateResources, stateText } from '#tests/kit/terraform-state.ts';
import { twoWorlds } from '#tests/kit/two-worlds.ts';

const folder = scratch();

/** `count` VPCs peered with a hub, routed or not. */
function star(count: number, routed: boolean, time = '2026-01-05T09:00:00.000Z'): World {
  const world = new World({ time });
  const at = world.region();
  const hub = at.vpc('hub', '10.0.0.0/16');
  hub.subnet('10.0.0.0/24');
  for (let i = 1; i <= count; i++) {
    const vpc = at.vpc(`spoke${i}`, `10.${i}.0.0/16`);
    vpc.subnet(`10.${i}.0.0/24`);
    if (routed) world.peerRouted(hub, vpc);
    else world.peer(hub, vpc);
  }
  return world;
}
const source = (name: string, world: World) => snapshotFile(folder, name, world.snapshot());
const routed = source('routed.json', star(30, true));
const bare = source('bare.json', star(30, false, '2026-01-12T09:00:00.000Z'));
const refused = (() => {
  const world = star(30, true);
  world.refuse(world.region(), 'DescribeSubnets');
  return source('refused.json', world);
})();
const diff = (...argv: string[]) => peerless(['diff', ...argv]);

describe('exit codes', () => {
  it.each([
    ['nothing differs', [routed, routed], 0],
    ['nothing differs, asked for', [routed, routed, '--exit-code'], 0],
    ['something differs, not asked for', [routed, bare], 0],
    ['something differs, asked for', [routed, bare, '--exit-code'], 1],
    ['a gap could hide a difference', [routed, refused], 4],
    ['a gap on the old side could', [refused, routed, '--exit-code'], 4],
    ['a gap that is accepted', [routed, refused, '--exit-code', '--allow-partial'], 0],
    ['a sure difference wins over a gap', [refused, bare, '--exit-code'], 1],
    ['no such source', [routed, '/no/such/place'], 2],
  ])('%s', async (_, argv, code) => {
    expect((await diff(...argv)).code).toBe(code);
  });

  it('of a snapshot and Terraform state: no difference is made up, and what the state does not hold is a gap', async () => {
    const state = (name: string, world: World) =>
      folder.write(name, stateText(stateResources(world.pages())));
    const same = state('same.tfstate', star(3, true));
    const now = source('three.json', star(3, true));
    expect((await diff(same, now, '--exit-code')).code).toBe(4);
    const accepted = await diff(same, now, '--exit-code', '--allow-partial');
    expect(accepted.code).toBe(0);
    expect(accepted.out).not.toMatch(/added|removed|changed/);
    const other = source('unrouted.json', star(3, false));
    expect((await diff(same, other, '--exit-code')).code).toBe(1);
  });

  it('one source is not enough, and help writes the codes down', async () => {
    const one = await diff(routed);
    expect(one).toMatchObject({ code: 2, out: '' });
    expect(one.err).toContain("argument 'new'");
    expect((await diff('--help')).out).toContain('--exit-code: something surely differs');
  });
});

describe('text', () => {
  it('tells what one VPC lost to many in one line, with whole numbers', async () => {
    const { out } = await diff(routed, bare);
    expect(out).toContain('Reachability  60 lost (of 930 ordered pairs of 31 VPCs in both)');
    expect(out).toContain(
      '- hub (vpc-hub) <-> spoke1 (vpc-spoke1), spoke10 (vpc-spoke10), spoke11 (vpc-spoke11) and 27 more VPCs: was delivered, now no-route',
    );
    expect(out).toContain('2026-01-05 09:00, 1 account, 1 Region');
  });

  it('says what mixed and back mean where they stand, and only there', async () => {
    const pair = (both: boolean) => {
      const world = new World();
      const at = world.region();
      const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
      a.subnet('10.0.0.0/24');
      const other = a.subnet('10.0.1.0/24');
      b.subnet('10.1.0.0/24');
      const pcx = world.peer(a, b);
      b.main.route('10.0.0.0/16', pcx);
      a.main.route('10.1.0.0/16', pcx);
      // One subnet of a has a table without the route.
      if (!both) a.table('apart', other);
      return world;
    };
    const { out } = await diff(source('all.json', pair(true)), source('some.json', pair(false)));
    expect(out).toContain('mixed: addresses of the pair fare differently');
    const { out: without } = await diff(routed, bare);
    expect(without).not.toContain('mixed:');
    expect(without).not.toContain('back: what');
    const { out: wiki } = await diff(
      source('all.json', pair(true)),
      source('some.json', pair(false)),
      '--format',
      'markdown',
    );
    expect(wiki).toContain('mixed: addresses of the pair fare differently');
  });

  it('folds long lists with a word, and --all unfolds them', async () => {
    const { out } = await diff(routed, bare);
    expect(out).toContain('… and 18 more; --all shows them');
    expect(out.match(/- route 10\.\d+\.0\.0\/16/g)?.length).toBeLessThan(60);
    const all = await diff(routed, bare, '--all');
    expect(all.out).not.toContain('…');
    expect(all.out.match(/- route 10\.\d+\.0\.0\/16/g)).toHaveLength(60);
  });

  it('says in a line what could not be seen', async () => {
    const { out, err } = await diff(routed, refused);
    expect(out).toContain('31 Subnets not seen now');
    expect(out).not.toContain('removed');
    expect(err).toContain('--allow-partial');
  });

  it('says that nothing changed', async () => {
    const { out } = await diff(routed, routed);
    expect(out).toContain('Resources     no change');
    expect(out.trimEnd().split('\n')).toHaveLength(7);
  });
});

it('asks whether two sources without a common VPC are of one estate', async () => {
  const world = new World();
  world.region().vpc('elsewhere', '10.0.0.0/16');
  const { err } = await diff(routed, source('other.json', world));
  expect(err).toContain('no VPC in common');
  expect((await diff(routed, bare)).err).not.toContain('no VPC in common');
});

describe('json', () => {
  it('is whole, sorted, and the same bytes each time', async () => {
    const { out } = await diff(routed, bare, '--format', 'json');
    expect((await diff(routed, bare, '--format', 'json')).out).toBe(out);
    const found = JSON.parse(out) as {
      schema: string;
      summary: { reach: object; resources: object };
      reach: { changes: { from: string; to: string; verdict: string }[] };
      resources: { change: string; fields: object[] }[];
    };
    expect(found.schema).toBe('peerless/diff@1');
    expect(found.summary.reach).toMatchObject({ pairs: 930, changed: 60, lost: 60, gained: 0 });
    expect(found.reach.changes).toHaveLength(60);
    expect(found.resources.flatMap((r) => r.fields)).toHaveLength(60);
    expect(Object.keys(found)).toEqual(Object.keys(found).sort());
    const pairs = found.reach.changes.map(({ from, to }) => `${from} ${to}`);
    expect(pairs).toEqual([...pairs].sort());
    const file = join(folder.path, 'diff.json');
    const written = await diff(routed, bare, '--format', 'json', '-o', file);
    expect(written).toMatchObject({ code: 0, out: '' });
    expect(readFileSync(file, 'utf8')).toBe(out);
  });
});

it('hostile names come out inert in every format', async () => {
  const evil = 'x\u001b[2J\n## owned | `rm` $(rm) ${x} %{x} \u202ebackwards <script>"\'';
  const world = star(1, true);
  world.region().vpc(evil, '10.99.0.0/16');
  world.region().vpc('y'.repeat(4096), '10.98.0.0/16');
  const changed = source('evil.json', world);
  const base = source('base.json', star(1, true));
  for (const format of ['text', 'markdown', 'json']) {
    const { out, code } = await diff(base, changed, '--format', format);
    expect({ format, code }).toEqual({ format, code: 0 });
    expect(out).not.toMatch(/[\u001b\u202e]/);
    expect(out).toContain('y'.repeat(4096));
    if (format === 'text') expect(out).not.toMatch(/^## owned/m);
    if (format === 'markdown') expect(out).not.toMatch(/^## owned|<script>|[^\\]`rm/m);
    if (format === 'json') expect(() => JSON.parse(out) as unknown).not.toThrow();
  }
});

describe.skipIf(noRealData)(onRealData('real snapshots'), () => {
  it.each(REAL)('%s and itself: no change', async (name) => {
    const { code, out } = await diff(realPath(name), realPath(name), '--exit-code');
    expect(code).toBe(4);
    expect(out.match(/no change/g)).toHaveLength(4);
  });
});

describe('the picture', () => {
  const MARKUP = '<script>alert(1)</script>"]`$(id)`\u202E';
  const worlds = twoWorlds({ c: MARKUP, fresh: 'y'.repeat(4096) });
  const before = source('pair-before.json', worlds.before);
  const after = source('pair-after.json', worlds.after);
  const drawn = async (name: string, ...argv: string[]) => {
    const path = join(folder.path, name);
    const result = await diff(before, after, '--picture', path, ...argv);
    return { ...result, svg: readFileSync(path, 'utf8') };
  };

  it('is written beside the text, marks what differs, and explains the marks', async () => {
    const { code, out, err, svg } = await drawn('diff.svg');
    expect(code).toBe(0);
    expect(out).toContain('Reachability');
    expect(err).toContain('wrote');
    for (const words of [
      'Added: only in the newer snapshot',
      'Removed: only in the older snapshot',
      'Changed, or something in it has',
      'Reaches others, or is reached, differently',
    ])
      expect(svg).toContain(words);
    // Each is marked in its own title, for whoever cannot see the marks.
    expect(svg).toMatch(
      /<title>gone \| vpc-gone [^<]*Removed: only in the older snapshot<\/title>/,
    );
    expect(svg).toMatch(/<title>peering \| pcx-[^<]*d-new[^<]*Added: [^<]*<\/title>/);
    // Whole, as each file says it of itself, however narrow the picture is.
    for (const file of [before, after])
      expect(svg.match(/<text[^<]*<\/text>/g)!.join('')).toContain(
        /"checksum":"(sha256:[0-9a-f]{64})"/.exec(readFileSync(file, 'utf8'))![1],
      );
    // By their own names: a picture is passed on, and where they lie on this machine is nobody's business.
    for (const words of ['Older: pair-before.json, of ', 'newer: pair-after.json, of '])
      expect(svg).toContain(words);
    expect(svg).not.toContain(folder.path);
    // Of a gap there is none here, so that its mark is not explained.
    expect(svg).not.toContain('Cannot tell');
  });

  it('is the same bytes again, and holds no markup of strangers', async () => {
    const [one, other] = [await drawn('one.svg'), await drawn('two.svg')];
    expect(one.svg).toBe(other.svg);
    expect(one.svg).not.toContain('<script');
    expect(one.svg).not.toContain('\u202E');
  });

  it('may not be the file of the text', async () => {
    const path = join(folder.path, 'both.svg');
    const { code, err } = await diff(before, after, '-o', path, '--picture', path);
    expect([code, err.includes('Give each its own')]).toEqual([2, true]);
  });
});
