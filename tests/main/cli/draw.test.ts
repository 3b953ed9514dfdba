/** `draw` and `demo`: what lands on disk, whole or not at all. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildTopology } from '#app/topology/build.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { formats } from '#main/print/formats.ts';
import { peerless, scratch } from '#tests/kit/terminal.ts';

const lowest = buildTopology(sampleEstate().pages())
  .all('vpc')
  .find((vpc) => vpc.name === 'eu-storefront')!.id;
const folder = scratch();
const at = (...parts: string[]) => join(folder.path, ...parts);

describe('draw', () => {
  it.each(formats.map((f) => f.id))(
    '%s, whatever it is called, writes what stdout would show',
    async (id) => {
      const target = at(`drawn-${id}`);
      const { code, out } = await peerless(['draw', '--demo', '--as', id, '-o', target]);
      expect({ code, out }).toEqual({ code: 0, out: '' });
      const shown = await peerless(['draw', '--demo', '--as', id, '-o', '-']);
      if (shown.code === 0) expect(readFileSync(target, 'utf8')).toBe(shown.out);
      else if (shown.err.includes('is not text')) {
        expect(readFileSync(target)[0]).toBeGreaterThan(0);
        expect(shown.err).toContain('name a file');
      } else {
        // Several files cannot share stdout; they went into a folder.
        expect(shown.err).toContain('name a folder');
        expect(readdirSync(target).length).toBeGreaterThan(1);
      }
    },
  );

  it('puts a single file into a folder that exists', async () => {
    mkdirSync(at('pictures'));
    await peerless(['draw', '--demo', '--as', 'svg', '-o', at('pictures')]);
    expect(readdirSync(at('pictures'))).toEqual(['peerless.svg']);
  });

  it('says so where there is nothing in the picture', async () => {
    const source = folder.write('empty.json', '{"Vpcs": []}');
    const to = at('empty.svg');
    const { code, err } = await peerless(['draw', source, '--as', 'svg', '-o', to]);
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringContaining(
        'there is nothing in the picture: this source holds no VPC and no transit gateway.',
      ) as unknown,
    });
  });

  it('names the files by what sha256sum says of them', async () => {
    // `printf '{"Vpcs":[{"VpcId":"vpc-1","OwnerId":"111111111111"}]}' | sha256sum`
    const text = '{"Vpcs":[{"VpcId":"vpc-1","OwnerId":"111111111111"}]}';
    mkdirSync(at('answers'));
    const source = folder.write('answers/vpcs.json', text);
    const { out } = await peerless(['draw', dirname(source), '--as', 'mermaid', '-o', '-']);
    expect(out).toContain(
      'sha256:168eb9a5f49e1c7b04b72219b354c8af366db4e59840219aa92c352ea9d16089',
    );
  });

  it('several files never replace a file', async () => {
    const file = folder.write('taken', 'mine');
    const { code, err } = await peerless(['draw', '--demo', '--as', 'csv', '-o', file]);
    expect(code).toBe(2);
    expect(err).toContain('need a folder');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('leaves nothing behind where it cannot write', async () => {
    const { code, err } = await peerless([
      'draw',
      '--demo',
      '--as',
      'svg',
      '-o',
      at('no', 'such', 'x.svg'),
    ]);
    expect(code).toBe(2);
    expect(err).toContain('its folder does not exist');
    expect(existsSync(at('no'))).toBe(false);
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('--focus takes an id or a name and leaves the rest out', async () => {
    const whole = await peerless(['draw', '--demo', '--as', 'mermaid', '-o', '-']);
    const part = await peerless([
      'draw',
      '--demo',
      '--as',
      'mermaid',
      '-o',
      '-',
      '--focus',
      'reporting',
      '--depth',
      '1',
    ]);
    expect(part.code).toBe(0);
    expect(part.out).toContain('reporting');
    expect(part.out.length).toBeLessThan(whole.out.length / 2);
  });

  const drawn = async (...argv: string[]) => {
    const draw = ['draw', '--demo', '--as', 'mermaid', '-o', '-', ...argv];
    const { code, out, err } = await peerless(draw);
    expect(code).toBe(0);
    const found = (pattern: RegExp) => [...out.matchAll(pattern)].map((m) => m[1] ?? '');
    return {
      err,
      out,
      vpcs: found(/^ +n\d+\["(\S+) [\d.]+\//gm),
      regions: found(/^ +subgraph n\d+\["([a-z]+-[a-z]+-\d)/gm),
    };
  };

  it('--region and --meshes together leave the meshes of that Region, and tell of the rest', async () => {
    const { vpcs, regions, err } = await drawn('--region', 'us-east-1', '--meshes');
    expect(vpcs).toContain('payments-fraud');
    expect(vpcs).not.toContain('payments-vault-west');
    expect(vpcs.every((name) => /^(payments|dev)-/.test(name))).toBe(true);
    expect(new Set(regions)).toEqual(new Set(['us-east-1']));
    expect(err).toMatch(/left out: .*VPCs.* outside us-east-1\n/);
    expect(err).toMatch(/left out: .* in no mesh\n/);
    expect(err).toMatch(/left out: \d+ links? to the rest of the network\n/);
  });

  it.each(['csv', 'markdown'])('%s tells of the whole network, and says so', async (id) => {
    const [whole, part] = [at(`whole-${id}`), at(`part-${id}`)];
    await peerless(['draw', '--demo', '--as', id, '-o', whole]);
    const { err } = await peerless([
      ...['draw', '--demo', '--as', id, '-o', part],
      ...['--account', '444455556666'],
    ]);
    expect(err).not.toContain('left out');
    expect(err).toContain(`peerless: ${id} tells of the whole network;`);
    const files = id === 'csv' ? readdirSync(whole) : [''];
    for (const file of files)
      expect(readFileSync(join(part, file), 'utf8')).toBe(readFileSync(join(whole, file), 'utf8'));
  });

  it('--findings is refused where nothing would be marked', async () => {
    const { code, err } = await peerless([
      ...['draw', '--demo', '--as', 'mermaid', '-o', '-', '--findings'],
    ]);
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('--findings marks nothing in a Mermaid flowchart.'),
    ]);
  });

  it('--segment takes the name of a table, --hide a name of anything drawn', async () => {
    const table = await drawn('--segment', 'core-east-prod');
    expect(table.vpcs.length).toBeGreaterThan(0);
    const [first = ''] = table.vpcs;
    const rest = await drawn('--segment', 'core-east-prod', '--hide', first);
    expect(rest.vpcs).toEqual(table.vpcs.slice(1));
    expect(rest.err).toContain('left out: 1 VPC hidden\n');
  });

  it('--finding takes a fingerprint as lint writes it', async () => {
    const { out } = await peerless(['lint', '--demo', '--format', 'json']);
    const { findings } = JSON.parse(out) as {
      findings: { rule: string; fingerprint: string; data: { members: string[] } }[];
    };
    const mesh = findings.find((f) => f.rule === 'peering-mesh')!;
    const { vpcs } = await drawn('--finding', mesh.fingerprint);
    expect(vpcs).toHaveLength(mesh.data.members.length);
  });

  // tools-runners is peered with tools-hub, tools-hub with tools-artifacts, and a peering hands nothing on:
  // https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations
  it('--from and --to leave the way of a flow and both its ends, and say how it goes', async () => {
    const { vpcs, err, out } = await drawn('--from', 'tools-runners', '--to', 'tools-artifacts');
    expect(vpcs.toSorted()).toEqual(['tools-artifacts', 'tools-hub', 'tools-runners']);
    expect(err).toMatch(/^peerless: not-transitive: pcx-/m);
    expect(out).toContain('"tools-runners to tools-artifacts: not-transitive"');
    expect(err).toMatch(/left out: .*VPCs.* not on the path\n/);
    const near = await drawn('--from', 'tools-runners', '--to', 'tools-hub', '--port', '443');
    expect(near.vpcs.toSorted()).toEqual(['tools-hub', 'tools-runners']);
  });

  it.each([
    [['--from', 'tools-hub'], 'a flow has two ends; name both'],
    [['--port', '443'], 'a flow has two ends; name both'],
    [['--from', 'tools-hub', '--to', 'reportign'], 'Did you mean'],
    [['--account', '999'], 'no account "999". It has 1'],
    [['--region', 'us-west-9'], 'Did you mean "us-west-2"?'],
    [['--segment', 'zork'], 'core-east-prod (tgw-rtb-'],
    [['--tag', 'Environment=x'], 'Its values are'],
    [['--finding', 'zz'], 'no finding "zz"'],
    [['--hide', 'reportign'], 'Did you mean "reporting"?'],
    [['--focus', 'reportign'], 'Did you mean "reporting"?'],
    [['--depth', '2'], 'name a resource with --focus'],
    [['--scale', '2'], '--scale is for --as png'],
    [['--paper', 'a3'], '--paper is for --as pdf'],
  ])('%j exits 2', async (argv, words) => {
    const { code, err } = await peerless(['draw', '--demo', '--as', 'svg', '-o', '-', ...argv]);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });
});

describe('demo', () => {
  it('writes a snapshot every other command takes, and says where', async () => {
    const { code, out, err } = await peerless(['demo'], { cwd: folder.path });
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toContain('wrote peerless-demo.json');
    const fromFile = await peerless(['lint', 'peerless-demo.json', '--format', 'json'], {
      cwd: folder.path,
    });
    const builtIn = await peerless(['lint', '--demo', '--format', 'json']);
    expect(fromFile.out).toBe(builtIn.out);
  });

  it('gives the same bytes on stdout', async () => {
    const { out } = await peerless(['demo', '-o', '-']);
    expect(out).toBe(readFileSync(at('peerless-demo.json'), 'utf8'));
  });
  it('is packed where the name says so', async () => {
    await peerless(['demo', '-o', at('packed.json.gz')]);
    const packed = gunzipSync(readFileSync(at('packed.json.gz'))).toString('utf8');
    expect(packed).toBe((await peerless(['demo', '-o', '-'])).out);
  });
});

describe('draw --view', () => {
  const places = { schema: 'peerless-view/1', views: [], places: {}, now: {} };
  const drawn = async (...argv: string[]) => {
    const { code, out, err } = await peerless([
      'draw',
      '--demo',
      '--as',
      'json',
      '-o',
      '-',
      ...argv,
    ]);
    return { code, out, err };
  };
  const svg = async (...argv: string[]) =>
    (await peerless(['draw', '--demo', '--as', 'svg', '-o', '-', ...argv])).out;

  it('draws what the window showed last, and a named view, the same bytes every time', async () => {
    const file = folder.write(
      'estate.view.json',
      JSON.stringify({
        ...places,
        now: { collapsed: ['account/111122223333'] },
        views: [{ name: 'West', view: { regions: ['us-west-2'] } }],
      }),
    );
    const last = await svg('--view', file);
    expect(last).toBe(await svg('--view', file));
    expect(last).not.toContain('payments-vault');
    expect(last).toContain('Account 111122223333');
    expect(last).toBe(await svg('--view', file, '--collapse', '111122223333'));
    const west = await svg('--view', file, '--view-name', 'West');
    expect(west).toContain('core-west');
    expect(west).not.toContain('payments-fraud');
  });

  it('takes over where everything stood, and what was moved', async () => {
    const file = folder.write(
      'moved.view.json',
      JSON.stringify({ ...places, now: { moved: { [lowest]: { x: 300, y: 2600 } } } }),
    );
    const [plain, moved] = [await svg(), await svg('--view', file)];
    const corner = (text: string) => /height="([\d.]+)"/.exec(text)?.[1];
    expect(Number(corner(moved))).toBeGreaterThan(Number(corner(plain)));
    // Nothing of the file is used unless it is asked for.
    expect(plain).toBe(await svg());
  });

  it.each([
    [['--view', 'no-such.view.json'], /--view: there is no file no-such\.view\.json/],
    [['--view-name', 'West'], /give the file with --view/],
    [['--collapse', 'nowhere'], /"account\/nowhere" is no account, Region or route table frame/],
  ])('%j is refused with the way out', async (argv, words) => {
    const { code, err } = await drawn(...argv);
    expect(code).toBe(2);
    expect(err).toMatch(words);
  });

  it('names the views there are, where the one asked for is not', async () => {
    const file = folder.write(
      'named.view.json',
      JSON.stringify({ ...places, views: [{ name: 'West\u202e', view: {} }] }),
    );
    const { code, err } = await drawn('--view', file, '--view-name', 'East');
    expect(code).toBe(2);
    expect(err).toContain('has no view "East"; there is West\ufffd');
    const torn = folder.write('torn.view.json', '{');
    expect((await drawn('--view', torn)).err).toContain('is broken: it is no JSON');
  });
});
