/**
 * Boxes and lines that are links: the page of each kind in the console of its partition, an id to point at, and nothing
 * that a snapshot could smuggle into an address.
 */
import { describe, expect, it } from 'vitest';
import { diffReports } from '#app/diff/diff.ts';
import drawio from '#app/exports/drawio.ts';
import html from '#app/exports/html.ts';
import { pictureOfDiff } from '#app/exports/parts/diff-picture.ts';
import svg from '#app/exports/svg.ts';
import { analyze } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import type { View } from '#app/scene/scene.ts';
import { anonymize } from '#app/snapshot/anonymize.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { World } from '#app/world/world.ts';
import { elements, hostile, xmlOf } from './readers.ts';

/** The snapshot of a world with these ids instead of the world's own. */
function called(world: World, ids: Readonly<Record<string, string>>): Snapshot {
  let text = JSON.stringify(world.snapshot('live'));
  for (const [was, is] of Object.entries(ids))
    text = text.replaceAll(JSON.stringify(was), JSON.stringify(is));
  return JSON.parse(text) as Snapshot;
}

const SHOP = 'vpc-0a1b2c3d4e5f60001';
const DX = '5f294f92-bafb-4011-916d-9b0b12345678';

/** One of everything that has a page, in a Region; ids of the length of today's and, of one VPC, of before 2016. */
function everything(region: string): Snapshot {
  const world = new World();
  const at = world.region(region);
  const [shop, stock] = [at.vpc('shop', '10.0.0.0/16'), at.vpc('stock', '10.1.0.0/16')];
  world.peer(shop, stock);
  world.peer(
    stock,
    world.unseen('222222222222').region(region, '222222222222').vpc('theirs', '10.2.0.0/16'),
  );
  shop.table('t', shop.subnet('10.0.1.0/24'));
  const tgw = at.tgw('hub');
  const [one, two] = [tgw.attach(shop, []), tgw.attach(stock, [])];
  const table = tgw.table('main').associate(one, two);
  const vpn = at.vpn('office', tgw);
  const line = at.dxGateway('line');
  const direct = tgw.attachOther('line', 'direct-connect-gateway', line.id, []);
  return called(world, {
    [shop.id]: SHOP,
    [stock.id]: 'vpc-0a1b2c3d',
    'pcx-shop-stock': 'pcx-0a1b2c3d4e5f60003',
    'pcx-stock-theirs': 'pcx-0a1b2c3d4e5f60013',
    'vpc-theirs': 'vpc-0a1b2c3d4e5f60014',
    [tgw.id]: 'tgw-0a1b2c3d4e5f60004',
    [one.id]: 'tgw-attach-0a1b2c3d4e5f60005',
    [two.id]: 'tgw-attach-0a1b2c3d4e5f60015',
    [direct.id]: 'tgw-attach-0a1b2c3d4e5f60025',
    [table.id]: 'tgw-rtb-0a1b2c3d4e5f60006',
    [shop.subnets[0]!.id]: 'subnet-0a1b2c3d4e5f60007',
    [shop.tables[1]!.id]: 'rtb-0a1b2c3d4e5f60008',
    'cgw-office': 'cgw-0a1b2c3d4e5f60009',
    [vpn.id]: 'vpn-0a1b2c3d4e5f60010',
    [line.id]: DX,
  });
}

const drawn = (snapshot: Snapshot, view: View = {}): string => {
  const report = analyze(snapshot);
  return String(svg.render(report, buildScene(report, view))[0]!.body);
};

/** Address of every element that is a link, by its id. */
const linksIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    elements(xmlOf(text), 'a').map((a) => [a.getAttribute('id')!, a.getAttribute('href')!]),
  );

