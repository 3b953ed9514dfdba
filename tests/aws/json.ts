/**
 * The two JSON protocols of AWS, as Direct Connect and Network Manager speak them: the operation in a header, or as a path.
 * Sources: https://docs.aws.amazon.com/directconnect/latest/APIReference/CommonErrors.html
 *          https://docs.aws.amazon.com/networkmanager/latest/APIReference/API_ListAttachments.html
 */
import type { IncomingMessage } from 'node:http';
import { JSON_SERVICES, type JsonOperation, type JsonService } from '#main/collect/json-calls.ts';
import type { Answerable, Refusal } from './estate.ts';
import type { Query } from './query.ts';

/** A request of one of these services: the query in the spelling of EC2, and how the answer spells its token. */
export interface JsonRequest {
  readonly query: Query;
  /** Absent where the service has no such operation. */
  readonly operation: Answerable | undefined;
  readonly token: string;
}

const SERVICES: readonly JsonService[] = Object.values(JSON_SERVICES);

/** Undefined where the request is not one of these services. */
export function readJson(request: IncomingMessage, body: string): JsonRequest | undefined {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    const [service, name = ''] = target.split('.');
    const found = SERVICES.find((s) => s.target === service);
    const fields = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
    return found && read(found, name, new Map(Object.entries(fields)));
  }
  for (const service of SERVICES) {
    for (const [name, shape] of Object.entries(service.operations)) {
      const { path, argument, nest, method = 'GET' } = shape;
      // AWS RAM, which posts too, is read elsewhere.
      if (method !== request.method || (method === 'POST' && !nest)) continue;
      const match =
        path && new RegExp(`^${path.replace(/\{\w+\}/, '([^/]+)')}$`).exec(url.pathname);
      if (!match) continue;
      const fields = new Map<string, unknown>(
        [...url.searchParams].map(([key, value]) => [
          key.replace(/^./, (c) => c.toUpperCase()),
          value,
        ]),
      );
      for (const [key, value] of Object.entries(nest ? nested(nest, body) : {}))
        fields.set(key, value);
      if (argument !== undefined) fields.set(argument, decodeURIComponent(match[1] ?? ''));
      return read(service, name, fields);
    }
  }
  return undefined;
}

/** The names within a field within a field of a body. */
function nested(
  { field, within }: NonNullable<JsonOperation['nest']>,
  body: string,
): Readonly<Record<string, unknown>> {
  const outer = (JSON.parse(body) as Record<string, Record<string, unknown> | undefined>)[field];
  return (outer?.[within] ?? {}) as Record<string, unknown>;
}

function read(service: JsonService, name: string, fields: Map<string, unknown>): JsonRequest {
  const spelling: Readonly<Record<string, string>> = {
    [service.token]: 'NextToken',
    [service.pageSize]: 'MaxResults',
  };
  const params = new Map(
    [...fields].map(([key, value]) => [spelling[key] ?? key, String(value)] as const),
  );
  const shape = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
  return {
    query: { action: name, params, filters: [] },
    operation: shape && { name, lists: [shape.answer], paged: shape.paged },
    token: service.token,
  };
}

/** What these services call the errors that EC2 has other names for. */
const CODES: Readonly<Record<string, string>> = {
  UnauthorizedOperation: 'AccessDeniedException',
  AuthFailure: 'UnrecognizedClientException',
  InvalidAction: 'UnknownOperationException',
  RequestLimitExceeded: 'ThrottlingException',
};

export const jsonError = ({ code, message }: Refusal): string =>
  JSON.stringify({ __type: CODES[code] ?? code, message });

/** The body of an answer, with the page token as the service spells it. */
export const jsonAnswer = (
  { NextToken, ...fields }: Readonly<Record<string, unknown>>,
  { token }: JsonRequest,
): string => JSON.stringify(NextToken === undefined ? fields : { ...fields, [token]: NextToken });
