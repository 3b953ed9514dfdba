/** What the parts of a bundle of links are called. */
import type { EdgeKind } from '../scene.ts';

export const BUNDLE: Readonly<Record<EdgeKind, string>> = {
  peering: 'peering',
  attachment: 'attachment',
  'tgw-peering': 'peering',
  vpn: 'VPN connection',
  'direct-connect': 'attachment',
  other: 'link',
  reach: 'pair',
};
