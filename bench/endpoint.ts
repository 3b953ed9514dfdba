/** The test endpoint in a process of its own, as AWS would be; it says over IPC where it listens and what it was asked. */
import { startEndpoint, type Request } from '#tests/aws/endpoint.ts';
import { benchEstate } from './estate.ts';
import { accountsOf, fleet, latencyOf, ROLE } from './fleet.ts';

/** What the parent process asks for. */
export interface Asked {
  /** `org`: a fleet whose accounts are entered by a role from the first one. */
  readonly estate: 'vpcs' | 'fleet' | 'org';
  /** VPCs, or accounts. */
  readonly size: number;
  /** Milliseconds; without it, every Region has its own. */
  readonly latency?: number;
  readonly rate: { readonly burst: number; readonly refill: number };
}

/** What was asked and answered, by `account/region/operation`. */
export type Answered = readonly (readonly [place: string, count: number])[];

const { estate, size, latency, rate } = JSON.parse(process.argv[2] ?? '') as Asked;
const { pages, regions } =
  estate === 'vpcs' ? { pages: benchEstate(size).pages(), regions: {} } : fleet(size);
const accounts = accountsOf(size);
const organization = {
  management: accounts[0]!,
  role: ROLE,
  accounts: accounts.map((id) => ({ id, name: `account-${id}` })),
};
const endpoint = await startEndpoint({
  pages,
  regions,
  rate,
  ...(estate === 'org' && { organization }),
});
endpoint.faults.slow(latency ?? latencyOf);

const answered = new Map<string, number>();
let refused = 0;
/** The log of half a million requests would fill the memory of the machine that is measured. */
function fold(): void {
  for (const { account, region, operation, status } of (endpoint.requests as Request[]).splice(0)) {
    if (status !== 200) refused++;
    const key = `${account}/${region}/${operation}`;
    if (status === 200) answered.set(key, (answered.get(key) ?? 0) + 1);
  }
}
setInterval(fold, 1_000).unref();

process.on('message', () => {
  fold();
  process.send?.({ answered: [...answered], refused, cpu: process.cpuUsage() });
});
process.on('disconnect', () => process.exit());
process.send?.({ url: endpoint.url, env: endpoint.env('111122223333') });
