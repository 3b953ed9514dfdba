/**
 * Reads `terraform show -json` of a plan: what will be. Ids that AWS has yet to give are named after the address, so
 * that they are the same in every run; what else is unknown and matters is told.
 * https://developer.hashicorp.com/terraform/internals/json-format
 */
import { isObject } from '../../base/json.ts';
import { asAccount, placeOfArn } from '../place.ts';
import type { SourceFile } from '../placing.ts';
import { Configuration, type Instance } from './configuration.ts';
import { BLOCKS, LISTS, MADE, placeholder, PLAIN, PREFIXES, REFERENCES } from './plan-names.ts';
import { type TfContent, type TfResource, Values } from './resource.ts';
import { asList, asText, shownResources } from './state.ts';
import { knownBy } from './versions.ts';

type Item = Readonly<Record<string, unknown>>;

export const isPlan = (value: Item): boolean =>
  typeof value['format_version'] === 'string' &&
  (isObject(value['planned_values']) || Array.isArray(value['resource_changes']));

interface Change extends Instance {
  readonly after: Record<string, unknown>;
  readonly unknown: Item;
}

const isAbsent = (item: Item, name: string): boolean =>
  item[name] === undefined || item[name] === null;

const isUnknown = (change: Change, name: string): boolean =>
  Object.hasOwn(change.unknown, name) && change.unknown[name] === true;

/** Changes that leave something there, by address. What is deleted or forgotten is not in what will be. */
function changesOf(value: Item): Change[] {
  return asList(value['resource_changes'])
    .filter(isObject)
    .flatMap((item) => {
      const change = item['change'];
      const type = asText(item['type']);
      if (!isObject(change) || item['mode'] === 'data' || item['deposed'] !== undefined) return [];
      if (!type.startsWith('aws_') || !isObject(change['after'])) return [];
      const unknown = change['after_unknown'];
      return [
        {
          address: asText(item['address']),
          module: asText(item['module_address']),
          type,
          name: asText(item['name']),
          index: item['index'],
          after: { ...change['after'] },
          unknown: isObject(unknown) ? unknown : {},
        },
      ];
    });
}

/** Gives ids to what will be made. */
function nameIds(change: Change): void {
  const { type, address, after } = change;
  const prefix = Object.hasOwn(PREFIXES, type) ? PREFIXES[type]! : undefined;
  if (prefix !== undefined && isUnknown(change, 'id')) after['id'] = placeholder(prefix, address);
  const made = Object.hasOwn(MADE, type) ? MADE[type]! : {};
  for (const [name, [start, rest]] of Object.entries(made))
    if (isUnknown(change, name)) after[name] = placeholder(start, address, rest);
}

/** Fills in the references of one resource, or of a block in it; what stays unknown is told by `miss`. */
function fill(
  after: Record<string, unknown>,
  unknown: Item,
  find: (name: string) => readonly unknown[] | undefined,
  miss: (name: string) => void,
): void {
  for (const [name, is] of Object.entries(unknown)) {
    const wanted = Object.hasOwn(REFERENCES, name) ? REFERENCES[name]! : undefined;
    const many = Object.hasOwn(LISTS, name) ? LISTS[name]! : undefined;
    if (wanted && is === true && isAbsent(after, name)) {
      const found = find(name);
      // What the configuration does not set is AWS's to choose, and no way that somebody meant.
      if (found === undefined) continue;
      const fitting = [...new Set(found.filter(beginsWith(wanted)))];
      if (fitting.length === 1) after[name] = fitting[0];
      else miss(name);
    } else if (many && (is === true || (Array.isArray(is) && is.includes(true)))) {
      const found = find(name)?.filter(beginsWith(many));
      const known = asList(after[name]).filter((v) => typeof v === 'string');
      if (found !== undefined && found.length > 0) after[name] = [...new Set([...known, ...found])];
      else if (found !== undefined) miss(name);
    } else if (
      PLAIN.has(name) &&
      is === true &&
      isAbsent(after, name) &&
      find(name) !== undefined
    ) {
      miss(name);
    }
  }
}

const beginsWith =
  (prefixes: readonly string[]) =>
  (value: unknown): value is string =>
    typeof value === 'string' && prefixes.some((prefix) => value.startsWith(prefix));

