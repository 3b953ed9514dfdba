/** Addresses of a custom scheme as Chromium can load them, and back: `app://host/x` is `http://host.app.localhost/x`. */

/** `*.localhost` is a secure context that never leaves the machine: https://w3c.github.io/webappsec-secure-contexts/ */
const SUFFIX = '.localhost';

export function toPage(address: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/.exec(address);
  if (!match) throw new Error(`${address}: no address of a standard scheme`);
  const [, scheme = '', host = '', rest = ''] = match;
  return `http://${host}.${scheme}${SUFFIX}${rest}`;
}

/** The custom-scheme address that a loaded one stands for; itself where it stands for none. */
export function toApp(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  const match = /^(.+)\.([a-z][a-z0-9+-]*)\.localhost$/.exec(url.hostname);
  if (!match || url.protocol !== 'http:' || url.port !== '') return address;
  const [, host = '', scheme = ''] = match;
  return `${scheme}://${host}${url.pathname}${url.search}${url.hash}`;
}
