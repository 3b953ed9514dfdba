/** The steps that build the gateways beside the peerings: none of them changes what anybody reaches. */
import { count } from '../base/count.ts';
import { groupBy, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Topology } from '../topology/topology.ts';
import type { Designed } from './design.ts';
import type { Told } from './draft.ts';
import { associationOf } from './gateways.ts';
import type { Change } from './changes.ts';
import type { AttachmentDesign, Design, GatewayDesign, TableDesign } from './design-shapes.ts';

export function buildSteps(topology: Topology, { design }: Designed): Told[] {
  const { gateways, attachments } = design;
  return [
    ...gateways.flatMap((gateway) => gatewaySteps(topology, design, gateway)),
    ...[...groupBy(attachments, (a) => a.region)].flatMap(([region, list]) =>
      landingSteps(region, list),
    ),
    ...attachments.flatMap((a) => attachmentSteps(topology, design, a)),
    ...linkSteps(topology, design),
    ...design.tables.flatMap((table) => fillSteps(topology, design, table)),
  ];
}

const nameOf = (design: Design, gateway: Ref): string =>
  design.gateways.find((g) => g.id === gateway)?.name ?? gateway;

function gatewaySteps(topology: Topology, design: Design, gateway: GatewayDesign): Told[] {
  const out: Told[] = [];
  const fresh = design.tables.filter((t) => t.gateway === gateway.id && !t.existing);
  const tables = fresh.map((t): Change => ({
    do: 'create-table',
    table: t.id,
    gateway: gateway.id,
    name: t.name,
  }));
  const many = count(fresh.length, 'route table');
  if (!gateway.existing) {
    out.push({
      title: `Create transit gateway ${gateway.name} in ${gateway.region} with ${many}`,
      vpcs: [],
      precondition: `Account ${gateway.account} may create transit gateways in ${gateway.region}.`,
      changes: [{ do: 'create-gateway', gateway }, ...tables],
      expected: 'Nothing is attached yet: no traffic changes.',
    });
  } else if (tables.length > 0) {
    out.push({
      title: `Make ${many} on ${gateway.name} in ${gateway.region}`,
      vpcs: [],
      precondition: `Account ${gateway.account} may change ${gateway.name}.`,
      changes: tables,
      expected: 'Nothing is associated with them yet: no traffic changes.',
    });
  }
  const today = topology.get('transit-gateway', gateway.id);
  if (today && gateway.securityGroupReferencing && today.securityGroupReferencing !== true) {
    out.push({
      title: `Let ${gateway.name} carry references to security groups`,
      vpcs: [],
      precondition: `Account ${gateway.account} may change ${gateway.name}.`,
      changes: [{ do: 'enable-references', gateway: gateway.id }],
      expected: 'Rules that name groups of attached VPCs begin to match over the gateway.',
    });
  }
  const guests = design.attachments.filter(
    (a) => a.gateway === gateway.id && a.account !== gateway.account,
  );
  const seen = new Set(guests.filter((a) => a.existing).map((a) => a.account));
  const accounts = uniq(guests.map((a) => a.account).filter((account) => !seen.has(account)));
  if (accounts.length > 0) {
    out.push({
      title: `Share ${gateway.name} with ${count(accounts.length, 'account')}`,
      vpcs: [],
      precondition: `${gateway.name} is available. Accounts outside the organization accept the share themselves.`,
      changes: [{ do: 'share-gateway', gateway: gateway.id, accounts }],
      expected: 'The accounts see the gateway: no traffic changes.',
    });
  }
  return out;
}

function landingSteps(region: string, attachments: readonly AttachmentDesign[]): Told[] {
  const changes = attachments.flatMap(landingChanges);
  if (changes.length === 0) return [];
  return [
    {
      title: `Make small subnets for the attachments in ${region}`,
      vpcs: attachments.map((a) => a.vpc),
      precondition: 'The ranges are still free.',
      changes,
      expected: 'Nothing stands in them: no traffic changes.',
    },
  ];
}

function landingChanges(attachment: AttachmentDesign): Change[] {
  const { landingTable, vpc, landings } = attachment;
  return [
    ...(landingTable === undefined
      ? []
      : [
          {
            do: 'create-landing-table',
            table: landingTable,
            vpc,
            name: `${attachment.name} transit gateway`,
            subnets: landings.filter((l) => l.how === 'new').map((l) => l.subnet),
          } as const,
        ]),
    ...landings
      .filter((l) => l.how === 'new')
      .map((landing): Change => ({
        do: 'create-landing',
        landing,
        vpc,
        table: landingTable!,
        name: `${attachment.name} transit gateway ${landing.zone || landing.zoneId}`,
      })),
  ];
}

