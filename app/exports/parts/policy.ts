/** The content policy of files that are opened in a browser: their own style and script by hash, and nothing else. */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = [bytes[i], bytes[i + 1], bytes[i + 2]];
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    out += LETTERS[bits >> 18]! + LETTERS[(bits >> 12) & 63]!;
    out += b === undefined ? '=' : LETTERS[(bits >> 6) & 63]!;
    out += c === undefined ? '=' : LETTERS[bits & 63]!;
  }
  return out;
}

const hashed = (text: string): string => `'sha256-${base64(sha256(utf8ToBytes(text)))}'`;

/** Source: https://www.w3.org/TR/CSP3/ */
export const policyOf = (style: string, script: string): string =>
  [
    "default-src 'none'",
    `style-src ${hashed(style)}`,
    `script-src ${hashed(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
