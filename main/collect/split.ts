/**
 * Reads all routes of a transit gateway table where AWS says that there are more than it gives and has no token to ask
 * for them with: the search is asked again in parts, by type and then by halves of the address space.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SearchTransitGatewayRoutes.html
 */
import { canonical } from '#app/base/json.ts';
import { halves, parseCidr } from '#app/base/cidr.ts';

type Answer = Readonly<Record<string, unknown>>;
export interface SearchFilter {
  readonly Name: string;
  readonly Values: readonly string[];
}
type Ask = (filters: readonly SearchFilter[]) => AsyncIterable<Answer>;

/** Searches of one table, at most: 100 full answers are ten times the routes a gateway may have by default. */
const MOST_PARTS = 200;

const within = 'route-search.subnet-of-match';
const exactly = 'route-search.exact-match';
const filter = (Name: string, value: string): SearchFilter => ({ Name, Values: [value] });

/** What lies within a block, and the block itself: whether a search within it holds it, AWS does not say. */
const below = (block: string): SearchFilter[] => [
  ...halves(parseCidr(block)).map((half) => filter(within, half.text)),
  filter(exactly, block),
];

/** The parts of a search that together hold all of it; none where it cannot be divided. */
export function partsOf(filters: readonly SearchFilter[]): SearchFilter[][] {
  const has = (name: string) => filters.find((f) => f.Name === name);
  const block = has(within);
  if (has(exactly)) return [];
  if (!has('type'))
    return ['static', 'propagated'].map((type) => [...filters, filter('type', type)]);
  if (!block) return ['0.0.0.0/0', '::/0'].flatMap(below).map((part) => [...filters, part]);
  const rest = filters.filter((f) => f !== block);
  return below(block.Values[0]!).map((part) => [...rest, part]);
}

const routesOf = ({ Routes }: Answer): readonly unknown[] => (Array.isArray(Routes) ? Routes : []);

/** Every answer, page by page. `full`: routes in an answer at most. Only the last says that there is more, where not everything could be had. */
export async function* searchAll(
  ask: Ask,
  filters: readonly SearchFilter[],
  full: number,
): AsyncGenerator<Answer> {
  const seen = new Set<string>();
  const waiting: SearchFilter[][] = [[...filters]];
  let asked = 0;
  let short = false;
  let held: Answer | undefined;
  for (let part = waiting.shift(); part; part = waiting.shift()) {
    let more = false;
    let found = 0;
    asked++;
    try {
      for await (const answer of ask(part)) {
        if (!Array.isArray(answer.Routes)) {
          if (held) yield held;
          yield answer;
          return;
        }
        found += answer.Routes.length;
        more = answer.AdditionalRoutesAvailable === true && !answer.NextToken;
        const fresh = routesOf(answer).filter((route) => {
          const known = seen.size;
          return seen.add(canonical(route)).size > known;
        });
        if (held) yield held;
        held = { ...answer, Routes: fresh, ...(more ? { AdditionalRoutesAvailable: false } : {}) };
      }
    } catch (error) {
      // What was answered until then counts.
      if (held) yield held;
      throw error;
    }
    if (!more) continue;
    // More to come, and not for want of room: dividing would go on for ever.
    const parts =
      found > 0 && found >= full && asked + waiting.length < MOST_PARTS ? partsOf(part) : [];
    if (parts.length === 0) short = true;
    waiting.push(...parts);
  }
  if (held) yield short ? { ...held, AdditionalRoutesAvailable: true } : held;
}