function attachmentSteps(topology: Topology, design: Design, attachment: AttachmentDesign): Told[] {
  const { id, vpc, gateway, table, byDefault } = attachment;
  const label = topology.label(vpc);
  const name = nameOf(design, gateway);
  const associate: Change = { do: 'associate', table, attachment: id };
  const about = { vpcs: [vpc], expected: 'No route leads to the gateway yet: no traffic changes.' };
  if (attachment.existing) {
    const more = attachment.landings.filter((l) => l.how !== 'existing');
    const unplaced = associationOf(topology, id, gateway) === undefined;
    return [
      ...(more.length === 0
        ? []
        : [
            {
              ...about,
              title: `Put the attachment of ${label} into ${more.map((l) => l.zone || l.zoneId).join(', ')}`,
              precondition: 'The subnets are there.',
              changes: [
                { do: 'add-landings', attachment: id, subnets: more.map((l) => l.subnet) } as const,
              ],
              expected: 'Subnets of these zones get to the gateway too.',
            },
          ]),
      ...(unplaced
        ? [
            {
              ...about,
              title: `Associate the attachment of ${label} with its route table`,
              precondition: 'It is associated with none.',
              changes: [associate],
            },
          ]
        : []),
    ];
  }
  const { association, propagation } = byDefault;
  const attach: Change = { do: 'create-attachment', attachment };
  const attached = {
    ...about,
    title: `Attach ${label} to ${name}`,
    precondition: `${name} is available to account ${attachment.account}.`,
  };
  if (association === undefined && propagation === undefined) {
    return [{ ...attached, changes: [attach, associate] }];
  }
  return [
    { ...attached, changes: [attach] },
    {
      ...about,
      title: `Move ${label} from the default tables of ${name} to its own`,
      precondition: 'The attachment is available; no route leads to it yet.',
      changes: [
        ...(association
          ? [{ do: 'disassociate', table: association, attachment: id } as const]
          : []),
        ...(propagation
          ? [{ do: 'stop-propagating', table: propagation, attachment: id } as const]
          : []),
        associate,
      ],
    },
  ];
}

function linkSteps(topology: Topology, design: Design): Told[] {
  return design.links.flatMap((link) => {
    const associations = design.tables
      .filter((t) => t.links.includes(link.id))
      .filter((t) => associationOf(topology, link.id, t.gateway) === undefined)
      .map((t): Change => ({ do: 'associate', table: t.id, attachment: link.id }));
    if (link.existing && associations.length === 0) return [];
    const [from, to] = [nameOf(design, link.requester), nameOf(design, link.accepter)];
    const about = {
      vpcs: [],
      expected: 'No route leads over the peering yet: no traffic changes.',
    };
    if (link.byDefault.length > 0) {
      return [
        {
          ...about,
          title: `Peer ${from} with ${to}`,
          precondition: 'Both gateways are available; the accepting side accepts.',
          changes: [{ do: 'create-link', link } as const],
        },
        {
          ...about,
          title: `Move the peering of ${from} and ${to} from default tables to its own`,
          precondition: 'The peering is available; no route leads over it yet.',
          changes: [
            ...link.byDefault.map((table): Change => ({
              do: 'disassociate',
              table,
              attachment: link.id,
            })),
            ...associations,
          ],
        },
      ];
    }
    return [
      {
        ...about,
        title: link.existing
          ? `Associate the peering of ${from} and ${to} with a route table`
          : `Peer ${from} with ${to}`,
        precondition: 'Both gateways are available; the accepting side accepts.',
        changes: link.existing
          ? associations
          : [{ do: 'create-link', link } as const, ...associations],
      },
    ];
  });
}

/** What a table lacks of what the design wants in it. */
function fillSteps(topology: Topology, design: Design, table: TableDesign): Told[] {
  const there = topology.get('tgw-route-table', table.id);
  const propagated = new Set(there?.propagations?.map((p) => p.attachment));
  const routed = new Set(there?.routes?.filter((r) => r.type === 'static').map((r) => r.cidr.text));
  const changes: Change[] = [
    ...table.propagates
      .map((vpc) => design.attachments.find((a) => a.vpc === vpc)!.id)
      .filter((attachment) => !propagated.has(attachment))
      .map((attachment): Change => ({ do: 'propagate', table: table.id, attachment })),
    ...table.routes
      .filter((r) => !routed.has(r.cidr))
      .map((r): Change => ({
        do: 'create-tgw-route',
        table: table.id,
        cidr: r.cidr,
        attachment: r.link,
      })),
    ...table.blackholes
      .filter((cidr) => !routed.has(cidr))
      .map((cidr): Change => ({ do: 'create-tgw-blackhole', table: table.id, cidr })),
  ];
  if (changes.length === 0) return [];
  return [
    {
      title: `Fill route table ${table.name}`,
      vpcs: table.serves,
      precondition: 'The attachments it names are available.',
      changes,
      expected: 'VPC route tables still lead over the peerings: no traffic changes.',
    },
  ];
}
