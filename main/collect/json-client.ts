/**
 * Clients of services that speak JSON. Everything but the words on the wire is the SDK's: its EC2 client with another
 * protocol, another address and another name to sign with (decision 0009).
 */
import { AwsJson1_1Protocol, AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import { partition } from '@aws-sdk/core/client';
import { EC2Client, type EC2ClientConfig } from '@aws-sdk/client-ec2';
import { createPaginator } from '@smithy/core';
import { makeBuilder } from '@smithy/core/client';
import { getEndpointPlugin } from '@smithy/core/endpoints';
import {
  JSON_SERVICES,
  type JsonOperation,
  type JsonService,
  type JsonServiceName,
} from './json-calls.ts';

/** What is told of a Region and the user's settings when an address is looked for. */
interface EndpointParameters {
  readonly Region?: string;
  readonly Endpoint?: string;
  readonly UseFIPS?: boolean;
  readonly UseDualStack?: boolean;
}

const SETTINGS = {
  Region: { type: 'builtInParams', name: 'region' },
  Endpoint: { type: 'builtInParams', name: 'endpoint' },
  UseFIPS: { type: 'builtInParams', name: 'useFipsEndpoint' },
  UseDualStack: { type: 'builtInParams', name: 'useDualstackEndpoint' },
} as const;

/**
 * The address of a service, as AWS's endpoint rules have it.
 * Source: https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
export function addressOf(
  { signingName, homes }: JsonService,
  { Region = '', Endpoint, UseFIPS, UseDualStack }: EndpointParameters,
): { readonly url: string; readonly region: string } {
  if (Endpoint !== undefined) return { url: Endpoint, region: Region };
  const { name, dnsSuffix, dualStackDnsSuffix } = partition(Region);
  const region = homes[name] ?? Region;
  // What GovCloud answers by is validated already: it has no names of its own for that.
  const host = `${signingName}${UseFIPS && name !== 'aws-us-gov' ? '-fips' : ''}.${region}`;
  return { url: `https://${host}.${UseDualStack ? dualStackDnsSuffix : dnsSuffix}`, region };
}

/** Makes the client of a service. `config` is that of any client: Region, credentials, retries. */
export function jsonClient(name: JsonServiceName, config: EC2ClientConfig): EC2Client {
  const service: JsonService = JSON_SERVICES[name];
  const isRest = Object.values(service.operations).some((o) => o.path !== undefined);
  const endpointProvider = (parameters: EndpointParameters) => {
    const { url, region } = addressOf(service, parameters);
    const scheme = { name: 'sigv4', signingName: service.signingName, signingRegion: region };
    return { url: new URL(url), properties: { authSchemes: [scheme] } };
  };
  // The SDK reads these of every client it generates; their types speak of EC2 alone.
  const words = {
    serviceId: service.id,
    apiVersion: service.version,
    protocol: isRest ? AwsRestJsonProtocol : AwsJson1_1Protocol,
    protocolSettings: {
      defaultNamespace: service.namespace,
      errorTypeRegistries: [],
      serviceTarget: service.target,
      version: service.version,
    },
    endpointProvider,
  };
  return new EC2Client({ ...config, ...words } as unknown as EC2ClientConfig);
}

/** Kinds of members in a schema: text, number, a list of texts, and anything at all, kept as it came. */
const TEXT = 0;
const NUMBER = 1;
const TEXTS = 64;
const ANYTHING = 15;

/** The operation as the SDK's serializer reads it: `[9, namespace, name, traits, input, output]`. */
function schemaOf(service: JsonService, name: string, operation: JsonOperation) {
  const { argument, or, many, nest, fixed = [], answer, path, method = 'GET', paged } = operation;
  const inBody = path === undefined || method === 'POST';
  const inQuery = (field: string) =>
    inBody ? {} : { httpQuery: field.replace(/^./, (c) => c.toLowerCase()) };
  const inputs: [name: string, type: number, traits: object][] = [
    ...fixed.map((field): [string, number, object] => [field, TEXT, inQuery(field)]),
    ...(argument === undefined
      ? []
      : [
          [
            argument,
            many ? TEXTS : TEXT,
            path?.includes(`{${argument}}`) ? { httpLabel: 1 } : {},
          ] as [string, number, object],
        ]),
    ...(or === undefined ? [] : ([[or, TEXT, {}]] as [string, number, object][])),
    ...(nest ? ([[nest.field, ANYTHING, {}]] as [string, number, object][]) : []),
    ...(paged
      ? ([
          [service.token, TEXT, inQuery(service.token)],
          [service.pageSize, NUMBER, inQuery(service.pageSize)],
        ] as [string, number, object][])
      : []),
  ];
  const input = [
    3,
    service.namespace,
    `${name}Request`,
    0,
    inputs.map(([field]) => field),
    inputs.map(([, type, traits]) => [type, traits]),
  ];
  const output = [
    3,
    service.namespace,
    `${name}Response`,
    0,
    [answer, service.token],
    [ANYTHING, TEXT],
  ];
  const traits = path === undefined ? 0 : { http: [method, path, 200] };
  return [9, service.namespace, name, traits, () => input, () => output];
}

type CommandClass = new (input: object) => Parameters<EC2Client['send']>[0];

/** The class of commands of one operation, and what asks for all of its pages. */
export function jsonCommand(name: JsonServiceName, operation: string, shape: JsonOperation) {
  const service: JsonService = JSON_SERVICES[name];
  const build = makeBuilder(
    SETTINGS,
    service.target,
    `${service.id}Client`,
    getEndpointPlugin as never,
  );
  const Command = build(
    {},
    () => [],
    operation,
    schemaOf(service, operation, shape) as never,
  ) as unknown as CommandClass;
  const paginate = createPaginator(
    EC2Client,
    Command,
    service.token,
    service.token,
    service.pageSize,
  );
  return { Command, paginate };
}
