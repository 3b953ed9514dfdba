/** Peerings between the transit gateways of a World. */
import { makeTags } from './tags.ts';
import { type Attached, attachmentItem, LONG_AGO } from './tgw-attachment.ts';
import type { Tgw } from './tgw.ts';
import type { World } from './world.ts';

/** A peering between transit gateways: one attachment id, listed by both sides. */
export class TgwPeering implements Attached {
  readonly kind = 'tgw-attachment';
  readonly type = 'peering';
  readonly prefixes: readonly string[] = [];
  readonly id: string;
  readonly resource: string;
  state: string;
  created: string = LONG_AGO;

  constructor(
    world: World,
    requester: Tgw,
    accepter: Tgw,
    options: { state?: string; name?: string },
  ) {
    const name = options.name ?? `${requester.name}-${accepter.name}`;
    this.id = world.id('tgw-attach', name);
    this.resource = accepter.id;
    this.state = options.state ?? 'available';
    const side = (tgw: Tgw) => ({
      TransitGatewayId: tgw.id,
      OwnerId: tgw.at.account,
      Region: tgw.at.region,
    });
    world.items.push({
      kind: 'tgw-peering-attachment',
      id: this.id,
      account: requester.at.account,
      region: requester.at.region,
      alsoSeenBy: [accepter.at],
      item: () => ({
        TransitGatewayAttachmentId: this.id,
        State: this.state,
        CreationTime: this.created,
        RequesterTgwInfo: side(requester),
        AccepterTgwInfo: side(accepter),
        Tags: makeTags(name),
      }),
    });
    for (const [near, far] of [
      [requester, accepter],
      [accepter, requester],
    ] as const) {
      world.items.push({
        kind: 'tgw-attachment',
        id: this.id,
        account: near.at.account,
        region: near.at.region,
        alsoSeenBy: [],
        item: () =>
          attachmentItem(
            near,
            {
              kind: this.kind,
              id: this.id,
              type: this.type,
              prefixes: this.prefixes,
              resource: far.id,
              state: this.state,
              created: this.created,
            },
            far.at.account,
            name,
          ),
      });
    }
  }
}
