/** A route table of a transit gateway of a World: its members, and the routes AWS would show in it. */
import { overlaps, parseCidr } from '../base/cidr.ts';
import type { PrefixListItem } from './region.ts';
import { makeTags } from './tags.ts';
import { type Attached, same } from './tgw-attachment.ts';
import type { Tgw } from './tgw.ts';

interface StaticRoute {
  readonly cidr: string;
  /** Several are equal-cost paths; none drops. */
  readonly to: readonly Attached[];
}

export class TgwTable {
  readonly kind = 'tgw-route-table';
  readonly id: string;
  readonly tgw: Tgw;
  readonly associated: Attached[] = [];
  readonly propagated: Attached[] = [];
  readonly #statics: StaticRoute[] = [];
  readonly #references: { list: PrefixListItem; to: Attached; named: boolean }[] = [];

  constructor(tgw: Tgw, name: string) {
    const { at } = tgw;
    this.tgw = tgw;
    this.id = at.world.id('tgw-rtb', name);
    const member = (a: Attached, State: string) => ({
      TransitGatewayAttachmentId: a.id,
      ResourceId: a.resource,
      ResourceType: a.type,
      State,
    });
    at.add(
      'tgw-route-table',
      this.id,
      () => ({
        TransitGatewayRouteTableId: this.id,
        TransitGatewayId: tgw.id,
        State: 'available',
        DefaultAssociationRouteTable: tgw.defaultTable === this,
        DefaultPropagationRouteTable: tgw.defaultTable === this,
        Tags: makeTags(name),
      }),
      {
        GetTransitGatewayRouteTableAssociations: () =>
          this.associated.map((a) => member(a, 'associated')),
        GetTransitGatewayRouteTablePropagations: () =>
          this.propagated.map((a) => member(a, 'enabled')),
        SearchTransitGatewayRoutes: () => this.#routes(),
      },
    );
  }

  associate(...attachments: Attached[]): this {
    this.associated.push(...attachments);
    return this;
  }

  propagate(...attachments: Attached[]): this {
    this.propagated.push(...attachments);
    return this;
  }

  /** A static route to an attachment, or to several by equal paths. */
  route(cidr: string, ...to: readonly Attached[]): this {
    this.#statics.push({ cidr, to });
    return this;
  }

  /** A prefix list reference: one route for each entry, or one that names the list alone. */
  reference(list: PrefixListItem, to: Attached, options: { named?: boolean } = {}): this {
    this.#references.push({ list, to, named: options.named ?? false });
    return this;
  }

  /** A static route that drops. */
  blackhole(cidr: string): this {
    this.#statics.push({ cidr, to: [] });
    return this;
  }

  /**
   * The routes AWS shows: static ones, and of the propagated ones only those no static route hides.
   * A VPC whose block overlaps one already there is not propagated.
   * Source: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
   */
  #routes(): Record<string, unknown>[] {
    const target = (a: Attached) => ({
      TransitGatewayAttachmentId: a.id,
      ResourceId: a.resource,
      ResourceType: a.type,
    });
    const out: Record<string, unknown>[] = this.#statics.map(({ cidr, to }) => ({
      DestinationCidrBlock: cidr,
      Type: 'static',
      State: to.some((a) => a.state === 'available') ? 'active' : 'blackhole',
      TransitGatewayAttachments: to.map(target),
    }));
    for (const { list, to, named } of this.#references) {
      const route = { PrefixListId: list.id, Type: 'static', State: 'active' };
      const TransitGatewayAttachments = [target(to)];
      if (named) out.push({ ...route, TransitGatewayAttachments });
      else
        for (const DestinationCidrBlock of list.cidrs)
          out.push({ DestinationCidrBlock, ...route, TransitGatewayAttachments });
    }
    const fixed = new Set(this.#statics.map((s) => s.cidr));
    const taken: { cidr: string; by: Attached }[] = [];
    for (const a of this.propagated) {
      if (a.state !== 'available') continue;
      for (const cidr of a.prefixes) {
        const clash =
          a.type === 'vpc' &&
          taken.some(
            (t) =>
              t.by.type === 'vpc' && !same(t.by, a) && overlaps(parseCidr(t.cidr), parseCidr(cidr)),
          );
        if (clash || fixed.has(cidr) || taken.some((t) => t.cidr === cidr)) continue;
        taken.push({ cidr, by: a });
        out.push({
          DestinationCidrBlock: cidr,
          Type: 'propagated',
          State: 'active',
          TransitGatewayAttachments: [target(a)],
        });
      }
    }
    return out;
  }
}
