/**
 * Interfaces that AWS puts into a subnet to carry others' traffic; nobody's flow starts or ends there.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html
 */
import type { NetworkInterface } from '../kinds/network-interface.ts';

const CARRIERS = new Set([
  'transit_gateway',
  'nat_gateway',
  'gateway_load_balancer',
  'gateway_load_balancer_endpoint',
]);

export const isCarrier = ({ type }: NetworkInterface): boolean => CARRIERS.has(type);
