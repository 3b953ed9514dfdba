/** The endpoint refuses what AWS refuses, so that a collector that gets by here is one that speaks properly. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { keyOf } from './query.ts';

const A = '111111111111';
let endpoint: Endpoint;

beforeEach(async () => {
  const world = new World();
  const at = world.region('us-east-1', A);
  const vpcs = Array.from({ length: 8 }, (_, i) => at.vpc(`v${i}`, `10.${i}.0.0/16`));
  const tgw = at.tgw('hub');
  const table = tgw.table('all');
  const subnet = vpcs[0]!.subnet('s', '10.0.0.0/24');
  const attached = tgw.attach(vpcs[0]!, [subnet]);
  table.associate(attached);
  table.propagate(attached);
  table.blackhole('10.9.0.0/16');
  endpoint = await startEndpoint({ pages: world.pages() });
});
afterEach(() => endpoint.close());

const signed = (account: string, region = 'us-east-1', service = 'ec2') =>
  `AWS4-HMAC-SHA256 Credential=${keyOf(account)}/20260105/${region}/${service}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;

async function ask(
  action: string,
  params: Record<string, string> = {},
  authorization: string | undefined = signed(A),
) {
  const response = await fetch(endpoint.url, {
    method: 'POST',
    body: new URLSearchParams({ Action: action, Version: '2016-11-15', ...params }),
    headers: authorization ? { authorization } : {},
  });
  const body = await response.text();
  return { status: response.status, code: /<Code>(.*?)<\/Code>/.exec(body)?.[1], body };
}

const tokenIn = (body: string) => /<nextToken>(.*?)<\/nextToken>/.exec(body)?.[1];

it('answers in the names of the EC2 API reference', async () => {
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html, Examples
  const { body } = await ask('DescribeVpcs');
  expect(body).toMatch(
    /^<\?xml version="1.0" encoding="UTF-8"\?>\n<DescribeVpcsResponse xmlns="http:\/\/ec2.amazonaws.com\/doc\/2016-11-15\/"><requestId>/,
  );
  expect(body).toMatch(
    /<vpcSet><item>.*<vpcId>vpc-v0<\/vpcId>.*<cidrBlock>10.0.0.0\/16<\/cidrBlock>.*<\/item><\/vpcSet>/s,
  );
  expect(body).toContain('<tagSet><item><key>Name</key><value>v0</value></item></tagSet>');
});

it('asks for a signature, of an account it knows, for a Region that is enabled', async () => {
  expect(await ask('DescribeVpcs', {}, '')).toMatchObject({ status: 401, code: 'AuthFailure' });
  expect(await ask('DescribeVpcs', {}, 'Bearer x')).toMatchObject({
    status: 401,
    code: 'AuthFailure',
  });
  expect(await ask('DescribeVpcs', {}, signed('999999999999'))).toMatchObject({
    status: 401,
    code: 'AuthFailure',
  });
  expect(await ask('DescribeVpcs', {}, signed(A, 'me-south-1'))).toMatchObject({
    status: 401,
    code: 'AuthFailure',
  });
});

it('pages by MaxResults and NextToken, and everything at once without them', async () => {
  const vpcsIn = (body: string) => [...body.matchAll(/<vpcId>(.*?)<\/vpcId>/g)].map((m) => m[1]);
  const whole = await ask('DescribeVpcs');
  expect(vpcsIn(whole.body)).toHaveLength(8);
  expect(tokenIn(whole.body)).toBeUndefined();
  const first = await ask('DescribeVpcs', { MaxResults: '5' });
  const NextToken = tokenIn(first.body)!;
  const second = await ask('DescribeVpcs', { MaxResults: '5', NextToken });
  expect(tokenIn(second.body)).toBeUndefined();
  expect([...vpcsIn(first.body), ...vpcsIn(second.body)]).toEqual(vpcsIn(whole.body));
  expect(await ask('DescribeSubnets', { MaxResults: '5', NextToken })).toMatchObject({
    code: 'InvalidPaginationToken',
  });
});

it.each([
  ['DescribeRouteTables', '1000', 'InvalidParameterValue'],
  ['DescribeVpcs', '1001', 'InvalidParameterValue'],
  ['DescribeVpcs', '4', 'InvalidParameterValue'],
  ['DescribeEgressOnlyInternetGateways', '256', 'InvalidParameterValue'],
  ['DescribeVpnConnections', '100', 'UnknownParameter'],
])('refuses %s with MaxResults %s', async (action, MaxResults, code) => {
  expect(await ask(action, { MaxResults })).toMatchObject({ status: 400, code });
});

it('searches transit gateway routes by filter, and insists on one', async () => {
  const table = { TransitGatewayRouteTableId: 'tgw-rtb-hub-all' };
  const filter = (name: string, value: string) => ({
    ...table,
    'Filter.1.Name': name,
    'Filter.1.Value.1': value,
  });
  const cidrsIn = (body: string) =>
    [...body.matchAll(/<destinationCidrBlock>(.*?)<\/destinationCidrBlock>/g)].map((m) => m[1]);
  const search = async (name: string, value: string) =>
    cidrsIn((await ask('SearchTransitGatewayRoutes', filter(name, value))).body);
  expect(await ask('SearchTransitGatewayRoutes', table)).toMatchObject({
    code: 'MissingParameter',
  });
  expect(await ask('SearchTransitGatewayRoutes', filter('colour', 'red'))).toMatchObject({
    code: 'InvalidParameterValue',
  });
  expect(await search('state', 'blackhole')).toEqual(['10.9.0.0/16']);
  expect(await search('type', 'propagated')).toEqual(['10.0.0.0/16']);
  expect(await search('route-search.supernet-of-match', '10.0.5.0/24')).toEqual(['10.0.0.0/16']);
  expect(await search('route-search.subnet-of-match', '10.8.0.0/13')).toEqual(['10.9.0.0/16']);
  expect(await search('route-search.longest-prefix-match', '10.9.1.1')).toEqual(['10.9.0.0/16']);
});

it('knows neither operations nor items that are not there', async () => {
  expect(await ask('DescribeUnicorns')).toMatchObject({ status: 400, code: 'InvalidAction' });
  expect(await ask('constructor')).toMatchObject({ status: 400, code: 'InvalidAction' });
  expect(await ask('GetManagedPrefixListEntries')).toMatchObject({ code: 'MissingParameter' });
  expect(await ask('GetManagedPrefixListEntries', { PrefixListId: 'pl-none' })).toMatchObject({
    code: 'InvalidPrefixListID.NotFound',
  });
});

it('limits the rate of each API of each Region by itself', async () => {
  await endpoint.close();
  let now = 0;
  endpoint = await startEndpoint({
    pages: [],
    regions: { [A]: ['us-east-1'] },
    rate: { burst: 2, refill: 1 },
    now: () => now,
  });
  const status = async (action: string) => (await ask(action)).status;
  expect([
    await status('DescribeVpcs'),
    await status('DescribeVpcs'),
    await status('DescribeVpcs'),
  ]).toEqual([200, 200, 503]);
  expect(await status('DescribeSubnets')).toBe(200);
  now = 1000;
  expect([await status('DescribeVpcs'), await status('DescribeVpcs')]).toEqual([200, 503]);
});
