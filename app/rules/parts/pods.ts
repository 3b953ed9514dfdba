/** The address range that clusters of containers share. */
import { parseCidr } from '../../base/cidr.ts';

/**
 * Reused by every cluster on purpose: pods leave their VPC under a node's address, or through a private NAT gateway.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network.html
 */
export const POD_RANGE = parseCidr('100.64.0.0/10');
