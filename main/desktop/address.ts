/** The page's own address on the desktop, and the question every guard asks: is this it? */

export const SCHEME = 'app';
export const HOST = 'peerless';
export const PAGE = `${SCHEME}://${HOST}/`;

/** True for an address of our own scheme and host. A scheme that looks alike, a port or a user name is not ours. */
export function isOurs(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.protocol === `${SCHEME}:` &&
    url.hostname === HOST &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  );
}
