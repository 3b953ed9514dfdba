/** VPC Block Public Access, as VPCs and subnets tell of it. */
import type { Fields } from '../fields.ts';

/**
 * The mode, such as `block-ingress`; undefined where the answer does not tell.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_BlockPublicAccessStates.html
 */
export const readPublicAccess = (item: Fields): string | undefined =>
  item.object('BlockPublicAccessStates')?.maybe('InternetGatewayBlockMode');
