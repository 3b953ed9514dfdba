/** The secret of one loopback door: made at its start, known to the address it prints and to nobody else. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits in the alphabet of RFC 4648 base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url');

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in constant time, whatever the lengths: https://nodejs.org/api/crypto.html#cryptotimingsafeequala-b */
export const sameToken = (given: string, token: string): boolean =>
  timingSafeEqual(digest(given), digest(token));