/**
 * What of what Terraform manages the plan does not tell, as it says itself. Older plans do not say.
 * Source: https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
function lacksOf(value: Item, { path }: SourceFile): string[] {
  if (value['errored'] === true)
    return [`${path} ends in an error, so that it may lack anything; mend that, and plan again`];
  const deferred = asList(value['deferred_changes']).flatMap((item) => {
    const change = isObject(item) ? item['resource_change'] : undefined;
    const address = isObject(change) ? asText(change['address']) : '';
    return address === '' ? 'something without an address' : address.slice(0, 120);
  });
  if (deferred.length > 0) {
    const more = deferred.length > 5 ? ` and ${deferred.length - 5} more` : '';
    return [
      `${path} puts off ${deferred.slice(0, 5).join(', ')}${more}: apply what it holds, and plan again`,
    ];
  }
  return value['complete'] === false
    ? [`${path} is not all that is to be done, as with -target; plan without it`]
    : [];
}

export function readPlan(value: Item, file: SourceFile): TfContent {
  const changes = changesOf(value);
  const seen = new Set(changes.map((c) => c.address));
  const planned = shownResources(value['planned_values'], file).filter(
    (r) => !seen.has(r.address) && r.mode === 'managed',
  );
  const prior = isObject(value['prior_state']) ? value['prior_state']['values'] : undefined;
  const looked = shownResources(prior, file).filter((r) => r.mode === 'data');
  const configuration = new Configuration(value, [
    ...changes,
    ...looked.map((r) => ({ ...r, ...partsOf(r.address), after: r.values.raw })),
  ]);

  for (const change of changes) nameIds(change);
  const unknown: string[] = [];
  fillAll(changes, configuration, () => undefined);
  // Again: some take from others what only now is there.
  ownersOfDefaults(changes);
  fillAll(changes, configuration, (what) => unknown.push(what));
  acceptPeerings(changes);
  const resources = changes.map((change): TfResource => {
    const { key, region, account } = providerOf(value, configuration, change);
    return {
      file,
      address: change.address,
      type: change.type,
      mode: 'managed',
      provider: key,
      region,
      account,
      values: new Values(change.after),
    };
  });
  return {
    origin: 'plan',
    path: file.path,
    lacks: lacksOf(value, file),
    before: beforeOf(value, shownResources(prior, file)),
    resources: [...resources, ...mainTables(changes, resources), ...planned, ...looked],
    unknown,
  };
}

/** What the state held that the plan was made from: what it leaves alone, changes and deletes. */
function beforeOf(value: Item, prior: readonly TfResource[]): ReadonlySet<string> {
  const changed = asList(value['resource_changes'])
    .filter(isObject)
    .flatMap((item) => {
      const change = item['change'];
      const was =
        isObject(change) && isObject(change['before']) ? asText(change['before']['id']) : '';
      // What was moved stands in the state under its address of before.
      const addresses = [asText(item['address']), asText(item['previous_address'])];
      return was === '' || item['mode'] === 'data' ? [] : addresses.map((at) => knownBy(at, was));
    });
  const kept = prior.flatMap((r) => {
    const id = r.values.text('id');
    return r.mode === 'managed' && id !== undefined ? [knownBy(r.address, id)] : [];
  });
  return new Set([...changed, ...kept]);
}

function fillAll(
  changes: readonly Change[],
  configuration: Configuration,
  say: (what: string) => void,
): void {
  for (const change of changes) {
    const { after, address } = change;
    const miss = (name: string) => say(`${name} of ${address}`);
    fill(after, change.unknown, (name) => configuration.valuesOf(change, name), miss);
    for (const name of BLOCKS) {
      const doubts = asList(change.unknown[name]);
      const blocks = asList(after[name]).map((block) => (isObject(block) ? { ...block } : block));
      if (change.unknown[name] === true && configuration.valuesOf(change, name)) miss(name);
      blocks.forEach((block, i) => {
        const doubt = doubts[i];
        if (!isObject(block) || !isObject(doubt)) return;
        fill(
          block,
          doubt,
          (inner) => configuration.valuesOf(change, name, inner),
          (inner) => miss(`${inner} in ${name}`),
        );
      });
      if (blocks.length > 0) after[name] = blocks;
    }
  }
}

