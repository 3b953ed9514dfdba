/** A Page: one API response together with the call that produced it, or the error the call ended in. */

export type Service =
  'ec2' | 'directconnect' | 'networkmanager' | 'organizations' | 'ram' | 'servicequotas' | 'sts';

/** One API call. `account` is 12 digits, or `unknown` where a file does not tell; `region` likewise, or `global`. */
export interface Call {
  readonly account: string;
  readonly region: string;
  readonly service: Service;
  /** AWS's own operation name, such as `DescribeVpcs`. */
  readonly operation: string;
  /** Arguments that select what is answered (never page tokens), such as `TransitGatewayRouteTableId`. */
  readonly args: Readonly<Record<string, string>>;
}

/**
 * Why a call brought nothing.
 * - refused: no permission (`UnauthorizedOperation`, `AccessDenied`, …)
 * - throttled: still over the rate limit after every retry
 * - credentials: expired, wrong or missing
 * - unavailable: Region not enabled, operation not offered, server fault after retries, no network
 * - unobserved: the answer came without its list (a proxy's page, a truncated answer)
 * - cancelled: the user stopped the collection first
 * - unreadable: a file's content could not be understood
 * - partial: the source holds a part only, by its nature, such as what Terraform manages
 */
export type Failure =
  | 'refused'
  | 'throttled'
  | 'credentials'
  | 'unavailable'
  | 'unobserved'
  | 'cancelled'
  | 'unreadable'
  | 'partial';

export interface PageError {
  readonly failure: Failure;
  /** AWS's error code, or our own where AWS gave none. */
  readonly code: string;
  readonly message: string;
}

export type Page = Call & {
  /** When it was read, ISO 8601 UTC. */
  readonly time: string;
  /** The response body with AWS's own field names, tokens and secrets removed. */
  readonly answer?: Readonly<Record<string, unknown>>;
  readonly error?: PageError;
};

/** Placeholder account or Region of pages from files that do not say. */
export const UNKNOWN = 'unknown';

/** Region of pages whose call answers alike in every Region: it is made once for an account. */
export const GLOBAL = 'global';

/** Ways into an account, which lead to no Region. */
const ENTRIES: ReadonlySet<string> = new Set([
  'AssumeRole',
  'GetCallerIdentity',
  'GetSessionToken',
]);

/** True for a way into an account: whatever it brings, it is about no Region. */
export const isEntry = ({ operation }: Pick<Call, 'operation'>): boolean => ENTRIES.has(operation);

/** True for a call that only finds what is to be read: an answer tells nothing of a network. */
export const isFinding = (call: Pick<Call, 'operation'>): boolean =>
  isEntry(call) || call.operation === 'DescribeRegions';

/** Argument of a way into an account that failed: the Regions nobody read for it, with blanks between them. */
export const REGIONS = 'Regions';

/** Arguments of what was lost of a file that was cut off: the accounts and the Regions it may be of, with blanks between them. */
export const REST = { accounts: 'RestAccounts', regions: 'RestRegions' } as const;

/** True for a call that is about one Region, be it told or not. */
export const hasRegion = (call: Pick<Call, 'region' | 'operation'>): boolean =>
  call.region !== GLOBAL && !(call.region === UNKNOWN && isEntry(call));

/** True where nobody tells the account or the Region that was asked: two such calls may be of different ones. */
export const isPlaceless = (call: Pick<Call, 'account' | 'region' | 'operation'>): boolean =>
  call.account === UNKNOWN || (call.region === UNKNOWN && hasRegion(call));

/**
 * True where AWS says it has more than it gives: a search of routes ends after 1,000 of them. Until the last page
 * the same words only stand beside the page token.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SearchTransitGatewayRoutes.html
 */
export const isCutShort = ({ answer }: Page): boolean =>
  answer?.['AdditionalRoutesAvailable'] === true && !Object.hasOwn(answer, 'NextToken');
