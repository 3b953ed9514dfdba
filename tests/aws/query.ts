/** Reads the EC2 query protocol: `Action=…&Filter.1.Name=…&Filter.1.Value.1=…`, and who signed it. */

export interface Filter {
  readonly name: string;
  readonly values: readonly string[];
}

export interface Query {
  readonly action: string;
  /** Every parameter as it came. */
  readonly params: ReadonlyMap<string, string>;
  readonly filters: readonly Filter[];
}

export function readQuery(body: string): Query {
  const params = new Map(new URLSearchParams(body));
  const filters: Filter[] = [];
  for (let i = 1; params.has(`Filter.${i}.Name`); i++) {
    const values: string[] = [];
    for (let j = 1; params.has(`Filter.${i}.Value.${j}`); j++)
      values.push(params.get(`Filter.${i}.Value.${j}`)!);
    filters.push({ name: params.get(`Filter.${i}.Name`)!, values });
  }
  return { action: params.get('Action') ?? '', params, filters };
}

export interface Signer {
  readonly key: string;
  readonly region: string;
  readonly service: string;
}

/** The credential scope of a Signature Version 4 header; undefined where the request is not signed. */
export function readSigner(authorization: string | undefined): Signer | undefined {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, ?SignedHeaders=[^,]+, ?Signature=[0-9a-f]{64}$/.exec(
      authorization ?? '',
    );
  return match ? { key: match[1]!, region: match[2]!, service: match[3]! } : undefined;
}

/** Test credentials carry their account: nothing to look up, nothing secret. */
export const keyOf = (account: string, sort: 'AKIA' | 'ASIA' = 'AKIA', by?: 'mfa'): string =>
  `${sort}TEST${by === 'mfa' ? 'MFA' : ''}${account}`;
const KEY = /^A([KS])IATEST(MFA)?(\d{12})$/;
export const accountOfKey = (key: string): string | undefined => KEY.exec(key)?.[3];
/** What sort of session the key is of. */
export const sessionOfKey = (key: string): 'none' | 'role' | 'mfa' => {
  const [, sort, mfa] = KEY.exec(key) ?? [];
  return sort === 'K' ? 'none' : mfa ? 'mfa' : 'role';
};