describe('a link of an SVG picture', () => {
  /**
   * The host of a Region: https://docs.aws.amazon.com/general/latest/gr/mgmt-console.html. That of China and of GovCloud
   * as the tables of images in AWS's ECS guide have it ("View AMI ID"):
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_AMI.html
   */
  it.each([
    ['eu-west-1', 'https://eu-west-1.console.aws.amazon.com'],
    ['cn-north-1', 'https://cn-north-1.console.amazonaws.cn'],
    ['us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com'],
  ])('leads to the page of what it stands for: %s', (region, host) => {
    const vpc = `${host}/vpcconsole/home?region=${region}#`;
    const links = linksIn(drawn(everything(region), { opened: [SHOP] }));
    expect(links).toEqual({
      [SHOP]: `${vpc}VpcDetails:VpcId=${SHOP}`,
      'vpc-0a1b2c3d': `${vpc}VpcDetails:VpcId=vpc-0a1b2c3d`,
      'subnet-0a1b2c3d4e5f60007': `${vpc}SubnetDetails:subnetId=subnet-0a1b2c3d4e5f60007`,
      'rtb-0a1b2c3d4e5f60008': `${vpc}RouteTableDetails:RouteTableId=rtb-0a1b2c3d4e5f60008`,
      'pcx-0a1b2c3d4e5f60003': `${vpc}PeeringConnectionDetails:VpcPeeringConnectionId=pcx-0a1b2c3d4e5f60003`,
      'pcx-0a1b2c3d4e5f60013': `${vpc}PeeringConnectionDetails:VpcPeeringConnectionId=pcx-0a1b2c3d4e5f60013`,
      'tgw-0a1b2c3d4e5f60004': `${vpc}TransitGatewayDetails:transitGatewayId=tgw-0a1b2c3d4e5f60004`,
      'tgw-attach-0a1b2c3d4e5f60005': `${vpc}TransitGatewayAttachmentDetails:transitGatewayAttachmentId=tgw-attach-0a1b2c3d4e5f60005`,
      'tgw-attach-0a1b2c3d4e5f60015': `${vpc}TransitGatewayAttachmentDetails:transitGatewayAttachmentId=tgw-attach-0a1b2c3d4e5f60015`,
      'tgw-attach-0a1b2c3d4e5f60025': `${vpc}TransitGatewayAttachmentDetails:transitGatewayAttachmentId=tgw-attach-0a1b2c3d4e5f60025`,
      'tgw-rtb-0a1b2c3d4e5f60006': `${vpc}TransitGatewayRouteTableDetails:transitGatewayRouteTableId=tgw-rtb-0a1b2c3d4e5f60006`,
      'cgw-0a1b2c3d4e5f60009': `${vpc}CustomerGatewayDetails:CustomerGatewayId=cgw-0a1b2c3d4e5f60009`,
      'vpn-0a1b2c3d4e5f60010': `${vpc}VpnConnectionDetails:VpnConnectionId=vpn-0a1b2c3d4e5f60010`,
      // It has no id that begins like an element's may.
      [`n-${DX}`]: `${host}/directconnect/v2/home?region=${region}#/dxgateways/${DX}`,
      [`n-region_111111111111_${region}`]: `${vpc}vpcs:`,
    });
  });

  it('is opened beside the picture, which is not told of', () => {
    const all = elements(xmlOf(drawn(everything('eu-west-1'))), 'a');
    expect(all.length).toBeGreaterThan(8);
    for (const a of all) {
      expect(a.getAttribute('target')).toBe('_blank');
      expect(a.getAttribute('rel')).toBe('noopener noreferrer');
    }
  });

  it('is none where there is no page: an account, a VPC of an account that was not collected', () => {
    const doc = xmlOf(drawn(everything('eu-west-1')));
    const groups = elements(doc, 'g').map((g) => g.getAttribute('id'));
    expect(groups).toContain('n-account_111111111111');
    expect(groups).toContain('vpc-0a1b2c3d4e5f60014');
  });

  it.each([
    'us-iso-east-1',
    'eusc-de-east-1',
    'eu-isoe-west-1',
    'mars-north-1',
    'us-east-1.evil.example/',
  ])('is none in a Region whose console is not known: %s', (region) => {
    expect(linksIn(drawn(everything(region)))).toEqual({});
  });

  it.each([
    'vpc-0a1b2c3d"><script>',
    'vpc-0a1b2c3d&x=y',
    'javascript:alert(1)//vpc-0a1b2c3d',
    'vpc-0A1B2C3D',
    'vpc-0a1b2c3d4',
    'constructor-0a1b2c3d',
    'aws_vpc.main',
    'vpc-0a1b2c3d\n',
    `vpc-${'0'.repeat(34)}`,
  ])('is none for what is no id of AWS: %j', (id) => {
    const world = new World();
    world.region('eu-west-1').vpc('shop', '10.0.0.0/16');
    const links = linksIn(drawn(called(world, { 'vpc-shop': id })));
    expect(Object.keys(links)).toEqual(['n-region_111111111111_eu-west-1']);
  });

  it('is none where a line bundles several: it could be any of them', () => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    world.peer(a, b);
    world.peer(b, a);
    const text = drawn(called(world, { 'pcx-a-b': 'pcx-0a1b2c3d', 'pcx-b-a': 'pcx-0a1b2c3e' }));
    expect(text).toContain('pcx-0a1b2c3e');
    expect(Object.keys(linksIn(text)).filter((id) => id.startsWith('pcx'))).toEqual([]);
  });

  it('is none in a picture of an anonymized snapshot, whose ids are nobody’s', () => {
    const { snapshot } = anonymize(everything('eu-west-1'), new Uint8Array(32));
    const text = drawn(snapshot);
    expect(text).toMatch(/id="vpc-[0-9a-f]{17}"/);
    expect(linksIn(text)).toEqual({});
  });

  it('is none of what only the older of two snapshots has', () => {
    const [older, newer] = [new World(), new World()];
    for (const world of [older, newer]) world.region().vpc('stays', '10.0.0.0/16');
    older.region().vpc('goes', '10.1.0.0/16');
    const ids = { 'vpc-stays': SHOP, 'vpc-goes': 'vpc-0a1b2c3d' };
    const [before, after] = [older, newer].map((world) => analyze(called(world, ids)));
    const { body } = pictureOfDiff(before!, after!, diffReports(before!, after!), ['a', 'b']);
    expect(body).toContain('vpc-0a1b2c3d');
    expect(Object.keys(linksIn(String(body))).filter((id) => id.startsWith('vpc'))).toEqual([SHOP]);
  });

  it('leads to AWS and nowhere else, whatever names are called', () => {
    const report = hostile();
    const scene = buildScene(report, { findings: true });
    const docs = [svg, drawio].map((e) => xmlOf(String(e.render(report, scene)[0]!.body)));
    const links = docs.flatMap((doc) =>
      elements(doc, '*').flatMap((e) => e.getAttribute('href') || e.getAttribute('link') || []),
    );
    const page = String(html.render(report, scene)[0]!.body);
    links.push(...[...page.matchAll(/href="([^"]*)"/g)].map(([, href]) => href!));
    expect(links.length).toBeGreaterThan(2);
    for (const link of links)
      expect(link).toMatch(/^https:\/\/[a-z0-9-]+\.console\.aws\.amazon\.com\/[\w/?=#:&;-]*$/);
  });
});

describe('the same pages', () => {
  const report = analyze(everything('eu-west-1'));
  const scene = buildScene(report, {});
  const page =
    'https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#VpcDetails:VpcId=' +
    SHOP;

  it('are the links of cells in draw.io', () => {
    const cells = elements(xmlOf(String(drawio.render(report, scene)[0]!.body)), 'object');
    const linked = cells.filter((cell) => cell.getAttribute('link') === page);
    // On the overview, and on the page of its Region.
    expect(linked.map((cell) => cell.getAttribute('resource'))).toEqual([SHOP, SHOP]);
    for (const cell of cells)
      if (cell.getAttribute('seen') === 'no') expect(cell.hasAttribute('link')).toBe(false);
  });

  it('stand among the facts of an HTML picture, whose boxes tell those facts when they are clicked', () => {
    const body = String(html.render(report, scene)[0]!.body);
    expect(body).toContain(
      `<a href="${page}" target="_blank" rel="noopener noreferrer">Open in the AWS console</a>`,
    );
    expect(/<svg[^]*?<\/svg>/.exec(body)![0]).not.toMatch(/<a[ >]/);
  });
});
