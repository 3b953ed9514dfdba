/**
 * Reads Terraform state: the file itself (version 4), and what `terraform show -json` makes of it.
 * https://developer.hashicorp.com/terraform/internals/json-format
 */
import { isObject } from '../../base/json.ts';
import type { SourceFile } from '../placing.ts';
import { labelOf, type TfContent, type TfResource, Values } from './resource.ts';

type Item = Readonly<Record<string, unknown>>;

/** Modules in modules; Terraform has no limit, people do. */
const MAX_MODULES = 60;

export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** True for a state file, whatever its version. */
export const isStateFile = (value: Item): boolean =>
  typeof value['version'] === 'number' &&
  ('terraform_version' in value || 'lineage' in value) &&
  (Array.isArray(value['resources']) || Array.isArray(value['modules']));

/** True for `terraform show -json` of a state. */
export const isShownState = (value: Item): boolean =>
  typeof value['format_version'] === 'string' &&
  !('planned_values' in value) &&
  !('provider_schemas' in value) &&
  (isObject(value['values']) || 'terraform_version' in value);

/** True for state that OpenTofu has encrypted: https://opentofu.org/docs/language/state/encryption/ */
export const isEncryptedState = (value: Item): boolean =>
  typeof value['encrypted_data'] === 'string' &&
  ('encryption_version' in value || 'lineage' in value || 'meta' in value);

export const ENCRYPTED =
  'is state that OpenTofu has encrypted; write it as JSON where its key is, with tofu show -json > state.json, and open that';

/** The resources of a state file; or, for another version, what is wrong. */
export function readState(value: Item, file: SourceFile): TfContent | { readonly fault: string } {
  const version = value['version'];
  if (version !== 4) {
    const newer = typeof version === 'number' && version > 4;
    return {
      fault:
        `is Terraform state of version ${String(version).slice(0, 20)}; Peerless reads version 4, of Terraform 0.12 and later. ` +
        (newer
          ? 'Run terraform show -json > state.json with the Terraform that wrote it, or update Peerless'
          : 'Run terraform show -json > state.json with a newer Terraform'),
    };
  }
  const resources = asList(value['resources'])
    .filter(isObject)
    .flatMap((group) => {
      const [type, name] = [asText(group['type']), asText(group['name'])];
      const module = asText(group['module']);
      return asList(group['instances'])
        .filter(isObject)
        .flatMap((instance): TfResource[] => {
          // What another try has replaced, and Terraform has yet to destroy, goes: `deposed`.
          if (!type.startsWith('aws_') || instance['deposed'] !== undefined) return [];
          return [
            {
              file,
              address: labelOf(module, type, name, instance['index_key']),
              type,
              mode: group['mode'] === 'data' ? 'data' : 'managed',
              provider: asText(group['provider']),
              values: new Values(instance['attributes']),
            },
          ];
        });
    });
  const { lineage, serial } = value;
  const isVersion = typeof lineage === 'string' && lineage !== '' && typeof serial === 'number';
  return {
    origin: 'state',
    path: file.path,
    resources,
    unknown: [],
    ...(isVersion && { version: { lineage, serial } }),
  };
}

/** The resources of `terraform show -json` of a state. Values marked sensitive are kept apart there, and never looked at. */
export const readShownState = (value: Item, file: SourceFile): TfContent => ({
  origin: 'state',
  path: file.path,
  resources: shownResources(value['values'], file),
  unknown: [],
});

/** Resources of a "values representation", modules and all. */
export function shownResources(values: unknown, file: SourceFile): TfResource[] {
  const out: TfResource[] = [];
  const visit = (module: unknown, level: number): void => {
    if (!isObject(module) || level > MAX_MODULES) return;
    for (const item of asList(module['resources'])) {
      if (!isObject(item)) continue;
      const type = asText(item['type']);
      if (!type.startsWith('aws_') || item['deposed_key'] !== undefined) continue;
      out.push({
        file,
        address: asText(item['address']),
        type,
        mode: item['mode'] === 'data' ? 'data' : 'managed',
        provider: asText(item['provider_name']),
        values: new Values(item['values']),
      });
    }
    for (const child of asList(module['child_modules'])) visit(child, level + 1);
  };
  visit(isObject(values) ? values['root_module'] : undefined, 0);
  return out;
}
