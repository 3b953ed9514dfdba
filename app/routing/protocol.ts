/** Protocols by name and number, and the check of what a trace was asked about. */
import { didYouMean } from '../base/nearest.ts';

/** Source: https://www.iana.org/assignments/protocol-numbers */
const NUMBERS: Readonly<Record<string, string>> = {
  icmp: '1',
  tcp: '6',
  udp: '17',
  gre: '47',
  esp: '50',
  ah: '51',
  icmpv6: '58',
  sctp: '132',
  all: '-1',
};
const NAMES = new Map(Object.entries(NUMBERS).map(([name, number]) => [number, name]));

/** The number of a protocol, as text; `-1` stands for all. */
export const protocolNumber = (protocol: string): string =>
  NUMBERS[protocol.toLowerCase()] ?? protocol;

/** Its name where it has one (`tcp`, `all`), else its number. */
export const protocolName = (protocol: string): string =>
  spelled(protocol.toLowerCase()) ?? protocol;

/** Security groups and network ACLs know ports of TCP and UDP only. */
export const usesPorts = (protocol: string): boolean =>
  ['6', '17'].includes(protocolNumber(protocol));

/** What a trace was asked about, in one spelling: a name where there is one, else a number. */
export interface Asked {
  readonly protocol: string | undefined;
  readonly port: number | undefined;
  /** What had to be supposed, as sentences. */
  readonly assumptions: readonly string[];
}

/** Throws RangeError, with a sentence for the user, where no packet could be so. */
export function readAsked(protocol: string | undefined, port: number | undefined): Asked {
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65535)) {
    throw new RangeError(`${port} is no port: a port is a whole number from 0 to 65535.`);
  }
  if (protocol === undefined) {
    return port === undefined
      ? { protocol, port, assumptions: [] }
      : {
          protocol: 'tcp',
          port,
          assumptions: [`Port ${port} was given without a protocol: TCP is meant.`],
        };
  }
  const known = spelled(protocol.trim().toLowerCase());
  if (known === undefined) {
    const names = Object.keys(NUMBERS);
    throw new RangeError(
      `${JSON.stringify(protocol)} is no protocol: it must be ${names.join(', ')} or a number from 0 to 255.${didYouMean(protocol, names)}`,
    );
  }
  if (port !== undefined && !usesPorts(known)) {
    throw new RangeError(
      `Only tcp and udp are filtered by port, ${known === 'all' ? 'all protocols together' : `protocol ${known}`} not: leave the port out.`,
    );
  }
  return { protocol: known, port, assumptions: [] };
}

function spelled(text: string): string | undefined {
  if (Object.hasOwn(NUMBERS, text)) return text;
  if (text === '-1') return 'all';
  if (!/^\d{1,3}$/.test(text) || Number(text) > 255) return undefined;
  const number = String(Number(text));
  return NAMES.get(number) ?? number;
}
