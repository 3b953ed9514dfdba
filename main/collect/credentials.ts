/** Credentials: fetched once, kept until shortly before they expire, and repeated by no message. */
import type { Credentials as StsCredentials } from '@aws-sdk/client-sts';
import type { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { memoize } from '@smithy/core/config';
import { keepCredentials } from '../secrets.ts';

/** Fresh credentials are fetched this many ms before the old ones expire. */
const EXPIRY_MARGIN = 300_000;

/** Hands out credentials, fresh ones where the last have expired. They never leave this room. */
export type Credentials = ReturnType<typeof fromNodeProviderChain>;
export type Identity = Awaited<ReturnType<Credentials>>;

/** Keeps credentials until shortly before they expire. */
export const kept = (fetch: Credentials): Credentials =>
  memoize(
    fetch,
    ({ expiration }) =>
      expiration !== undefined && expiration.getTime() - Date.now() < EXPIRY_MARGIN,
    ({ expiration }) => expiration !== undefined,
  );

/** Credentials that no message and no answer can repeat. */
export const veiled =
  (fetch: Credentials): Credentials =>
  async (properties) => {
    const found = await fetch(properties);
    keepCredentials(found.accessKeyId, found.secretAccessKey, found.sessionToken);
    return found;
  };

/** Credentials as STS hands them out. Throws where the answer has none. */
export function given(credentials: StsCredentials | undefined): Identity {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = credentials ?? {};
  keepCredentials(AccessKeyId, SecretAccessKey, SessionToken);
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) {
    throw Object.assign(new Error('the answer has no credentials'), { name: 'NoCredentials' });
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    ...(Expiration ? { expiration: Expiration } : {}),
  };
}
