/** Where each change of a plan is carried out, and the shell variables that stand for ids AWS has yet to give. */
import type { Ref } from '../base/ref.ts';
import { shellName, word } from '../base/shell.ts';
import type { Topology } from '../topology/topology.ts';
import type { Change, Reversal, Where } from './changes.ts';
import { type Design, isPlanned } from './design-shapes.ts';

/** Account and Region whose API takes a change. What crosses accounts, such as accepting, is up to whoever writes it. */
export function whereOf(change: Change | Reversal, design: Design, topology: Topology): Where {
  const vpc = (id: Ref): Where => topology.placeOf(id);
  const gateway = (id: Ref): Where => design.gateways.find((g) => g.id === id)!;
  const tgwTable = (id: Ref): Where => {
    const made = design.tables.find((t) => t.id === id);
    return made ? gateway(made.gateway) : topology.placeOf(id);
  };
  switch (change.do) {
    case 'create-gateway':
    case 'delete-gateway':
      return change.gateway;
    case 'create-table':
    case 'delete-table':
    case 'share-gateway':
    case 'unshare-gateway':
    case 'enable-references':
    case 'disable-references':
      return gateway(change.gateway);
    case 'create-landing-table':
    case 'create-landing':
    case 'delete-landing-table':
    case 'delete-landing':
      return vpc(change.vpc);
    case 'create-attachment':
    case 'delete-attachment':
      return change.attachment;
    case 'add-landings':
    case 'remove-landings':
      return design.attachments.find((a) => a.id === change.attachment)!;
    case 'create-link':
    case 'delete-link':
      return gateway(change.link.requester);
    case 'associate':
    case 'disassociate':
    case 'propagate':
    case 'stop-propagating':
    case 'create-tgw-route':
    case 'create-tgw-blackhole':
    case 'delete-tgw-route':
    case 'delete-tgw-blackhole':
      return tgwTable(change.table);
    case 'create-route':
    case 'replace-route':
    case 'delete-route':
    case 'restore-route':
      return topology.placeOf(change.table);
    case 'delete-peering':
    case 'create-peering': {
      const { requester } = topology.get('vpc-peering', change.peering)!;
      return requester;
    }
  }
}

/** The shell variable that stands for something the plan makes: `TGW_US_EAST_1` for `planned-tgw-us-east-1`. */
export const variableName = (id: Ref): string => shellName(id.replace(/^planned-/, ''));

/** How commands name a resource: its id as a word of the shell, or a variable for what the plan makes: `$TGW_US_EAST_1`. */
export const variableOf = (id: Ref): string => (isPlanned(id) ? `$${variableName(id)}` : word(id));

/** The variable that names the AWS profile of an account: `PROFILE_111122223333`. */
export const profileOf = (account: string): string => `PROFILE_${shellName(account)}`;
