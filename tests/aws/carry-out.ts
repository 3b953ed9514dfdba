/** A plan's script beside an endpoint that plays AWS: run by the real AWS CLI, with the network read back by the collector. */
import { makePlan, type PlanInput } from '#app/plan/make.ts';
import type { Plan } from '#app/plan/plan.ts';
import { createRouting } from '#app/routing/create.ts';
import type { Routing } from '#app/routing/routing.ts';
import { buildTopology } from '#app/topology/build.ts';
import type { Page } from '#app/snapshot/page.ts';
import type { World } from '#app/world/world.ts';
import awsCliWriter from '#app/writers/aws-cli.ts';
import { collect } from '#main/collect/collect.ts';
import { awsCli, bash, type Ran } from '#tests/kit/aws-cli.ts';
import { scratch } from '#tests/kit/scratch.ts';
import { type AwsFiles, keysOf } from '#tests/main/collect/aws-files.ts';
import { type Endpoint, startEndpoint } from './endpoint.ts';

export interface CarriedOut {
  readonly plan: Plan;
  readonly endpoint: Endpoint;
  /** As the collector read it before the first step. */
  readonly before: Routing;
  /** Runs the script with `--apply --yes`, whatever comes of it. */
  readonly run: (...options: string[]) => Promise<Ran>;
  /** What the collector reads now, as pages or as a network. */
  readonly pages: () => Promise<readonly Page[]>;
  readonly now: () => Promise<Routing>;
  /** Calls since the last time that changed something. */
  readonly writes: () => string[];
}

/** `profiles`: names of profiles by account; the caller closes the endpoint. */
export async function carryOut(
  world: World,
  input: Omit<PlanInput, 'routing'>,
  files: AwsFiles,
  profiles: Readonly<Record<string, string>>,
): Promise<CarriedOut> {
  const { folder, write } = scratch();
  files.credentials(
    Object.entries(profiles)
      .map(([account, profile]) => keysOf(profile, account))
      .join(''),
  );
  const endpoint = await startEndpoint({ pages: world.pages().map(withArns) });
  const pages = async (): Promise<readonly Page[]> => {
    const profilesOf = { profiles: Object.values(profiles), endpoint: endpoint.url };
    return (await collect(profilesOf, {}, new AbortController().signal)).pages;
  };
  const now = async (): Promise<Routing> => createRouting(buildTopology(await pages()));
  const before = await now();
  const { plan } = makePlan({ routing: before, ...input });
  const env = await awsCli(folder, endpoint.url, Object.keys(profiles));
  const script = write(
    'plan.sh',
    awsCliWriter.write({
      plan,
      topology: before.topology,
      version: '0.0.0',
      source: { title: 'world', taken: '', checksum: '0' },
      look: {},
    }),
  );
  let seen = endpoint.requests.length;
  return {
    plan,
    endpoint,
    before,
    pages,
    now,
    run: (...options) => bash([script, '--apply', '--yes', ...options], env),
    writes() {
      const made = endpoint.requests.slice(seen).map((r) => r.operation);
      seen = endpoint.requests.length;
      return made.filter((name) => !/^\/?(describe|get|search|list)/i.test(name));
    },
  };
}

/** A gateway as AWS shows it has an ARN, by which it is shared. */
const withArns = (page: Page): Page =>
  page.operation === 'DescribeTransitGateways' && page.answer
    ? {
        ...page,
        answer: {
          ...page.answer,
          TransitGateways: (page.answer.TransitGateways as { TransitGatewayId: string }[]).map(
            (gateway) => ({
              ...gateway,
              TransitGatewayArn: `arn:aws:ec2:${page.region}:${page.account}:transit-gateway/${gateway.TransitGatewayId}`,
            }),
          ),
        },
      }
    : page;
