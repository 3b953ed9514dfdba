/** Names of a Terraform file: labels that are unique and safe, and how each thing of a plan is referred to. */
import { byText } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { Where } from '../../plan/changes.ts';
import { isPlanned } from '../../plan/design-shapes.ts';
import { type Expr, text } from './hcl.ts';

/** Labels longer than this are cut; a number at the end keeps them apart. */
const LONGEST = 100;

/** Letters, digits and underscores, beginning with a letter or underscore; the same text gives the same label. */
function safe(id: string): string {
  const plain = id
    .replace(/^planned-/, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .slice(0, LONGEST);
  return /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`;
}

export class TerraformNames {
  readonly #taken = new Set<string>();
  readonly #labels = new Map<string, string>();
  readonly #ids = new Map<Ref, Expr>();
  readonly #providers = new Map<string, Where & { readonly alias: string }>();

  /** The label of a resource of a type: always the same for the same id, and for no other one. */
  label(type: string, id: string): string {
    const key = `${type} ${id}`;
    let label = this.#labels.get(key);
    if (label === undefined) {
      const wanted = safe(id);
      label = wanted;
      for (let n = 2; this.#taken.has(`${type} ${label}`); n++) label = `${wanted}_${n}`;
      this.#taken.add(`${type} ${label}`);
      this.#labels.set(key, label);
    }
    return label;
  }

  /** `aws_subnet.a`: how the file refers to a resource as a whole. */
  address(type: string, id: string): Expr {
    return `${type}.${this.label(type, id)}`;
  }

  /** Says what stands for the id that AWS will give to something the plan makes. */
  define(id: Ref, type: string): void {
    this.#ids.set(id, `${this.address(type, id)}[0].id`);
  }

  /** The id of something: as it is where it exists, a reference where the plan makes it. */
  id(id: Ref): Expr {
    if (!isPlanned(id)) return text(id);
    const known = this.#ids.get(id);
    if (known === undefined) throw new Error(`the plan uses ${id} but no step makes it`);
    return known;
  }

  /** `aws.a111122223333_us_east_1` */
  provider({ account, region }: Where): Expr {
    const key = `${account} ${region}`;
    let known = this.#providers.get(key);
    if (!known) {
      const alias = this.label('provider', `a${account}_${region}`);
      this.#providers.set(key, (known = { account, region, alias }));
    }
    return `aws.${known.alias}`;
  }

  /** Every account and Region that was asked for, sorted. */
  get providers(): readonly (Where & { readonly alias: string })[] {
    return [...this.#providers].sort(([a], [b]) => byText(a, b)).map(([, provider]) => provider);
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const partitionOf = (region: string): string =>
  region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';

export const gatewayArn = ({ account, region }: Where, id: Ref): string =>
  `arn:${partitionOf(region)}:ec2:${region}:${account}:transit-gateway/${id}`;
