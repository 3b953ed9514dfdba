/** Leads what turns a single sign-on into credentials to the address that variables and profiles name for it. */
import { HttpRequest } from '@smithy/core/protocols';
import type { EndpointService } from './endpoints.ts';
import type { Connections } from './sdk.ts';

type Endpoints = ReadonlyMap<EndpointService, string | undefined>;

/**
 * The calls that are made with a sign-in, by their path:
 * https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html
 * https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html
 */
const PATHS: Readonly<Record<string, EndpointService>> = {
  '/federation/credentials': 'sso',
  '/token': 'ssooidc',
};

/**
 * What the SDK's own clients for these are told. They share one setting for an address, and by themselves know variables
 * and the active profile, not the one that is named: so requests, which are not signed, are led elsewhere.
 */
export const signingIn = (connections: Connections, endpoints: Endpoints) => ({
  ignoreConfiguredEndpointUrls: true,
  requestHandler: {
    metadata: connections.metadata,
    handle: ((request, options) =>
      connections.handle(led(request as HttpRequest, endpoints), options)) as Connections['handle'],
  },
});

/** A copy: the SDK sends its own again where it tries again. */
function led(request: HttpRequest, endpoints: Endpoints): HttpRequest {
  const service = PATHS[request.path];
  const address = service && endpoints.get(service);
  if (address === undefined) return request;
  const { protocol, hostname, port, host, pathname } = new URL(address);
  const copy = HttpRequest.clone(request);
  Object.assign(copy, { protocol, hostname, port: port === '' ? undefined : Number(port) });
  copy.path = pathname.replace(/\/$/, '') + request.path;
  copy.headers['host'] = host;
  return copy;
}
