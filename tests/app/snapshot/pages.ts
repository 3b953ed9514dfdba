/** A few pages for the tests of snapshot files. */
import { makeSnapshot } from '#app/snapshot/make.ts';
import type { Page } from '#app/snapshot/page.ts';

export const page = (more: Partial<Page> = {}): Page => ({
  account: '111111111111',
  region: 'us-east-1',
  service: 'ec2',
  operation: 'DescribeVpcs',
  args: {},
  time: '2026-01-05T09:00:00.000Z',
  answer: { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }] },
  ...more,
});

export const pages: readonly Page[] = [
  page(),
  page({ region: 'eu-west-1', answer: { Vpcs: [] } }),
  page({
    operation: 'SearchTransitGatewayRoutes',
    args: { TransitGatewayRouteTableId: 'tgw-rtb-1' },
    answer: { Routes: [], AdditionalRoutesAvailable: false },
  }),
];

export const snapshot = makeSnapshot(pages, {
  created: '2026-01-05T09:00:00.000Z',
  peerless: '1.2.3',
  origin: 'live',
});
