/**
 * Sorts what the SDK throws into the failures of a page, in words the user can act on, with nothing secret in them.
 * Source: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html
 */
import { isObject } from '#app/base/json.ts';
import type { Failure, PageError } from '#app/snapshot/page.ts';
import { Circle } from './walk.ts';

/** Where the call went, and as whom: for the message. */
export interface Asked {
  /** Empty where the default credential chain was used. */
  readonly profile: string;
  readonly account: string;
  readonly region: string;
  readonly operation: string;
  /** The command that signs in again; undefined where the credentials come of no sign-in. */
  readonly signIn: string | undefined;
  /** True where DescribeRegions listed the Region as enabled. */
  readonly regionEnabled: boolean;
  /** True where the service has answered in this Region with these credentials. */
  readonly answered: boolean;
}

/**
 * How far a failure reaches: this call only, every call in this Region, or every call with these credentials.
 * `gone`: the item was deleted between being listed and being asked for.
 */
export type Reach = 'call' | 'region' | 'account' | 'gone';

export interface Classified {
  readonly error: PageError;
  readonly reach: Reach;
}

const REFUSED = new Set([
  'UnauthorizedOperation',
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedAccess',
]);
const THROTTLED = new Set([
  'RequestLimitExceeded',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'TooManyRequestsException',
  'EC2ThrottledException',
]);
const EXPIRED = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'RequestTimeTooSkewed',
]);
/** A Region that is not open to the account says so in the words for keys that it does not know. */
const UNKNOWN_KEYS: ReadonlySet<string> = new Set([
  'AuthFailure',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidAccessKeyId',
]);
const SIGNING = new Set([
  'IncompleteSignature',
  'MissingAuthenticationToken',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
]);
const PROVIDER = new Set(['CredentialsProviderError', 'TokenProviderError', 'ProviderError']);
const ACCOUNT_STATE = new Set(['Blocked', 'PendingVerification']);
const SERVER = new Set([
  'ServiceUnavailable',
  'Unavailable',
  'InternalError',
  'InternalFailure',
  'InternalServerError',
]);
/** AWS, or what stands in its place, does not have the call: https://datatracker.ietf.org/doc/html/rfc9110#section-15.6.2 */
const NOT_IMPLEMENTED = 501;
/** https://datatracker.ietf.org/doc/html/rfc9110#section-15.5.8 */
const PROXY = 407;
/** What the SDK says of a refusal that bears no code. */
const NAMELESS: ReadonlySet<string> = new Set(['Unknown', 'NotFound']);
const NETWORK = new Set([
  'TimeoutError',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** Our own codes: no answer of HTTP came at all, and a fault of AWS in a word that is not known. */
const [NO_CONNECTION, SERVER_FAULT] = ['NoConnection', 'ServerFault'] as const;
/** Our own codes of answers that are none of AWS's: cut off, malformed, or leading round in a circle. */
const STOOD_IN: ReadonlySet<string> = new Set(['BadAnswer', 'NoList', 'PageTokenRepeated']);
/** Our own code: the account was read before, and nobody comes to it now. */
export const NOT_VISITED = 'NotVisited';
/** Codes of what is unavailable now, and may not be later. */
const FOR_NOW: ReadonlySet<string> = new Set([
  ...NETWORK,
  ...SERVER,
  NO_CONNECTION,
  SERVER_FAULT,
  NOT_VISITED,
]);

/**
 * True for a failure that says nothing of the network that was asked for: a moment later, or with fresh credentials, the same
 * call may be answered.
 */
export const isPassing = ({ failure, code }: PageError): boolean =>
  failure === 'cancelled' ||
  failure === 'credentials' ||
  failure === 'throttled' ||
  (failure === 'unobserved' && STOOD_IN.has(code)) ||
  (failure === 'unavailable' && FOR_NOW.has(code));

/** A service refuses keys that EC2 takes in the same Region: that is of the service, and fresh keys mend nothing. */
export const refusedByOne = (error: PageError, { operation, region }: Asked): PageError =>
  UNKNOWN_KEYS.has(error.code)
    ? {
        failure: 'unavailable',
        code: error.code,
        message: `${operation} is not answered in ${region}: the service does not take credentials that EC2 takes there (${error.code}). Collect again if it should be.`,
      }
    : error;

/** The name of a service leads nowhere in a Region whose EC2 answers: it is not there. */
export const withoutAddress = (error: PageError): PageError =>
  error.code === 'ENOTFOUND' ? { ...error, code: 'NotOffered' } : error;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const field = (value: unknown, name: string): unknown =>
  isObject(value) || value instanceof Error
    ? (value as unknown as Record<string, unknown>)[name]
    : undefined;

/** AWS's (or Node's) own code for what went wrong; `Unknown` where there is none. */
export function codeOf(error: unknown): string {
  const code = text(field(error, 'code'));
  const name = text(field(error, 'name'));
  if (NETWORK.has(code)) return code;
  return (name && name !== 'Error' ? name : '') || text(field(error, 'Code')) || code || 'Unknown';
}

export const isThrottle = (error: unknown): boolean =>
  THROTTLED.has(codeOf(error)) || field(field(error, '$metadata'), 'httpStatusCode') === 429;

const isAbort = (error: unknown): boolean => text(field(error, 'name')) === 'AbortError';

/** AWS's message without what must not be kept: key ids, tokens, encoded policy text; one line, not too long. */
export function scrub(message: string): string {
  return message
    .replace(/\s*Encoded authorization failure message:.*$/s, '')
    .replace(/\s+/g, ' ')
    .replace(/\b(?:A3T[A-Z0-9]|AKIA|ASIA|AROA|AIDA)[A-Z0-9]{8,}\b/g, '…')
    .replace(/(\barn:\S+)|[A-Za-z0-9+/=_-]{40,}/g, (_, arn?: string) => arn ?? '…')
    .trim()
    .slice(0, 300);
}

const who = ({ profile }: Asked): string =>
  profile ? `profile ${profile}` : 'the default credentials';

/** How to get fresh credentials. */
function renew(asked: Asked): string {
  if (asked.signIn !== undefined) return `Sign in: ${asked.signIn}`;
  return asked.profile
    ? `Renew the credentials of profile ${asked.profile} and collect again.`
    : 'Set AWS_PROFILE or fresh AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or choose a profile.';
}

/** Sorts an error. AWS's own text is kept only where it cannot hold anything secret. */
export function classify(error: unknown, asked: Asked): Classified {
  const code = codeOf(error);
  const said = scrub(text(field(error, 'message')));
  const status = field(field(error, '$metadata'), 'httpStatusCode');
  const out = (
    failure: Failure,
    message: string,
    reach: Reach = 'call',
    as: string = code,
  ): Classified => ({ error: { failure, code: as, message }, reach });

  if (isAbort(error)) return { error: cancelled, reach: 'call' };
  if (error instanceof Circle) return { error: repeated(asked.operation), reach: 'call' };
  if (REFUSED.has(code)) {
    return out(
      'refused',
      `${said || 'Not authorized.'} Allow it with the policy that \`peerless policy\` prints.`,
    );
  }
  if (isThrottle(error)) {
    return out(
      'throttled',
      `AWS kept answering "too many requests" to ${asked.operation}. Collect again later, or one Region at a time.`,
    );
  }
  if (PROVIDER.has(code)) {
    return out(
      'credentials',
      `No usable credentials from ${who(asked)}${why(said)}. ${renew(asked)}`,
      'account',
    );
  }
  if (EXPIRED.has(code)) {
    return out(
      'credentials',
      `The credentials of ${who(asked)} have expired, or this machine's clock is wrong. ${renew(asked)}`,
      'account',
    );
  }
  if (SIGNING.has(code)) {
    return out(
      'credentials',
      `AWS did not accept the signature of ${who(asked)}. Check the secret key and this machine's clock.`,
      'account',
    );
  }
  if (ACCOUNT_STATE.has(code)) {
    return out(
      'unavailable',
      `Account ${asked.account} cannot be used now (${code}). Ask AWS Support, or leave it out.`,
      'account',
    );
  }
  if (UNKNOWN_KEYS.has(code)) {
    if (asked.operation === 'GetCallerIdentity') {
      return out(
        'credentials',
        `AWS does not know the credentials of ${who(asked)} (asked in ${asked.region}; China and GovCloud need --region of their own). ${renew(asked)}`,
        'account',
      );
    }
    if (asked.answered) {
      return out(
        'credentials',
        `AWS no longer accepts the credentials of ${who(asked)} (${code}). ${renew(asked)}`,
        'account',
      );
    }
    return asked.regionEnabled
      ? out(
          'credentials',
          `${asked.region} did not accept the credentials of ${who(asked)} (${code}). ${renew(asked)}`,
          'region',
        )
      : out(
          'unavailable',
          `${asked.region} is not enabled for account ${asked.account} (${code}). Enable it in the account settings, or leave it out with --region.`,
          'region',
        );
  }
  if (code === 'OptInRequired') {
    return out(
      'unavailable',
      `${asked.region} is not enabled for account ${asked.account}. Enable it in the account settings, or leave it out with --region.`,
      'region',
    );
  }
  if (/\.NotFound$|NotFoundException$/.test(code)) {
    return out(
      'unavailable',
      `AWS found nothing to answer ${asked.operation} about (${code}${said ? `: ${said}` : ''}). Collect again if it should be there.`,
      'gone',
    );
  }
  if (NETWORK.has(code)) {
    // A name that leads nowhere is a wrong Region or no network: the next call there ends the same way.
    const reach = code === 'ENOTFOUND' ? 'region' : 'call';
    return out(
      'unavailable',
      `No answer from AWS in ${asked.region} (${code}). Check the Region's name, the network, the proxy and the endpoint address, and collect again.`,
      reach,
    );
  }
  if (status === NOT_IMPLEMENTED) {
    return out(
      'unavailable',
      `${asked.operation} is not answered in ${asked.region} (${code}${said ? `: ${said}` : ''}).`,
      'call',
      'NotImplemented',
    );
  }
  if (SERVER.has(code) || (typeof status === 'number' && status >= 500)) {
    return out(
      'unavailable',
      `AWS had a fault of its own in ${asked.region} (${code}). Collect again later.`,
      'call',
      SERVER.has(code) ? code : SERVER_FAULT,
    );
  }
  if (isForeign(error)) return { error: malformed(asked), reach: 'call' };
  if (/^Invalid|^Unknown|^Unsupported|^Missing/.test(code) && code !== 'Unknown') {
    return out(
      'unavailable',
      `${asked.operation} is not answered in ${asked.region} (${code}${said ? `: ${said}` : ''}). Collect again if it should be.`,
    );
  }
  return out(
    'unavailable',
    `${asked.operation} failed (${code}${said ? `: ${said}` : ''}). Collect again if it should have worked.`,
    'call',
    status === undefined ? NO_CONNECTION : code,
  );
}

/** The telling part of a credential provider's message; commands and paths it may quote are left out. */
function why(said: string): string {
  // What is kept of a sign-in is not there, or cannot be read; SSO itself says "not found or invalid" of one that has ended.
  if (/was not found or is invalid|this profile is invalid|failed to load (?:a )?token/i.test(said))
    return ' (not signed in)';
  if (/expired|refresh failed|sso session|token .*invalid/i.test(said))
    return ' (the sign-in has expired)';
  if (/could not load credentials from any/i.test(said)) return ' (none found)';
  if (/could not resolve credentials using profile/i.test(said))
    return ' (its settings are not complete)';
  if (/multi-factor|mfa/i.test(said)) return ' (it asks for a code of a multi-factor device)';
  return '';
}

export const cancelled: PageError = {
  failure: 'cancelled',
  code: 'Cancelled',
  message: 'Collection was cancelled before this call was answered. Collect again to read it.',
};

/** JavaScript's own words for a value that was none of those expected; Node's have a code, and are about something else. */
const isFallenApart = (error: unknown): boolean =>
  (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) &&
  field(error, 'code') === undefined;

/**
 * AWS said yes, or somebody did in its place, and what came with it is not what AWS says; or it was taken for that, and fell
 * apart in our hands. AWS's services send nobody elsewhere, ask for the password of no proxy, and give a refusal a name.
 */
export function isForeign(error: unknown): boolean {
  const status = field(field(error, '$metadata'), 'httpStatusCode');
  if (typeof status !== 'number') return isFallenApart(error);
  if (status < 400 || status === PROXY) return true;
  return status < 500 && (NAMELESS.has(codeOf(error)) || isFallenApart(error));
}

/** An answer that cannot be read, with its place: whoever is told of it can ask for the same and look. */
export const malformed = ({ operation, account, region }: Asked): PageError => ({
  failure: 'unobserved',
  code: 'BadAnswer',
  message:
    `The answer to ${operation} in account ${account}, ${region} is malformed: a proxy or sign-in page may stand in place of ` +
    'AWS. Nothing is known of what it would have told. Collect again; if it stays so, please report it.',
});

export const unobserved = (list: string): PageError => ({
  failure: 'unobserved',
  code: 'NoList',
  message: `The answer came without ${list}: a proxy or sign-in page may be answering in place of AWS. Nothing is known of what it would have listed.`,
});

const repeated = (operation: string): PageError => ({
  failure: 'unobserved',
  code: 'PageTokenRepeated',
  message: `The answers came round in a circle (the same page token twice), so ${operation} may not be complete. Collect again.`,
});
