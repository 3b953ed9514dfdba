/**
 * An estate at the endpoint with a plan for it: carried out by the SDK or by the script, read back by the collector,
 * and laid beside what was simulated and what was written down by hand.
 */
import { spawn } from 'node:child_process';
import { expect, onTestFinished } from 'vitest';
import type { Phase, Plan } from '#app/plan/plan.ts';
import { createRouting } from '#app/routing/create.ts';
import type { Routing } from '#app/routing/routing.ts';
import { buildTopology } from '#app/topology/build.ts';
import { GLOBAL } from '#app/snapshot/page.ts';
import awsCliWriter from '#app/writers/aws-cli.ts';
import { collect } from '#main/collect/collect.ts';
import { deliveriesOf } from '#tests/app/plan/deliveries.ts';
import { awsCli, type Ran } from '#tests/kit/aws-cli.ts';
import { scratch } from '#tests/kit/scratch.ts';
import { awsFiles, keysOf } from '#tests/main/collect/aws-files.ts';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { PlanDriver } from './plan-driver.ts';
import { planOf, type Scenario } from './plan-scenario.ts';
import { matrixOf, reachOf, shapeOf } from './plan-shape.ts';

const pairs = (text: string): string[] => text.split(' ').sort();

export class PlanEstate {
  readonly plan: Plan;
  readonly before: Routing;
  readonly after: Routing;
  readonly endpoint: Endpoint;
  readonly #scenario: Scenario;
  readonly #accounts: readonly string[];
  readonly #subnets: readonly string[];
  #seen = 0;

  private constructor(
    scenario: Scenario,
    planned: ReturnType<typeof planOf>,
    endpoint: Endpoint,
    accounts: readonly string[],
  ) {
    this.#scenario = scenario;
    this.plan = planned.plan;
    this.before = planned.before;
    this.after = planned.after;
    this.endpoint = endpoint;
    this.#accounts = accounts;
    this.#subnets = this.before.topology.all('subnet').map((s) => s.id);
  }

  /** To be called inside a test: what it starts ends with it. */
  static async start(scenario: Scenario): Promise<PlanEstate> {
    const planned = planOf(scenario);
    const accounts = [...new Set(planned.pages.map((p) => p.account))];
    const files = awsFiles();
    files.credentials(accounts.map((id) => keysOf(`p${id}`, id)).join(''));
    // An account may use each of these Regions, whether it has something there or not.
    const all = [...new Set(planned.pages.map((p) => p.region))].filter((r) => r !== GLOBAL);
    const regions = Object.fromEntries(accounts.map((id) => [id, all]));
    const endpoint = await startEndpoint({ pages: planned.pages, regions });
    onTestFinished(async () => {
      await endpoint.close();
      files.remove();
    });
    return new PlanEstate(scenario, planned, endpoint, accounts);
  }

  /** Between the subnets of today. */
  #reach(routing: Routing): string {
    return reachOf(routing, this.#subnets, this.#scenario.names);
  }