/** What takes over the table, ACL or group that a VPC was made with is in that VPC, though nothing says so. */
function ownersOfDefaults(changes: readonly Change[]): void {
  const names = {
    aws_default_route_table: ['default_route_table_id', 'default_route_table_id'],
    aws_default_network_acl: ['default_network_acl_id', 'default_network_acl_id'],
    aws_default_security_group: ['id', 'default_security_group_id'],
  } as const;
  for (const { type, after } of changes) {
    if (!Object.hasOwn(names, type)) continue;
    const [own, ofVpc] = names[type as keyof typeof names];
    // A default group names its VPC, and takes the id from it.
    const vpc = changes.find(
      (c) =>
        c.type === 'aws_vpc' &&
        (isAbsent(after, own) ? c.after['id'] === after['vpc_id'] : c.after[ofVpc] === after[own]),
    );
    if (!vpc) continue;
    after['vpc_id'] ??= vpc.after['id'];
    after['id'] ??= vpc.after[ofVpc];
  }
}

/** Module, name and index in the address of a data source. */
function partsOf(address: string): Pick<Instance, 'module' | 'name' | 'index'> {
  const [, module = '', name = '', index] =
    /^(?:(module\..+?)\.)?data\.\w+\.([\w-]+)(?:\[(.*)\])?$/s.exec(address) ?? [];
  return { module, name, index: index?.replaceAll(/^"|"$/g, '') };
}

/** A peering whose acceptance is in the plan, too, will be active. */
function acceptPeerings(changes: readonly Change[]): void {
  const accepted = new Set(
    changes
      .filter((c) => c.type === 'aws_vpc_peering_connection_accepter')
      .filter((c) => c.after['auto_accept'] === true)
      .map((c) => c.after['vpc_peering_connection_id']),
  );
  for (const change of changes) {
    const { type, after } = change;
    if (!isUnknown(change, 'accept_status')) continue;
    if (type === 'aws_vpc_peering_connection') {
      const willBe = after['auto_accept'] === true || accepted.has(after['id']);
      after['accept_status'] = willBe ? 'active' : 'pending-acceptance';
    } else if (type === 'aws_vpc_peering_connection_accepter' && after['auto_accept'] === true) {
      after['accept_status'] = 'active';
    }
  }
}

/**
 * The main route tables that AWS will make with new VPCs: local routes alone, unless the plan takes them over.
 * https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html
 */
function mainTables(changes: readonly Change[], resources: readonly TfResource[]): TfResource[] {
  const taken = new Set(
    changes
      .filter((c) => c.type === 'aws_default_route_table')
      .map((c) => c.after['default_route_table_id']),
  );
  return changes.flatMap((change, i) => {
    const id = change.after['default_route_table_id'];
    if (change.type !== 'aws_vpc' || !isUnknown(change, 'default_route_table_id') || taken.has(id))
      return [];
    const values = new Values({
      id,
      vpc_id: change.after['id'],
      owner_id: change.after['owner_id'],
    });
    return [{ ...resources[i]!, type: 'aws_default_route_table', values }];
  });
}

/** The provider configuration of a resource, with the Region and account that it names. */
function providerOf(
  value: Item,
  configuration: Configuration,
  change: Change,
): { key: string; region?: string | undefined; account?: string | undefined } {
  const key = configuration.providerOf(change);
  const all = isObject(value['configuration'])
    ? value['configuration']['provider_config']
    : undefined;
  const own = isObject(all) && Object.hasOwn(all, key) ? all[key] : undefined;
  const expressions = isObject(own) ? own['expressions'] : undefined;
  if (!isObject(expressions)) return { key };
  const region = configuration.constant(expressions['region']);
  const allowed = configuration.constant(expressions['allowed_account_ids']);
  const role = asList(expressions['assume_role']).find(isObject)?.['role_arn'];
  return {
    key,
    region: typeof region === 'string' ? region : undefined,
    account:
      (Array.isArray(allowed) && allowed.length === 1 ? asAccount(allowed[0]) : undefined) ??
      placeOfArn(configuration.constant(role)).account,
  };
}
