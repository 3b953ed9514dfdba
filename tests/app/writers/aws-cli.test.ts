/** The script of a plan as a shell reads it: it parses, names every change, runs nothing unasked, and acts on no name. */
import { existsSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Back, Change } from '#app/plan/changes.ts';
import type { Plan } from '#app/plan/plan.ts';
import { uniq } from '#app/base/order.ts';
import { World } from '#app/world/world.ts';
import awsCli from '#app/writers/aws-cli.ts';
import type { PlanRun } from '#app/writers/writer.ts';
import { awsCliMissing, bash, hasShellcheck, putAws } from '#tests/kit/aws-cli.ts';
import { LONG } from '#tests/kit/long.ts';
import { scratch } from '#tests/kit/scratch.ts';
import { HOSTILE, hostileRun, randomRun, runOf, sampleRun } from './plan-run.ts';

/** What a terminal obeys, or an eye is misled by. */
const TERMINAL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

const SEEDS = LONG ? [1, 2, 3, 5] : [1, 3];
/** Commands that take a change back. */
function backCommandsOf(change: Back): readonly string[] {
  switch (change.do) {
    case 'delete-gateway':
      return ['ec2 delete-transit-gateway '];
    case 'delete-table':
      return ['ec2 delete-transit-gateway-route-table '];
    case 'unshare-gateway':
      return ['ram delete-resource-share '];
    case 'delete-landing-table':
      return ['ec2 delete-route-table '];
    case 'delete-landing':
      return ['ec2 delete-subnet '];
    case 'disable-references':
      return ['ec2 modify-transit-gateway ', 'SecurityGroupReferencingSupport=disable'];
    case 'delete-attachment':
      return ['ec2 delete-transit-gateway-vpc-attachment '];
    case 'remove-landings':
      return ['ec2 modify-transit-gateway-vpc-attachment ', '--remove-subnet-ids '];
    case 'delete-link':
      return ['ec2 delete-transit-gateway-peering-attachment '];
    case 'delete-tgw-route':
    case 'delete-tgw-blackhole':
      return ['ec2 delete-transit-gateway-route ', change.cidr];
    case 'create-peering':
      return ['ec2 create-vpc-peering-connection ', change.requester, change.accepter];
    case 'restore-route':
      return ['ec2 replace-route ', change.table, change.destination];
    default:
      return commandsOf(change);
  }
}

const RUNS: readonly (readonly [string, () => PlanRun])[] = [
  ['the sample estate', sampleRun],
  ['names of strangers', hostileRun],
  ...SEEDS.flatMap((seed) =>
    (['exact', 'full-mesh'] as const).map(
      (mode) => [`random mesh ${seed}, ${mode}`, () => randomRun(seed, mode)] as const,
    ),
  ),
];

/** Calls of the AWS CLI that a change comes down to, and words that have to stand in them. */
function commandsOf(change: Change): readonly string[] {
  switch (change.do) {
    case 'create-gateway':
      return ['ec2 create-transit-gateway ', 'AutoAcceptSharedAttachments=disable'];
    case 'create-table':
      return ['ec2 create-transit-gateway-route-table ', change.table];
    case 'share-gateway':
      return ['ram create-resource-share ', ...change.accounts];
    case 'create-landing-table':
      return ['ec2 create-route-table ', change.vpc];
    case 'create-landing':
      return ['ec2 create-subnet ', change.landing.cidr];
    case 'enable-references':
      return ['ec2 modify-transit-gateway ', 'SecurityGroupReferencingSupport=enable'];
    case 'create-attachment':
      return ['ec2 create-transit-gateway-vpc-attachment ', change.attachment.vpc];
    case 'add-landings':
      return ['ec2 modify-transit-gateway-vpc-attachment ', change.attachment];
    case 'create-link':
      return ['ec2 create-transit-gateway-peering-attachment ', change.link.id];
    case 'associate':
      return ['ec2 associate-transit-gateway-route-table '];
    case 'disassociate':
      return ['ec2 disassociate-transit-gateway-route-table '];
    case 'propagate':
      return ['ec2 enable-transit-gateway-route-table-propagation '];
    case 'stop-propagating':
      return ['ec2 disable-transit-gateway-route-table-propagation '];
    case 'create-tgw-route':
      return ['ec2 create-transit-gateway-route ', change.cidr];
    case 'create-tgw-blackhole':
      return ['ec2 create-transit-gateway-route ', change.cidr, '--blackhole'];
    case 'create-route':
      return ['ec2 create-route ', change.table, change.destination];
    case 'replace-route':
      return ['ec2 replace-route ', change.table, change.destination];
    case 'delete-route':
      return ['ec2 delete-route ', change.table, change.destination];
    case 'delete-peering':
      return ['ec2 delete-vpc-peering-connection ', change.peering];
  }
}

