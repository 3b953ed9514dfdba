/** The HTTP half of the loopback door: built files with the security headers, and nothing else. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { securityHeaders } from '#main/headers.ts';
import type { PageFiles } from '#main/page-files.ts';
import { type Door, judgeRequest } from './guard.ts';
import { headOf } from './head.ts';
import { Strangers } from './strangers.ts';

/** How long a client may take for the head and for the whole of a request, in ms. */
export const HEAD_MS = 5_000;
const REQUEST_MS = 10_000;

/** Most connections that have not said the token. */
export const MAX_CONNECTIONS = 256;

const hasBody = ({ method, headers }: IncomingMessage): boolean =>
  (method !== 'GET' && method !== 'HEAD') ||
  (headers['content-length'] ?? '0') !== '0' ||
  headers['transfer-encoding'] !== undefined;

export interface Http {
  readonly server: Server;
  /** That connection said the token. */
  readonly known: (connection: Duplex) => void;
}

/** `door` is asked with every request: its port is known only once the server listens. */
export function createHttp(files: PageFiles, door: () => Door, headMs = HEAD_MS): Http {
  const server = createServer(
    {
      headersTimeout: headMs,
      requestTimeout: Math.max(headMs, REQUEST_MS),
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: Math.min(1_000, headMs),
      maxHeaderSize: 16 * 1024,
      insecureHTTPParser: false,
    },
    (request, response) => {
      const here = door();
      const verdict = judgeRequest(headOf(request), here);
      const headers = { ...securityHeaders(`ws://${here.host}`), 'cache-control': 'no-store' };
      // A body is never read: the connection ends with the answer instead.
      if (hasBody(request)) response.shouldKeepAlive = false;
      const file = 'path' in verdict ? files.get(verdict.path) : undefined;
      if (!file) {
        const { status, reason } =
          'refuse' in verdict ? verdict.refuse : { status: 404, reason: 'not here' };
        // Whoever is refused keeps no place.
        response.shouldKeepAlive = false;
        const body = `${reason}\n`;
        response.writeHead(status, {
          ...headers,
          'content-type': 'text/plain; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
        });
        response.end(request.method === 'HEAD' ? undefined : body);
        return;
      }
      response.writeHead(200, {
        ...headers,
        'content-type': file.type,
        'content-length': file.body.byteLength,
      });
      response.end(request.method === 'HEAD' ? undefined : file.body);
    },
  );
  // The limits above begin with the first byte; a socket that never says one would hold its place for ever.
  server.timeout = 2 * headMs;
  // Node would leave out, without a word, what comes behind the first 2,000 headers: an Origin, say. Their bytes are bounded.
  server.maxHeadersCount = 0;
  // A limit of the server's own would shut out whoever comes last: the page.
  const strangers = new Strangers<Duplex>(MAX_CONNECTIONS, (socket) => socket.destroy());
  server.on('connection', (socket) => {
    strangers.add(socket);
    socket.once('close', () => strangers.remove(socket));
  });
  return { server, known: (socket) => strangers.remove(socket) };
}
