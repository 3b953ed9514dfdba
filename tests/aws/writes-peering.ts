/**
 * Calls that make a peering of VPCs: asked for on one side, accepted on the other.
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/create-vpc-peering-connection.html
 */
import { uniq } from '#app/base/order.ts';
import type { Item } from './estate.ts';
import { type Call, copiesOf, refuse, required, tagsOf, type Write } from './writes-call.ts';
import { blocksOf, vpcOf } from './writes-vpc.ts';

const ID = 'VpcPeeringConnectionId';
const OPERATION = 'DescribeVpcPeeringConnections';

const codeOf = (peering: Item): unknown => (peering.Status as Item).Code;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcPeeringConnection.html */
const create: Write = (call) => {
  const { estate, account, region, input } = call;
  const vpc = vpcOf(call, required(input, 'VpcId'));
  const far = {
    account: (input.PeerOwnerId as string | undefined) ?? account,
    region: (input.PeerRegion as string | undefined) ?? region,
  };
  const peer = vpcOf({ ...call, ...far }, required(input, 'PeerVpcId'));
  const joined = (p: Item): boolean => {
    const ends = [p.RequesterVpcInfo, p.AccepterVpcInfo].map((side) => (side as Item).VpcId);
    return ends.includes(vpc.VpcId) && ends.includes(peer.VpcId) && codeOf(p) === 'active';
  };
  if (estate.items(account, region, OPERATION).some(joined)) {
    refuse('VpcPeeringConnectionAlreadyExists', 'The two VPCs are peered already.');
  }
  const id = call.id('pcx');
  const peering: Item = {
    [ID]: id,
    Status: { Code: 'initiating-request', Message: '' },
    RequesterVpcInfo: { VpcId: vpc.VpcId, OwnerId: account, Region: region },
    AccepterVpcInfo: { VpcId: peer.VpcId, OwnerId: far.account, Region: far.region },
    Tags: tagsOf(input, 'vpc-peering-connection'),
  };
  const places = uniq([`${account} ${region}`, `${far.account} ${far.region}`]);
  for (const place of places) {
    const [at, where] = place.split(' ') as [string, string];
    estate
      .items(at, where, OPERATION)
      .push({ ...structuredClone(peering), Tags: at === account ? peering.Tags : [] });
  }
  call.later(() => setStatus(call, id, 'pending-acceptance'));
  return { VpcPeeringConnection: peering };
};

function setStatus({ estate }: Call, id: string, Code: string): void {
  for (const copy of copiesOf(estate, OPERATION, ID, id))
    copy.Status = { Code, Message: Code === 'active' ? 'Active' : Code };
}

/** Of the accepter, in its Region: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AcceptVpcPeeringConnection.html */
const accept: Write = (call) => {
  const { estate, account, region, input } = call;
  const id = required(input, ID);
  const view = estate.items(account, region, OPERATION).find((p) => p[ID] === id);
  const side = view?.AccepterVpcInfo as Item | undefined;
  if (!view || side?.OwnerId !== account || side.Region !== region) {
    return refuse('InvalidVpcPeeringConnectionID.NotFound', `${id} does not exist here.`);
  }
  if (codeOf(view) !== 'pending-acceptance') {
    refuse('InvalidStateTransition', `${id} is ${String(codeOf(view))}`);
  }
  setStatus(call, id, 'provisioning');
  call.later(() => {
    setStatus(call, id, 'active');
    for (const copy of copiesOf(estate, OPERATION, ID, id)) {
      for (const end of [copy.RequesterVpcInfo, copy.AccepterVpcInfo] as Item[]) {
        const at = { account: end.OwnerId as string, region: end.Region as string };
        const blocks = blocksOf(vpcOf({ ...call, ...at }, end.VpcId as string));
        const four = blocks.filter((b) => !b.includes(':'));
        Object.assign(end, {
          CidrBlock: four[0],
          CidrBlockSet: four.map((CidrBlock) => ({ CidrBlock })),
          Ipv6CidrBlockSet: blocks
            .filter((b) => b.includes(':'))
            .map((Ipv6CidrBlock) => ({ Ipv6CidrBlock })),
          PeeringOptions: { AllowDnsResolutionFromRemoteVpc: false },
        });
      }
    }
  });
  return { VpcPeeringConnection: view };
};

/** Each side sets its own: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcPeeringConnectionOptions.html */
const modify: Write = (call) => {
  const { estate, account, region, input } = call;
  const id = required(input, ID);
  const out: Record<string, unknown> = {};
  for (const side of ['Requester', 'Accepter'] as const) {
    const given = input[`${side}PeeringConnectionOptions`] as Item | undefined;
    if (!given) continue;
    for (const copy of copiesOf(estate, OPERATION, ID, id)) {
      const info = copy[`${side}VpcInfo`] as Item;
      if (info.OwnerId !== account || info.Region !== region || codeOf(copy) !== 'active') {
        refuse('OperationNotPermitted', `${id}: that is not your side, or it is not active.`);
      }
      const AllowDnsResolutionFromRemoteVpc = given.AllowDnsResolutionFromRemoteVpc === 'true';
      info.PeeringOptions = { AllowDnsResolutionFromRemoteVpc };
      out[`${side}PeeringConnectionOptions`] = { AllowDnsResolutionFromRemoteVpc };
    }
  }
  if (Object.keys(out).length === 0) refuse('MissingParameter', 'No options are given.');
  return out;
};

export const PEERING_WRITES: Readonly<Record<string, Write>> = {
  CreateVpcPeeringConnection: create,
  AcceptVpcPeeringConnection: accept,
  ModifyVpcPeeringConnectionOptions: modify,
};
