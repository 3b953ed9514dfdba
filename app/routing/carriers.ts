/**
 * Whose flows start or end at an interface: not at those that AWS puts into a subnet to carry others' traffic.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html
 */
import type { NetworkInterface } from '../kinds/network-interface.ts';

const CARRIERS = new Set([
  'transit_gateway',
  'nat_gateway',
  'gateway_load_balancer',
  'gateway_load_balancer_endpoint',
]);

const isCarrier = ({ type }: NetworkInterface): boolean => CARRIERS.has(type);

/**
 * Whether somebody behind an interface sends, or is sent to. An endpoint of a service only answers, and nothing is attached
 * to an interface that is `available`.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html
 */
export const isHost = (eni: NetworkInterface, which: 'from' | 'to'): boolean =>
  eni.status !== 'available' && !isCarrier(eni) && (which === 'to' || eni.type !== 'vpc_endpoint');
