/** Operations as the AWS SDK has them: how one is sent, and how its answers are asked for, page by page. */
import * as ec2 from '@aws-sdk/client-ec2';
import type { Service } from '#app/snapshot/page.ts';
import { isJsonService, type JsonOperation, jsonOperation } from './json-calls.ts';
import { jsonCommand } from './json-client.ts';
import { searchAll, type SearchFilter } from './split.ts';
import { onward } from './walk.ts';

export type SdkAnswer = Readonly<Record<string, unknown>>;
export type Input = Readonly<Record<string, unknown>>;
/** What a call is sent with. */
interface Sending {
  readonly abortSignal: AbortSignal;
}
type Paginator = (
  config: { client: ec2.EC2Client; pageSize: number },
  input: object,
  options: Sending,
) => AsyncIterable<SdkAnswer>;
type CommandClass = new (input: object) => Parameters<ec2.EC2Client['send']>[0];

/** Operations by name, as the SDK exports them: `DescribeVpcsCommand`, `paginateDescribeVpcs`. */
const exported: Readonly<Record<string, unknown>> = ec2;

/** How to send one operation, and, where it comes in pages, how to ask for all of them. */
interface Callable {
  readonly Command: CommandClass;
  readonly paginate: Paginator | undefined;
}

function callableOf(service: Service, operation: string): Callable | undefined {
  if (isJsonService(service)) {
    const shape = jsonOperation(service, operation);
    if (!shape) return undefined;
    const { Command, paginate } = jsonCommand(service, operation, shape);
    return { Command, paginate: shape.paged ? (paginate as unknown as Paginator) : undefined };
  }
  const Command = service === 'ec2' ? exported[`${operation}Command`] : undefined;
  if (typeof Command !== 'function') return undefined;
  const paginate = exported[`paginate${operation}`] as Paginator | undefined;
  return { Command: Command as CommandClass, paginate };
}

/** True where the operation can be called, page by page if asked so. Pins the kinds table to the SDK. */
export function offers(service: Service, operation: string, paged: boolean): boolean {
  const found = callableOf(service, operation);
  return paged ? found?.paginate !== undefined : found !== undefined;
}

export interface SdkCall {
  readonly service: Service;
  readonly operation: string;
  readonly pageSize?: number | undefined;
}

/** Every answer of one call, one page after the other. Throws whatever the SDK throws, and Circle. */
export function answersOf(
  client: ec2.EC2Client,
  { service, operation, pageSize }: SdkCall,
  input: Input,
  sending: Sending,
): AsyncIterable<SdkAnswer> {
  const found = callableOf(service, operation);
  if (!found || (pageSize !== undefined && !found.paginate)) {
    throw new Error(`the AWS SDK has no ${service}:${operation}`);
  }
  const given = shaped(jsonOperation(service, operation), input);
  if (pageSize === undefined) return once(client, found.Command, given, sending);
  const ask = (more: Input) =>
    onward(found.paginate!({ client, pageSize }, { ...given, ...more }, sending));
  return operation === 'SearchTransitGatewayRoutes'
    ? searchAll((Filters) => ask({ Filters }), (given.Filters ?? []) as SearchFilter[], pageSize)
    : ask({});
}

async function* once(
  client: ec2.EC2Client,
  Command: CommandClass,
  input: Input,
  sending: Sending,
): AsyncGenerator<SdkAnswer> {
  yield (await client.send(new Command({ ...input }), sending)) as unknown as SdkAnswer;
}

/** The input as the service takes it: some fields within another, one item as a list of one. */
function shaped(shape: JsonOperation | undefined, input: Input): Input {
  const given = nested(shape?.nest, input);
  if (shape?.many && shape.argument !== undefined) given[shape.argument] = [given[shape.argument]];
  return given;
}

/** The input, with those of its fields that go into another put there. */
function nested(nest: JsonOperation['nest'], input: Input): Record<string, unknown> {
  if (!nest) return { ...input };
  const isInner = ([name]: [string, unknown]) => nest.names.includes(name);
  const fields = Object.entries(input);
  return {
    ...Object.fromEntries(fields.filter((field) => !isInner(field))),
    [nest.field]: { [nest.within]: Object.fromEntries(fields.filter(isInner)) },
  };
}
