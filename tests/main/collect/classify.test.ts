/** Every error class of the EC2 documentation, sorted into the failures of a page. */
import { describe, expect, it } from 'vitest';
import { type Asked, classify, isPassing, scrub, unobserved } from '#main/collect/classify.ts';
import { Circle } from '#main/collect/walk.ts';

const asked: Asked = {
  profile: 'net',
  account: '111111111111',
  region: 'eu-west-1',
  operation: 'DescribeVpcs',
  signIn: undefined,
  regionEnabled: true,
  answered: false,
};

const error = (name: string, message = 'Words of AWS.', more: object = {}) =>
  Object.assign(new Error(message), { name, ...more });

// https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html
describe('errors', () => {
  it.each([
    ['UnauthorizedOperation', 'refused', 'call'],
    ['AccessDeniedException', 'refused', 'call'],
    ['RequestLimitExceeded', 'throttled', 'call'],
    ['ThrottlingException', 'throttled', 'call'],
    ['ExpiredTokenException', 'credentials', 'account'],
    ['RequestExpired', 'credentials', 'account'],
    ['SignatureDoesNotMatch', 'credentials', 'account'],
    ['CredentialsProviderError', 'credentials', 'account'],
    ['AuthFailure', 'credentials', 'region'],
    ['OptInRequired', 'unavailable', 'region'],
    ['PendingVerification', 'unavailable', 'account'],
    ['InvalidTransitGatewayID.NotFound', 'unavailable', 'gone'],
    ['InternalError', 'unavailable', 'call'],
    ['InvalidAction', 'unavailable', 'call'],
    ['TimeoutError', 'unavailable', 'call'],
    ['AbortError', 'cancelled', 'call'],
  ])('%s is %s and reaches the %s', (name, failure, reach) => {
    const got = classify(error(name), asked);
    expect([got.error.failure, got.reach]).toEqual([failure, reach]);
    expect(got.error.message).toMatch(/\.$/);
  });

  it('takes AuthFailure for a Region that is not enabled where nobody said it is', () => {
    const got = classify(error('AuthFailure'), { ...asked, regionEnabled: false });
    expect(got).toMatchObject({ error: { failure: 'unavailable' }, reach: 'region' });
  });

  it('takes AuthFailure for the end of credentials where they were good before', () => {
    for (const regionEnabled of [true, false]) {
      const got = classify(error('AuthFailure'), { ...asked, regionEnabled, answered: true });
      expect(got).toMatchObject({ error: { failure: 'credentials' }, reach: 'account' });
    }
  });

  it.each([
    ['SELF_SIGNED_CERT_IN_CHAIN', undefined, true],
    ['ECONNRESET', undefined, true],
    ['BadGateway', 502, true],
    ['ThrottlingException', 400, true],
    ['InternalFailure', 501, false],
    ['OptInRequired', 401, false],
    ['DryRunOperation', 412, false],
    ['UnauthorizedOperation', 403, false],
  ])('%s (status %s) may be answered a moment later: %s', (code, httpStatusCode, passing) => {
    const got = classify(error('Error', 'x', { code, $metadata: { httpStatusCode } }), asked);
    expect(isPassing(got.error)).toBe(passing);
  });

  it('takes pages that lead round in a circle, and an answer without its list, for what may be answered later', () => {
    const { error } = classify(new Circle('again'), asked);
    expect([error, unobserved('Vpcs')].map(isPassing)).toEqual([true, true]);
  });

  it('takes AuthFailure of the first question for wrong credentials', () => {
    const got = classify(error('InvalidClientTokenId'), {
      ...asked,
      operation: 'GetCallerIdentity',
    });
    expect(got).toMatchObject({ error: { failure: 'credentials' }, reach: 'account' });
  });

  it('gives up on a Region whose name leads nowhere, not on one that did not answer in time', () => {
    expect(classify(error('Error', 'getaddrinfo', { code: 'ENOTFOUND' }), asked)).toMatchObject({
      error: { failure: 'unavailable', code: 'ENOTFOUND' },
      reach: 'region',
    });
    expect(classify(error('Error', 'reset', { code: 'ECONNRESET' }), asked).reach).toBe('call');
  });

  it('takes an answer that came with success and cannot be read for not observed', () => {
    const got = classify(
      error('Error', 'XML parse error', { $metadata: { httpStatusCode: 200 } }),
      asked,
    );
    expect(got.error).toMatchObject({ failure: 'unobserved', code: 'BadAnswer' });
  });

  it('takes an answer that falls apart in our hands for the same, with its place; a fault of this machine not', () => {
    for (const thrown of [new TypeError('x is undefined'), new RangeError('Invalid time value')]) {
      const { error: told } = classify(thrown, asked);
      expect(told).toMatchObject({ failure: 'unobserved', code: 'BadAnswer' });
      expect(told.message).toContain('DescribeVpcs in account 111111111111, eu-west-1');
      expect(told.message).not.toContain(thrown.message);
    }
    const header = Object.assign(new TypeError('Invalid header'), { code: 'ERR_INVALID_CHAR' });
    expect(classify(header, asked).error.failure).toBe('unavailable');
  });

  it('says what to do with the default credentials in words for the window, too', () => {
    const { message } = classify(error('ExpiredToken'), { ...asked, profile: '' }).error;
    expect(message).toContain('or choose a profile.');
    expect(message).not.toContain('--');
  });

  it('never repeats what a credential process or a signature error says', () => {
    for (const name of ['CredentialsProviderError', 'SignatureDoesNotMatch', 'ExpiredToken']) {
      expect(
        classify(error(name, 'token planted-secret of /opt/tool --password x'), asked).error
          .message,
      ).not.toMatch(/planted|password|opt/);
    }
  });
});

it('scrubs key ids, long tokens and encoded policy text, keeps ARNs and words', () => {
  expect(
    scrub(
      `User: arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_ReadOnlyAccess_0123456789abcdef/me is not authorized\nto perform: ec2:DescribeVpcs with ASIAABCDEFGHIJKLMNOP ${'A1b2'.repeat(12)} Encoded authorization failure message: abc def`,
    ),
  ).toBe(
    'User: arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_ReadOnlyAccess_0123456789abcdef/me is not authorized to perform: ec2:DescribeVpcs with … …',
  );
});