  /** What the scenario says of the plan itself, and of the simulation. */
  expectPlanned(): void {
    const { before, wanted, tries } = this.#scenario;
    expect(this.#reach(this.before)).toBe(pairs(before).join(' '));
    expect(this.#reach(this.after)).toBe(pairs(wanted).join(' '));
    expect(this.plan.proof).toMatchObject({ lost: 0, gained: 0 });
    expect(this.plan.warnings.filter((w) => w.stops)).toEqual([]);
    const sorts = new Set(this.plan.steps.flatMap((s) => s.changes.map((c) => c.do)));
    expect(tries.filter((t) => !sorts.has(t))).toEqual([]);
  }

  /** What the collector reads now. */
  async now(): Promise<Routing> {
    const profiles = this.#accounts.map((id) => `p${id}`);
    const { pages } = await collect(
      { profiles, endpoint: this.endpoint.url },
      {},
      new AbortController().signal,
    );
    return createRouting(buildTopology(pages));
  }

  /** Calls since the last time that changed something. */
  writes(): string[] {
    const made = this.endpoint.requests.slice(this.#seen);
    this.#seen = this.endpoint.requests.length;
    return made.map((r) => r.operation).filter(isWrite);
  }

  /** Pairs that reach each other now, read back: `a>b b>a`. */
  async reach(): Promise<string> {
    return this.#reach(await this.now());
  }

  /** The network read back is the one simulated, down to its routes, and reaches whom it should. */
  async expectDone(): Promise<void> {
    const { names, wanted } = this.#scenario;
    const done = await this.now();
    expect(this.#reach(done)).toBe(pairs(wanted).join(' '));
    expect(deliveriesOf(done, this.#subnets)).toEqual(deliveriesOf(this.after, this.#subnets));
    expect(matrixOf(done, names)).toEqual(matrixOf(this.after, names));
    expect(shapeOf(done)).toEqual(shapeOf(this.after));
    expect([...this.endpoint.unknownFields]).toEqual([]);
  }

  /** Carries the plan out by the SDK; after every step nobody has lost a pair that stays, or won one not asked for. */
  async drive(): Promise<void> {
    const { before, wanted } = this.#scenario;
    const [first, last] = [pairs(before), pairs(wanted)];
    const driver = new PlanDriver(this.plan, this.before.topology, this.endpoint.url);
    onTestFinished(() => driver.close());
    for (const [i, step] of this.plan.steps.entries()) {
      for (const change of step.changes) await driver.carryOut(change);
      // What carries nothing, not yet or no more, is looked at when all of it is made, or gone.
      const quiet = step.phase === 'build' || step.phase === 'remove';
      if (quiet && this.plan.steps[i + 1]?.phase === step.phase) continue;
      const now = (await this.reach()).split(' ');
      const lost = first.filter((pair) => last.includes(pair) && !now.includes(pair));
      const won = now.filter((pair) => !first.includes(pair) && !last.includes(pair));
      expect({ step: step.id, lost, won }).toEqual({ step: step.id, lost: [], won: [] });
    }
  }

  /** The script of the plan, with the real AWS CLI. */
  async script(): Promise<Script> {
    const { folder, write } = scratch();
    const env = await awsCli(folder, this.endpoint.url, this.#accounts);
    const text = awsCliWriter.write({
      plan: this.plan,
      topology: this.before.topology,
      version: '0.0.0',
      source: { title: 'world', taken: '', checksum: '0' },
      look: {},
    });
    return new Script(write('plan.sh', text), env, this.endpoint, this.plan.steps[0]!.id);
  }
}

const isWrite = (name: string): boolean => !/^(Describe|Get|Search|List|\/get)/.test(name);

export class Script {
  readonly #file: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #endpoint: Endpoint;
  readonly #first: string;

  constructor(
    file: string,
    env: Readonly<Record<string, string>>,
    endpoint: Endpoint,
    first: string,
  ) {
    this.#first = first;
    this.#file = file;
    this.#env = env;
    this.#endpoint = endpoint;
  }

  /** Runs every phase, removing included: a run that is begun by name does not stop before that. */
  async all(): Promise<void> {
    const ran = await this.#run(['--from', this.#first]);
    expect(`${ran.status} ${ran.stderr}`).toBe('0 ');
  }

  /** Runs it as if nothing had been done yet; returns what it prints. */
  async anew(): Promise<string> {
    const ran = await this.#run([]);
    expect(`${ran.status} ${ran.stderr}`).toBe('0 ');
    return ran.stdout;
  }

  /** Runs one phase; fails the test where the script fails. */
  async phase(name: Phase): Promise<void> {
    const ran = await this.#run(['--phase', name]);
    expect(`${name}: ${ran.status} ${ran.stderr}`).toBe(`${name}: 0 `);
  }

  /** Runs it, and kills the shell the moment AWS is first asked for this. The call itself still comes through. */
  async killedAt(operation: string, ...options: string[]): Promise<void> {
    let asked = false;
    const ran = await this.#run(options, (kill) => {
      this.#endpoint.faults.onRequest = (name) => {
        if (name !== operation || asked) return;
        asked = true;
        kill();
      };
    });
    this.#endpoint.faults.onRequest = undefined;
    expect({ operation, asked, status: ran.status }).toEqual({
      operation,
      asked: true,
      status: -1,
    });
  }

  #run(options: readonly string[], started?: (kill: () => void) => void): Promise<Ran> {
    const child = spawn('bash', [this.#file, '--apply', '--yes', ...options], {
      env: { ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started?.(() => child.kill('SIGKILL'));
    const said = { out: '', err: '' };
    child.stdout.on('data', (text) => (said.out += String(text)));
    child.stderr.on('data', (text) => (said.err += String(text)));
    // The last call of a shell that was killed holds its pipes open until it is answered.
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) =>
        resolve({ status: code ?? -1, stdout: said.out, stderr: said.err }),
      );
    });
  }
}
