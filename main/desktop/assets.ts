/** The `app://peerless/` scheme: the built page from the fixed table, with the security headers. */
import type { Protocol } from 'electron';
import { securityHeaders } from '#main/headers.ts';
import type { PageFiles } from '#main/page-files.ts';
import { isOurs, SCHEME } from './address.ts';

/**
 * Makes the scheme a proper origin: relative addresses, storage and `'self'` in the policy work as on https.
 * Must be called before the app is ready: https://www.electronjs.org/docs/latest/api/protocol
 */
export function declareScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Answers one request of the page. */
export function answer(request: Pick<Request, 'method' | 'url'>, files: PageFiles): Response {
  const headers = securityHeaders();
  const refuse = (status: number, reason: string) =>
    new Response(reason, {
      status,
      headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
    });
  if (!isOurs(request.url)) return refuse(403, 'wrong host');
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(405, 'only GET and HEAD');
  // The path is looked up as it stands: nothing is decoded, so nothing can be smuggled.
  const file = files.get(new URL(request.url).pathname);
  if (!file) return refuse(404, 'not here');
  return new Response(request.method === 'HEAD' ? null : Buffer.from(file.body), {
    headers: { ...headers, 'content-type': file.type },
  });
}

/** Answers the scheme from now on. */
export function serveScheme(protocol: Pick<Protocol, 'handle'>, files: PageFiles): void {
  protocol.handle(SCHEME, (request) => answer(request, files));
}
