/**
 * Carries out the changes of a plan with the AWS SDK, call by call as the API reference has them: what the script of a
 * plan does through the AWS CLI, without needing that. It waits as AWS asks to, and forgives nothing.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html
 */
import {
  AcceptTransitGatewayPeeringAttachmentCommand,
  AcceptTransitGatewayVpcAttachmentCommand,
  AssociateRouteTableCommand,
  AssociateTransitGatewayRouteTableCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateTransitGatewayCommand,
  CreateTransitGatewayPeeringAttachmentCommand,
  CreateTransitGatewayRouteCommand,
  CreateTransitGatewayRouteTableCommand,
  CreateTransitGatewayVpcAttachmentCommand,
  DeleteRouteCommand,
  DeleteVpcPeeringConnectionCommand,
  DescribeSubnetsCommand,
  DescribeTransitGatewayAttachmentsCommand,
  DescribeTransitGatewayRouteTablesCommand,
  DescribeTransitGatewaysCommand,
  DisableTransitGatewayRouteTablePropagationCommand,
  DisassociateTransitGatewayRouteTableCommand,
  EC2Client,
  EnableTransitGatewayRouteTablePropagationCommand,
  GetTransitGatewayRouteTablePropagationsCommand,
  ModifyTransitGatewayCommand,
  ModifyTransitGatewayVpcAttachmentCommand,
  ReplaceRouteCommand,
  type ResourceType,
  type TagSpecification,
} from '@aws-sdk/client-ec2';
import type { RouteTarget } from '#app/kinds/route-table.ts';
import type { Change, Where } from '#app/plan/changes.ts';
import { isPlanned } from '#app/plan/design-shapes.ts';
import type { Plan } from '#app/plan/plan.ts';
import { whereOf } from '#app/plan/where.ts';
import type { Topology } from '#app/topology/topology.ts';
import { keyOf } from './query.ts';

/** Looks after which what is still not there never will be. */
const PATIENCE = 10;

type Sent<I> = Extract<Change, { do: I }>;

export class PlanDriver {
  readonly #plan: Plan;
  readonly #topology: Topology;
  readonly #url: string;
  readonly #clients = new Map<string, EC2Client>();
  /** Ids that AWS gave, by those of the plan. */
  readonly #ids = new Map<string, string>();

  constructor(plan: Plan, topology: Topology, url: string) {
    this.#plan = plan;
    this.#topology = topology;
    this.#url = url;
  }

