/** How well a resource fits what is searched for: an address, a prefix, an ARN or any text. Pure. */
import { type Cidr, contains, hasIp, makeCidr, parseIp, tryCidr, tryIp } from '#app/base/cidr.ts';
import type { Entry } from './search-index.ts';

/** How well an entry fits, lower is better, and why; undefined where it does not. */
export type Fit = { readonly rank: number; readonly why: string } | undefined;

const firstOf = (...fits: (() => Fit)[]): Fit => {
  for (const fit of fits) {
    const found = fit();
    if (found) return found;
  }
  return undefined;
};

const mostSpecific = (cidrs: readonly Cidr[]): Cidr | undefined =>
  cidrs.reduce<Cidr | undefined>(
    (best, cidr) => (best && best.length >= cidr.length ? best : cidr),
    undefined,
  );

/** An address: who has it, then the most specific prefix that holds it. */
function fitIp(entry: Entry, text: string): Fit {
  const ip = parseIp(text);
  const same = entry.ips.find((own) => own === text || (own.includes(':') && sameIp(own, ip)));
  if (same !== undefined) return { rank: 0, why: same };
  const holds = mostSpecific(entry.cidrs.filter((cidr) => hasIp(cidr, ip)));
  return holds && { rank: 1 + (128 - holds.length), why: `${holds.text} holds ${text}` };
}

const sameIp = (text: string, ip: ReturnType<typeof parseIp>): boolean => {
  const other = tryIp(text);
  return other?.family === ip.family && other.words.every((word, i) => word === ip.words[i]);
};

/** A prefix: the same one, then what lies in it, then what holds it, most specific first. */
function fitCidr(entry: Entry, cidr: Cidr): Fit {
  return firstOf(
    () => (entry.cidrs.some((c) => c.text === cidr.text) ? { rank: 0, why: cidr.text } : undefined),
    () => {
      const inner = entry.cidrs.find((c) => contains(cidr, c));
      return inner && { rank: 1 + inner.length, why: `${inner.text} in ${cidr.text}` };
    },
    () => {
      const outer = mostSpecific(entry.cidrs.filter((c) => contains(c, cidr)));
      return outer && { rank: 200 + (128 - outer.length), why: `${outer.text} holds ${cidr.text}` };
    },
  );
}

function fitText(entry: Entry, lower: string): Fit {
  const { id, name } = entry;
  if (id === lower || entry.ref === lower) return { rank: 0, why: entry.note };
  if (name === lower) return { rank: 1, why: entry.note };
  if (name.startsWith(lower)) return { rank: 2, why: entry.note };
  if (id.startsWith(lower)) return { rank: 3, why: entry.note };
  if (name.includes(lower)) return { rank: 4, why: entry.note };
  if (id.includes(lower)) return { rank: 5, why: entry.note };
  const cidr = entry.cidrs.find((c) => c.text.startsWith(lower));
  if (cidr) return { rank: 6, why: cidr.text };
  const ip = entry.ips.find((own) => own.startsWith(lower));
  if (ip !== undefined) return { rank: 7, why: ip };
  const tag = entry.tags.find((t) => t.lower.includes(lower));
  return tag && { rank: 8, why: tag.text };
}

/** Addresses also stand in tags, such as `elastic-ip=…`; they come after every address proper. */
function fitTag(entry: Entry, lower: string): Fit {
  const tag = entry.tags.find((t) => t.lower.includes(lower));
  return tag && { rank: 1000, why: tag.text };
}

/** A prefix, also where an address and a length stand for it: `10.20.16.9/16`. */
function prefixOf(text: string): Cidr | undefined {
  const [ip, length = ''] = text.split('/');
  const address = /^\d{1,3}$/.test(length) ? tryIp(ip ?? '') : undefined;
  return tryCidr(text) ?? (address && tryCidr(makeCidr(address, Number(length)).text));
}

/**
 * The ids that an ARN may stand for: what comes last of its resource, and for `root` its account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
function idOfArn(lower: string): string | undefined {
  if (!lower.startsWith('arn:')) return undefined;
  const [, , , , account = '', ...resource] = lower.split(':');
  const last = resource.join(':').split(/[/:]/).at(-1) ?? '';
  return last === 'root' ? account : last;
}

/** What one text is compared by, read once for all entries. */
export function fitting(text: string): (entry: Entry) => Fit {
  const lower = text.toLowerCase();
  if (tryIp(text)) return (entry) => fitIp(entry, text) ?? fitTag(entry, lower);
  const cidr = prefixOf(text);
  if (cidr) return (entry) => fitCidr(entry, cidr);
  const id = idOfArn(lower);
  if (id === undefined) return (entry) => fitText(entry, lower);
  return (entry) =>
    fitText(entry, lower) ?? (entry.id === id ? { rank: 1, why: entry.note } : undefined);
}

/** What stands around a word where it was copied from, such as a list in JSON. */
const AROUND = /^["'`([{<]+|["'`)\]}>,;]+$/g;

/** More than any rank of one word that is no address. */
const WORDS = 2000;

/**
 * Words in any order: each fits by itself, and one may instead say what it is or where it stands, as in
 * `payments us-west-2`. After everything that has the whole text as it was typed.
 */
export function fittingWords(text: string): ((entry: Entry) => Fit) | undefined {
  const words = text
    .split(/\s+/)
    .map((word) => word.replace(AROUND, ''))
    .filter((word) => word !== '');
  if (words.length === 0 || (words.length === 1 && words[0] === text)) return undefined;
  const all = words.map((word) => ({ fit: fitting(word), lower: word.toLowerCase() }));
  return (entry) => {
    let rank = -1;
    const why = new Set<string>();
    for (const { fit, lower } of all) {
      const found = fit(entry);
      if (!found && !entry.about.includes(lower)) return undefined;
      if (!found) continue;
      rank = Math.max(rank, found.rank);
      why.add(found.why);
    }
    // By its name alone is what goes without saying.
    if (why.size > 1) why.delete(entry.note);
    return rank < 0 ? undefined : { rank: WORDS + rank, why: [...why].join(', ') };
  };
}
