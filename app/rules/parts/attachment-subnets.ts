/** Subnets that were made for a transit gateway's own interfaces: nobody sends from there or is asked there. */
import { append } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { Subnet } from '../../kinds/subnet.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';

export class AttachmentSubnets {
  readonly #topology: Topology;
  #interfaces: ReadonlyMap<Ref, readonly string[]> | undefined;

  constructor(topology: Topology) {
    this.#topology = topology;
  }

  /**
   * True where nothing but the gateway's interfaces is seen in a subnet of the attachment, or none at all and it
   * has the /28 that AWS advises for it.
   * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html
   */
  holds(subnet: Subnet, attachment: Attachment): boolean {
    if (!attachment.subnets?.includes(subnet.id)) return false;
    const types = this.#interfacesIn(subnet.id);
    return types.length > 0
      ? types.every((type) => type === 'transit_gateway')
      : subnet.cidrs.some((cidr) => cidr.family === 4 && cidr.length === 28);
  }

  #interfacesIn(subnet: Ref): readonly string[] {
    if (!this.#interfaces) {
      const map = new Map<Ref, string[]>();
      for (const eni of this.#topology.all('network-interface')) append(map, eni.subnet, eni.type);
      this.#interfaces = map;
    }
    return this.#interfaces.get(subnet) ?? [];
  }
}