interface Shell {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>> & { readonly PATH: string };
  readonly script: string;
  readonly run: (...options: string[]) => ReturnType<typeof bash>;
  readonly called: () => string;
  readonly marked: () => boolean;
}

/** A script beside an `aws` that writes down each call, then does as `behave` says. */
function shell(run: PlanRun, behave = 'exit 1', env: Record<string, string> = {}): Shell {
  const { folder, write } = scratch();
  const [log, mark] = [join(folder, 'calls'), join(folder, 'mark')];
  const bin = putAws(folder, `#!/usr/bin/env bash\nprintf '%s\\n' "$*" >> '${log}'\n${behave}\n`);
  const script = write('plan.sh', awsCli.write(run));
  const all = {
    PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
    HOME: '/nonexistent',
    MARK: mark,
    ...env,
  };
  return {
    folder,
    env: all,
    script,
    run: (...options) => bash([script, ...options], all),
    called: () => (existsSync(log) ? readFileSync(log, 'utf8') : ''),
    marked: () => existsSync(mark),
  };
}

const stepsIn = (stdout: string, { steps }: Plan): Map<string, string[]> => {
  const ids = new Set(steps.map((s) => s.id));
  const out = new Map<string, string[]>();
  let at: string[] = [];
  for (const line of stdout.split('\n')) {
    const [id = ''] = line.split(' ');
    if (ids.has(id)) out.set(id, (at = []));
    else at.push(line);
  }
  return out;
};

