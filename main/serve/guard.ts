/**
 * Decides what the loopback door answers, from the request's head alone. Pure.
 *
 * Any web page the user visits can send requests to 127.0.0.1, and a rebound host name makes them look same-origin.
 * So the address must be said exactly: one Host header, equal to ours, and an Origin that is ours wherever one is sent.
 */

/** The head of a request, as it came. */
export interface RequestHead {
  readonly method: string;
  /** The request target, undecoded: `/index.html?x`. */
  readonly target: string;
  /** Every value of the header, in order. */
  readonly hosts: readonly string[];
  readonly origins: readonly string[];
}

/** What we are. */
export interface Door {
  /** `127.0.0.1:4321` */
  readonly host: string;
  /** True for a path of the built page. */
  has(path: string): boolean;
}

export interface Refusal {
  readonly status: 400 | 403 | 404 | 405;
  readonly reason: string;
}

export type Verdict = { readonly path: string } | { readonly refuse: Refusal };

/** Where the page opens its WebSocket. */
export const WIRE_PATH = '/wire';

const refuse = (status: Refusal['status'], reason: string): { refuse: Refusal } => ({
  refuse: { status, reason },
});

/** The path of a target without its query; undefined for targets that are not a plain path. */
function pathOf(target: string): string | undefined {
  if (!target.startsWith('/') || target.startsWith('//')) return undefined;
  const query = target.indexOf('?');
  return query === -1 ? target : target.slice(0, query);
}

const wrongHost = (head: RequestHead, door: Door): boolean =>
  head.hosts.length !== 1 || head.hosts[0] !== door.host;

/** A plain request: GET or HEAD of a built file. Same-origin GETs carry no Origin; another one is refused. */
export function judgeRequest(head: RequestHead, door: Door): Verdict {
  if (wrongHost(head, door)) return refuse(403, 'wrong Host');
  if (head.origins.some((origin) => origin !== `http://${door.host}`))
    return refuse(403, 'wrong Origin');
  if (head.method !== 'GET' && head.method !== 'HEAD') return refuse(405, 'only GET and HEAD');
  const path = pathOf(head.target);
  if (path === undefined) return refuse(400, 'not a path');
  // The path is looked up as it stands: nothing is decoded, so nothing can be smuggled.
  return door.has(path) ? { path } : refuse(404, 'not here');
}

/** A WebSocket upgrade: browsers always send an Origin with it, and it must be ours. */
export function judgeUpgrade(head: RequestHead, door: Door): Verdict {
  if (wrongHost(head, door)) return refuse(403, 'wrong Host');
  if (head.origins.length !== 1 || head.origins[0] !== `http://${door.host}`)
    return refuse(403, 'wrong Origin');
  if (head.method !== 'GET') return refuse(405, 'only GET');
  if (head.target !== WIRE_PATH) return refuse(404, 'not here');
  return { path: WIRE_PATH };
}