  close(): void {
    for (const client of this.#clients.values()) client.destroy();
  }

  /** Throws where AWS refuses. */
  async carryOut(change: Change): Promise<void> {
    const at = whereOf(change, this.#plan.design, this.#topology);
    const ec2 = this.#at(at);
    switch (change.do) {
      case 'create-gateway': {
        const { id, name, asn, securityGroupReferencing } = change.gateway;
        const made = await ec2.send(
          new CreateTransitGatewayCommand({
            Options: {
              AmazonSideAsn: asn,
              AutoAcceptSharedAttachments: 'disable',
              DefaultRouteTableAssociation: 'disable',
              DefaultRouteTablePropagation: 'disable',
              VpnEcmpSupport: 'enable',
              DnsSupport: 'enable',
              SecurityGroupReferencingSupport: securityGroupReferencing ? 'enable' : 'disable',
            },
            TagSpecifications: tags('transit-gateway', id, name),
          }),
        );
        this.#ids.set(id, made.TransitGateway!.TransitGatewayId!);
        return this.#gatewayReady(at, this.#id(id));
      }
      case 'create-table': {
        const made = await ec2.send(
          new CreateTransitGatewayRouteTableCommand({
            TransitGatewayId: this.#id(change.gateway),
            TagSpecifications: tags('transit-gateway-route-table', change.table, change.name),
          }),
        );
        const id = made.TransitGatewayRouteTable!.TransitGatewayRouteTableId!;
        this.#ids.set(change.table, id);
        return until(`table ${id}`, 'available', async () => {
          const found = await ec2.send(
            new DescribeTransitGatewayRouteTablesCommand({ TransitGatewayRouteTableIds: [id] }),
          );
          return found.TransitGatewayRouteTables?.[0]?.State;
        });
      }
      case 'share-gateway':
        return this.#share(at, change);
      case 'enable-references':
        await ec2.send(
          new ModifyTransitGatewayCommand({
            TransitGatewayId: this.#id(change.gateway),
            Options: { SecurityGroupReferencingSupport: 'enable' },
          }),
        );
        return this.#gatewayReady(at, this.#id(change.gateway));
      case 'create-landing-table': {
        const made = await ec2.send(
          new CreateRouteTableCommand({
            VpcId: change.vpc,
            TagSpecifications: tags('route-table', change.table, change.name),
          }),
        );
        this.#ids.set(change.table, made.RouteTable!.RouteTableId!);
        return;
      }
      case 'create-landing':
        return this.#landing(ec2, change);
      case 'create-attachment':
        return this.#attach(at, change);
      case 'add-landings':
        await ec2.send(
          new ModifyTransitGatewayVpcAttachmentCommand({
            TransitGatewayAttachmentId: this.#id(change.attachment),
            AddSubnetIds: change.subnets.map((s) => this.#id(s)),
          }),
        );
        return this.#attachmentReady(at, change.attachment);
      case 'create-link':
        return this.#link(at, change);
      case 'associate':
      case 'disassociate': {
        const ids = this.#tableAnd(change);
        const state = async () => {
          const found = await ec2.send(
            new DescribeTransitGatewayAttachmentsCommand({
              TransitGatewayAttachmentIds: [ids.TransitGatewayAttachmentId],
            }),
          );
          return found.TransitGatewayAttachments?.[0]?.Association?.State;
        };
        const what = `association of ${change.attachment}`;
        if (change.do === 'associate') {
          await ec2.send(new AssociateTransitGatewayRouteTableCommand(ids));
          return until(what, 'associated', state);
        }
        // A default table takes an attachment in by itself, a little later.
        await until(what, 'associated', state);
        await ec2.send(new DisassociateTransitGatewayRouteTableCommand(ids));
        return until(what, undefined, state);
      }
      case 'propagate':
      case 'stop-propagating': {
        const ids = this.#tableAnd(change);
        await (change.do === 'propagate'
          ? ec2.send(new EnableTransitGatewayRouteTablePropagationCommand(ids))
          : ec2.send(new DisableTransitGatewayRouteTablePropagationCommand(ids)));
        const wanted = change.do === 'propagate' ? 'enabled' : undefined;
        return until(`propagation of ${change.attachment}`, wanted, async () => {
          const found = await ec2.send(
            new GetTransitGatewayRouteTablePropagationsCommand({
              TransitGatewayRouteTableId: ids.TransitGatewayRouteTableId,
            }),
          );
          return found.TransitGatewayRouteTablePropagations?.find(
            (p) => p.TransitGatewayAttachmentId === ids.TransitGatewayAttachmentId,
          )?.State;
        });
      }
      case 'create-tgw-route':
      case 'create-tgw-blackhole':
        await ec2.send(
          new CreateTransitGatewayRouteCommand({
            TransitGatewayRouteTableId: this.#id(change.table),
            DestinationCidrBlock: change.cidr,
            ...(change.do === 'create-tgw-route'
              ? { TransitGatewayAttachmentId: this.#id(change.attachment) }
              : { Blackhole: true }),
          }),
        );
        return;
      case 'create-route':
        await ec2.send(
          new CreateRouteCommand({ ...this.#row(change), ...this.#to(change.target) }),
        );
        return;
      case 'replace-route':
        await ec2.send(
          new ReplaceRouteCommand({ ...this.#row(change), ...this.#to(change.target) }),
        );
        return;
      case 'delete-route':
        await ec2.send(new DeleteRouteCommand(this.#row(change)));
        return;
      case 'delete-peering':
        await ec2.send(
          new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId: change.peering }),
        );
        return;
    }
  }

  #id(ref: string): string {
    const id = isPlanned(ref) ? this.#ids.get(ref) : ref;
    if (id === undefined) throw new Error(`${ref} is used before it is made`);
    return id;
  }

  #at({ account, region }: Where): EC2Client {
    const key = `${account}/${region}`;
    let client = this.#clients.get(key);
    if (!client) {
      const credentials = { accessKeyId: keyOf(account), secretAccessKey: 'not-a-secret' };
      client = new EC2Client({ region, endpoint: this.#url, credentials, maxAttempts: 1 });
      this.#clients.set(key, client);
    }
    return client;
  }

  #tableAnd(change: { readonly table: string; readonly attachment: string }) {
    return {
      TransitGatewayRouteTableId: this.#id(change.table),
      TransitGatewayAttachmentId: this.#id(change.attachment),
    };
  }

  #row({ table, destination }: { readonly table: string; readonly destination: string }) {
    const field = destination.startsWith('pl-')
      ? 'DestinationPrefixListId'
      : destination.includes(':')
        ? 'DestinationIpv6CidrBlock'
        : 'DestinationCidrBlock';
    return { RouteTableId: this.#id(table), [field]: destination };
  }

  #to({ kind, id }: RouteTarget) {
    if (kind === 'transit-gateway') return { TransitGatewayId: this.#id(id) };
    if (kind === 'vpc-peering') return { VpcPeeringConnectionId: id };
    throw new Error(`no plan sends a route to a ${kind}`);
  }

  #gatewayReady(at: Where, id: string): Promise<void> {
    return until(`gateway ${id}`, 'available', async () => {
      const found = await this.#at(at).send(
        new DescribeTransitGatewaysCommand({ Filters: filter('transit-gateway-id', id) }),
      );
      return found.TransitGateways?.[0]?.State;
    });
  }

  #attachmentReady(at: Where, ref: string, wanted = 'available'): Promise<void> {
    return until(`attachment ${ref}`, wanted, () => this.#attachmentState(at, ref));
  }

  async #attachmentState(at: Where, ref: string): Promise<string | undefined> {
    const found = await this.#at(at).send(
      new DescribeTransitGatewayAttachmentsCommand({
        Filters: filter('transit-gateway-attachment-id', this.#id(ref)),
      }),
    );
    return found.TransitGatewayAttachments?.[0]?.State;
  }

  async #landing(ec2: EC2Client, { landing, vpc, table, name }: Sent<'create-landing'>) {
    const { zoneId, cidr, ipv6Cidr, subnet } = landing;
    const made = await ec2.send(
      new CreateSubnetCommand({
        VpcId: vpc,
        ...(/-az\d/.test(zoneId) ? { AvailabilityZoneId: zoneId } : { AvailabilityZone: zoneId }),
        CidrBlock: cidr,
        Ipv6CidrBlock: ipv6Cidr,
        TagSpecifications: tags('subnet', subnet, name),
      }),
    );
    const id = made.Subnet!.SubnetId!;
    this.#ids.set(subnet, id);
    await until(`subnet ${id}`, 'available', async () => {
      const found = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [id] }));
      return found.Subnets?.[0]?.State;
    });
    await ec2.send(new AssociateRouteTableCommand({ RouteTableId: this.#id(table), SubnetId: id }));
  }

  async #attach(at: Where, { attachment }: Sent<'create-attachment'>) {
    const { id, name, vpc, ipv6, landings } = attachment;
    const gateway = this.#plan.design.gateways.find((g) => g.id === attachment.gateway)!;
    const made = await this.#at(at).send(
      new CreateTransitGatewayVpcAttachmentCommand({
        TransitGatewayId: this.#id(gateway.id),
        VpcId: vpc,
        SubnetIds: landings.map((l) => this.#id(l.subnet)),
        Options: {
          DnsSupport: 'enable',
          SecurityGroupReferencingSupport: gateway.securityGroupReferencing ? 'enable' : 'disable',
          Ipv6Support: ipv6 ? 'enable' : 'disable',
          ApplianceModeSupport: 'disable',
        },
        TagSpecifications: tags('transit-gateway-attachment', id, name),
      }),
    );
    this.#ids.set(id, made.TransitGatewayVpcAttachment!.TransitGatewayAttachmentId!);
    const accepts = this.#topology.get('transit-gateway', gateway.id)?.autoAcceptSharedAttachments;
    if (gateway.account !== at.account && accepts !== true) {
      await this.#attachmentReady(at, id, 'pendingAcceptance');
      const TransitGatewayAttachmentId = this.#id(id);
      await this.#at(gateway).send(
        new AcceptTransitGatewayVpcAttachmentCommand({ TransitGatewayAttachmentId }),
      );
    }
    await this.#attachmentReady(at, id);
  }

  async #link(at: Where, { link }: Sent<'create-link'>) {
    const far = this.#plan.design.gateways.find((g) => g.id === link.accepter)!;
    const made = await this.#at(at).send(
      new CreateTransitGatewayPeeringAttachmentCommand({
        TransitGatewayId: this.#id(link.requester),
        PeerTransitGatewayId: this.#id(far.id),
        PeerAccountId: far.account,
        PeerRegion: far.region,
        TagSpecifications: tags('transit-gateway-attachment', link.id, link.name),
      }),
    );
    const id = made.TransitGatewayPeeringAttachment!.TransitGatewayAttachmentId!;
    this.#ids.set(link.id, id);
    await this.#attachmentReady(far, link.id, 'pendingAcceptance');
    await this.#at(far).send(
      new AcceptTransitGatewayPeeringAttachmentCommand({ TransitGatewayAttachmentId: id }),
    );
    await this.#attachmentReady(far, link.id);
    await this.#attachmentReady(at, link.id);
  }

  /** Accounts that see the gateway already were given it by another share. */
  async #share(at: Where, { gateway, accounts }: Sent<'share-gateway'>) {
    const id = this.#id(gateway);
    const seen = async (account: string) => {
      const asked = new DescribeTransitGatewaysCommand({
        Filters: filter('transit-gateway-id', id),
      });
      return (await this.#at({ ...at, account }).send(asked)).TransitGateways?.[0];
    };
    const arn = (await seen(at.account))?.TransitGatewayArn;
    const principals: string[] = [];
    for (const account of accounts) if (!(await seen(account))) principals.push(account);
    if (principals.length === 0) return;
    const share = (await this.#ram(at, 'createresourceshare', {
      name: gateway,
      resourceArns: [arn],
      principals,
    })) as { resourceShare: { resourceShareArn: string } };
    for (const account of principals) {
      const to = { ...at, account };
      const { resourceShareInvitations } = (await this.#ram(to, 'getresourceshareinvitations', {
        resourceShareArns: [share.resourceShare.resourceShareArn],
      })) as { resourceShareInvitations: { resourceShareInvitationArn: string }[] };
      const { resourceShareInvitationArn } = resourceShareInvitations[0]!;
      await this.#ram(to, 'acceptresourceshareinvitation', { resourceShareInvitationArn });
    }
  }

  /** AWS RAM has no client among the dependencies: its REST calls are few and plain. */
  async #ram({ account, region }: Where, operation: string, fields: object): Promise<unknown> {
    const scope = `${keyOf(account)}/20260105/${region}/ram/aws4_request`;
    const answer = await fetch(`${this.#url}/${operation}`, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
      },
      body: JSON.stringify(fields),
    });
    if (!answer.ok) throw new Error(`${operation}: ${await answer.text()}`);
    return answer.json();
  }
}

const filter = (Name: string, value: string) => [{ Name, Values: [value] }];

const tags = (ResourceType: ResourceType, id: string, name: string): TagSpecification[] => [
  {
    ResourceType,
    Tags: [
      { Key: 'Name', Value: name.slice(0, 256) },
      { Key: 'peerless:plan', Value: id },
    ],
  },
];

async function until(
  what: string,
  wanted: string | undefined,
  look: () => Promise<string | undefined>,
): Promise<void> {
  let state: string | undefined;
  for (let i = 0; i < PATIENCE; i++) if ((state = await look()) === wanted) return;
  throw new Error(`${what} is ${state}, not ${wanted}`);
}
