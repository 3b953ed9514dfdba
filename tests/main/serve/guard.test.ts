/** The guard of the loopback door, as a table of requests a hostile page, tool or neighbour could send. */
import { describe, expect, it } from 'vitest';
import { judgeRequest, judgeUpgrade, type RequestHead } from '#main/serve/guard.ts';

const HOST = '127.0.0.1:4321';
const ORIGIN = `http://${HOST}`;
const door = {
  host: HOST,
  has: (path: string) => ['/', '/index.html', '/assets/a.js'].includes(path),
};
const head = (over: Partial<RequestHead>): RequestHead => ({
  method: 'GET',
  target: '/',
  hosts: [HOST],
  origins: [],
  ...over,
});
const status = (verdict: ReturnType<typeof judgeRequest>): number | string =>
  'refuse' in verdict ? verdict.refuse.status : verdict.path;

describe('a request', () => {
  it.each<[string, Partial<RequestHead>, number | string]>([
    ['the page', {}, '/'],
    ['a file', { target: '/assets/a.js' }, '/assets/a.js'],
    ['a query is no part of the path', { target: '/index.html?v=1' }, '/index.html'],
    ['HEAD', { method: 'HEAD' }, '/'],
    ['its own Origin', { origins: [ORIGIN] }, '/'],
    ['a rebound name', { hosts: ['attacker.example:4321'] }, 403],
    ['the name localhost', { hosts: ['localhost:4321'] }, 403],
    ['another port', { hosts: ['127.0.0.1:80'] }, 403],
    ['no port', { hosts: ['127.0.0.1'] }, 403],
    ['no Host', { hosts: [] }, 403],
    ['two Hosts', { hosts: [HOST, 'attacker.example'] }, 403],
    ['the same Host twice', { hosts: [HOST, HOST] }, 403],
    ['IPv6 loopback', { hosts: ['[::1]:4321'] }, 403],
    ['another spelling of the address', { hosts: ['127.1:4321'] }, 403],
    ['another page', { origins: ['https://attacker.example'] }, 403],
    ['another loopback port', { origins: ['http://127.0.0.1:8080'] }, 403],
    ['a sandboxed page', { origins: ['null'] }, 403],
    ['the other scheme', { origins: [`https://${HOST}`] }, 403],
    ['two Origins', { origins: [ORIGIN, 'https://attacker.example'] }, 403],
    ['POST', { method: 'POST' }, 405],
    ['OPTIONS, a preflight', { method: 'OPTIONS', origins: [ORIGIN] }, 405],
    ['CONNECT', { method: 'CONNECT' }, 405],
    ['an absolute target', { target: 'http://attacker.example/' }, 400],
    ['a target without slash', { target: '*' }, 400],
    ['an authority in the path', { target: '//attacker.example/' }, 400],
    ['climbing out', { target: '/../package.json' }, 404],
    ['climbing out, encoded', { target: '/%2e%2e/package.json' }, 404],
    ['climbing out, encoded twice', { target: '/%252e%252e%252fpackage.json' }, 404],
    ['climbing out, backslash', { target: '/..\\package.json' }, 404],
    ['climbing out, encoded slash', { target: '/assets/..%2f..%2fpackage.json' }, 404],
    ['climbing and coming back', { target: '/assets/../index.html' }, 404],
    ['an encoded letter of a real file', { target: '/%69ndex.html' }, 404],
    ['a null byte', { target: '/index.html%00.js' }, 404],
    ['a doubled slash inside', { target: '/assets//a.js' }, 404],
    ['a folder', { target: '/assets/' }, 404],
    ['an own key of objects', { target: '/__proto__' }, 404],
  ])('%s', (_name, over, expected) => {
    expect(status(judgeRequest(head(over), door))).toBe(expected);
  });
});

describe('an upgrade', () => {
  const upgrade = (over: Partial<RequestHead>) =>
    judgeUpgrade(head({ target: '/wire', origins: [ORIGIN], ...over }), door);
  it.each<[string, Partial<RequestHead>, number | string]>([
    ['of our page', {}, '/wire'],
    ['without Origin', { origins: [] }, 403],
    ['of another page', { origins: ['https://attacker.example'] }, 403],
    ['of a file', { origins: ['null'] }, 403],
    ['with two Origins', { origins: [ORIGIN, ORIGIN] }, 403],
    [
      'over a rebound name',
      { hosts: ['attacker.example'], origins: ['http://attacker.example'] },
      403,
    ],
    ['on another path', { target: '/' }, 404],
    ['on a path that only begins so', { target: '/wire/x' }, 404],
    ['with the token in the address', { target: '/wire?token=x' }, 404],
    ['with POST', { method: 'POST' }, 405],
  ])('%s', (_name, over, expected) => {
    expect(status(upgrade(over))).toBe(expected);
  });
});