describe.skipIf(awsCliMissing === 'bash is not installed')(
  `the AWS CLI script${awsCliMissing === 'bash is not installed' ? ' (skipped: bash is not installed)' : ''}`,
  () => {
    it.each(RUNS)('of %s parses, and names every change in its step', async (_, make) => {
      const run = make();
      const { script, run: start, called, marked } = shell(run);
      expect(spawnSync('bash', ['-n', script], { encoding: 'utf8' })).toMatchObject({
        status: 0,
        stderr: '',
      });
      const { status, stdout, stderr } = await start();
      expect(`${status} ${stderr}`).toBe('0 ');
      const said = stepsIn(stdout, run.plan);
      expect([...said.keys()]).toEqual(run.plan.steps.map((s) => s.id));
      for (const step of run.plan.steps) {
        const lines = said.get(step.id)!;
        for (const change of step.changes) {
          const words = commandsOf(change);
          expect(
            lines.filter((line) => words.every((w) => line.includes(w))),
            `${step.id} ${change.do} ${words.join(' ')}`,
          ).not.toEqual([]);
        }
      }
      // And names what takes it back, the last step first.
      const back = await start('--rollback-to', 'start');
      expect(`${back.status} ${back.stderr}`).toBe('0 ');
      const undone = stepsIn(back.stdout.replaceAll('Taking back ', ''), run.plan);
      expect([...undone.keys()]).toEqual(
        run.plan.steps
          .filter((s) => s.rollback.length > 0)
          .map((s) => s.id)
          .reverse(),
      );
      for (const step of run.plan.steps) {
        for (const change of step.rollback) {
          const words = backCommandsOf(change);
          expect(
            undone.get(step.id)!.filter((line) => words.every((w) => line.includes(w))),
            `${step.id} ${change.do} ${words.join(' ')}`,
          ).not.toEqual([]);
        }
      }
      expect(back.stdout).not.toMatch(TERMINAL);
      // A dry run has nothing to do with AWS, and what is printed holds nothing that a terminal obeys.
      expect(called()).toBe('');
      expect(marked()).toBe(false);
      expect(stdout).not.toMatch(TERMINAL);
      expect(awsCli.write(make())).toBe(awsCli.write(run));
    });

    // What ShellCheck looks at is the same text again, with other ids.
    it.skipIf(!hasShellcheck).each(LONG ? RUNS : RUNS.slice(0, 3))(
      `of %s has nothing that ShellCheck warns of${hasShellcheck ? '' : ' (skipped: shellcheck is not installed)'}`,
      (_, make) => {
        const { script } = shell(make());
        const { status, stdout } = spawnSync('shellcheck', [script], { encoding: 'utf8' });
        expect(`${status} ${stdout}`).toBe('0 ');
      },
    );

    it('gives AWS each name as it is, to 256 characters, whatever stands in it', async () => {
      const run = hostileRun();
      const { run: start, folder } = shell(run);
      const { stdout } = await start();
      const lines = stdout.split('\n').filter((l) => / create-transit-gateway-vpc-att/.test(l));
      const printed = lines.map((line) => {
        const { stdout: words } = spawnSync(
          'bash',
          ['-c', `aws() { printf '%s\\0' "$@"; }\n${line}`],
          { encoding: 'utf8', cwd: folder },
        );
        const all = words.split('\0');
        const spec = JSON.parse(all[all.indexOf('--tag-specifications') + 1]!) as {
          Tags: { Key: string; Value: string }[];
        }[];
        return spec[0]!.Tags.find((tag) => tag.Key === 'Name')!.Value;
      });
      const wanted = run.plan.design.attachments.map((a) =>
        Array.from(a.name).slice(0, 256).join(''),
      );
      expect(printed.sort()).toEqual(wanted.sort());
      expect(
        printed.filter((name) => HOSTILE.some((h) => name.includes(h.slice(0, 200)))),
      ).toHaveLength(HOSTILE.length);
    });

    it('stays at one line a change', () => {
      const world = new World();
      const at = world.region();
      const vpcs = Array.from({ length: 12 }, (_, i) => at.vpc(`v${i}`, `10.${i}.0.0/16`));
      for (const vpc of vpcs) vpc.subnet(vpc.cidrs[0]!.replace('/16', '/24'), 'a');
      vpcs.forEach((a, i) => vpcs.slice(i + 1).forEach((b) => world.peerRouted(a, b)));
      const run = runOf(
        world,
        vpcs.map((v) => v.id),
      );
      const lines = awsCli.write(run).split('\n');
      const steps = lines.slice(lines.findIndex((l) => l.startsWith('if step ')));
      const most = run.plan.steps.map((s) => s.changes.length + s.rollback.length + 5);
      expect(steps.length).toBeLessThan(most.reduce((a, b) => a + b, 10));
    });

    it('does not begin without a terminal to ask on, nor with a step there is not', async () => {
      const { run, called } = shell(randomRun(1, 'exact'), `echo 111111111111`);
      expect(await run('--step', 'build-99')).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('there is no step build-99.') as string,
      });
      expect(await run('--phase', 'party')).toMatchObject({ status: 2 });
      expect(await run('--aply')).toMatchObject({ status: 2 });
      expect(called()).toBe('');
    });

    const mesh = (): PlanRun => {
      const world = new World();
      const at = world.region();
      const vpcs = ['a', 'b'].map((n, i) => {
        const vpc = at.vpc(n, `10.${i}.0.0/16`);
        vpc.subnet(`10.${i}.0.0/24`, 'a', n);
        return vpc;
      });
      world.peerRouted(vpcs[0]!, vpcs[1]!);
      return runOf(
        world,
        vpcs.map((v) => v.id),
      );
    };
    const changing =
      / (create|replace|delete|modify|associate|disassociate|enable|disable|accept)-/;

    it('asks before it changes, and refuses where nobody can answer', async () => {
      const { run, called } = shell(mesh(), 'case "$*" in *sts*) echo 111111111111 ;; esac');
      const { status, stderr } = await run('--apply');
      expect(status).toBe(1);
      expect(stderr).toMatch(/no terminal to ask on. Add --yes/);
      expect(called()).not.toMatch(changing);
    });

    it('does nothing with credentials of another account, or with none', async () => {
      const other = shell(mesh(), 'echo 999999999999');
      expect((await other.run('--apply', '--yes')).stderr).toMatch(
        /leads to account 999999999999, not to 111111111111/,
      );
      expect(other.called()).not.toMatch(changing);
      const none = shell(mesh(), 'echo expired >&2; exit 255');
      expect((await none.run('--apply', '--yes')).stderr).toMatch(
        /no credentials for account 111111111111. Set PROFILE_111111111111/,
      );
    });

    /** Answers as AWS does where all that the plan makes is there, each thing under an id of its own. */
    const allBuilt = ({ plan }: PlanRun): string => {
      const ids = uniq(
        plan.steps
          .flatMap((s) => s.changes)
          .flatMap((c) => {
            switch (c.do) {
              case 'create-gateway':
                return c.gateway.id;
              case 'create-table':
              case 'create-landing-table':
                return c.table;
              case 'create-landing':
                return c.landing.subnet;
              case 'create-attachment':
                return c.attachment.id;
              default:
                return [];
            }
          }),
      );
      const made = (id: string): string => id.replace('planned-', 'made-');
      return `case "$*" in
          *sts*) echo 111111111111; exit ;;
          *tag:peerless:design*) printf '%s\\n' ${ids.map((id) => `'${made(id)} ${id}'`).join(' ')}; exit ;;
          *-associations*|*-propagations*) echo ${ids.map(made).join(' ')}; exit ;;
        esac`;
    };

    it('says which step failed, how to go on and how to take it back', async () => {
      const run = mesh();
      const step = run.plan.steps.find((s) => s.phase === 'cut-over')!;
      const { run: start, script } = shell(
        run,
        `${allBuilt(run)}
        case "$*" in
          *describe-route-tables*) echo pcx-a-b ;;
          *replace-route*) echo 'UnauthorizedOperation' >&2; exit 254 ;;
        esac`,
      );
      const { status, stderr } = await start('--apply', '--yes', '--step', step.id);
      expect(status).toBe(254);
      expect(stderr).toContain(`Step ${step.id} did not finish.`);
      expect(stderr).toContain(`bash ${script} --apply --from ${step.id}`);
      expect(stderr).toContain(`bash ${script} --rollback ${step.id} --apply`);
    });

    it('stops where a route leads somewhere the plan did not see, or to what is not made yet', async () => {
      const run = mesh();
      const step = run.plan.steps.find((s) => s.phase === 'cut-over')!;
      const drifted = shell(
        run,
        `${allBuilt(run)}\ncase "$*" in *describe-route-tables*) echo nat-0123 ;; esac`,
      );
      expect((await drifted.run('--apply', '--yes', '--step', step.id)).stderr).toMatch(
        /leads to nat-0123, which the plan did not see/,
      );
      expect(drifted.called()).not.toMatch(changing);
      const early = shell(run, 'case "$*" in *sts*) echo 111111111111 ;; esac');
      expect((await early.run('--apply', '--yes', '--step', step.id)).stderr).toMatch(
        /ATTACHMENT_VPC_A is not made yet. Run the build steps first/,
      );
      expect(early.called()).not.toMatch(changing);
    });

    it('does not send anything over a gateway of which a part is missing', async () => {
      const run = mesh();
      const step = run.plan.steps.find((s) => s.phase === 'cut-over')!;
      const incomplete = shell(
        run,
        `case "$*" in *-propagations*) echo None; exit ;; esac\n${allBuilt(run)}\necho pcx-a-b`,
      );
      const { status, stderr } = await incomplete.run('--apply', '--yes', '--step', step.id);
      expect(status).toBe(1);
      expect(stderr).toMatch(/the build is not complete: made-\S+ does not propagate into made-/);
      expect(stderr).toMatch(/bash \S+ --apply --phase build/);
      expect(incomplete.called()).not.toMatch(changing);
    });

    it('does not take down what a route still leads to', async () => {
      const run = mesh();
      const leads = shell(
        run,
        `${allBuilt(run)}\ncase "$*" in *describe-route-tables*) printf 'rtb-1\\t%s\\t10.1.0.0/16\\n' '${run.plan.design.members[0]!}' ;; esac`,
      );
      const first = run.plan.steps[0]!.id;
      const { status, stderr } = await leads.run('--apply', '--yes', '--rollback', first);
      expect(status).toBe(1);
      expect(stderr).toMatch(/rtb-1 still sends 10\.1\.0\.0\/16 to made-tgw-us-east-1/);
      expect(leads.called()).not.toMatch(changing);
    });

    it.skipIf(awsCliMissing !== undefined)(
      `asks before each pair where it is to pause, and stops when told to${awsCliMissing ? ` (skipped: ${awsCliMissing})` : ''}`,
      () => {
        const world = new World();
        const at = world.region();
        const vpcs = ['a', 'b', 'c'].map((n, i) => {
          const vpc = at.vpc(n, `10.${i}.0.0/16`);
          vpc.subnet(`10.${i}.0.0/24`, 'a', n);
          return vpc;
        });
        vpcs.forEach((a, i) => vpcs.slice(i + 1).forEach((b) => world.peerRouted(a, b)));
        const run = runOf(
          world,
          vpcs.map((v) => v.id),
        );
        const cut = run.plan.steps.filter((s) => s.phase === 'cut-over').map((s) => s.id);
        expect(cut).toHaveLength(3);
        const { script, env } = shell(run, `${allBuilt(run)}\necho made-tgw-us-east-1`);
        const { status, stdout } = spawnSync(
          'python3',
          [
            '-c',
            'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))',
            // Where a shim starts Python, the path has something before our `aws`.
            ...[
              'env',
              `PATH=${env.PATH}`,
              'bash',
              script,
              '--apply',
              '--pause',
              '--phase',
              'cut-over',
            ],
          ],
          { encoding: 'utf8', input: 'yes\nyes\nno\n', env },
        );
        expect(stdout).toContain('Begin the phase cut-over?');
        expect(stdout).toContain(`Go on with ${cut[1]!}, `);
        expect(stdout).toContain(`Go on with ${cut[2]!}, `);
        expect(stdout).toContain('Stopped as asked.');
        expect(stdout).not.toContain(`${cut[2]!}  `);
        expect(status).toBe(3);
      },
    );

    it('takes options that contradict each other for a mistake', async () => {
      const { run, called } = shell(mesh());
      for (const options of [
        ['--rollback', 'build-1', '--rollback-to', 'start'],
        ['--rollback-to', 'start', '--phase', 'build'],
        ['--rollback-to', 'nowhere'],
        ['--rollback', 'start'],
        ['--pause', '--yes'],
      ]) {
        expect({ options, ...(await run(...options)) }).toMatchObject({ options, status: 2 });
      }
      expect(called()).toBe('');
    });

    it('prints a step backwards for a rollback, and what the plan has made for a shell', async () => {
      const run = mesh();
      const step = run.plan.steps.find((s) => s.phase === 'cut-over')!;
      const { run: start, called } = shell(run);
      const { stdout } = await start('--rollback', step.id);
      const lines = stdout.split('\n').filter((l) => l.includes(' replace-route '));
      expect(lines).toHaveLength(2);
      for (const line of lines) expect(line).toContain('--vpc-peering-connection-id pcx-a-b');
      expect(called()).toBe('');
      const made = shell(
        run,
        `case "$*" in
          *sts*) echo 111111111111 ;;
          *describe-transit-gateways*) printf 'tgw-0123\\tplanned-tgw-us-east-1\\n' ;;
        esac`,
      );
      expect((await made.run('--variables')).stdout).toBe('TGW_US_EAST_1=tgw-0123\n');
    });
  },
);
