/** What changed, as sections of lines: the text and the Markdown of a comparison are the same outline, dressed. */
import { count, grouped } from '../../base/count.ts';
import { by, groupBy } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { Diff } from '../../diff/diff.ts';
import type { ChangedFinding } from '../../diff/findings.ts';
import type { Verdict, Within } from '../../diff/reach.ts';
import type { FieldChange, ResourceChange } from '../../diff/resources.ts';
import { kindIds, type KindId, kinds } from '../../kinds/index.gen.ts';
import type { Finding } from '../../rules/rule.ts';
import { byVerdict, groupPairs, hubsOf, type PairGroup } from './diff-pairs.ts';

/** `+` new, `-` gone, `~` different, `?` not seen. */
export type Sign = '+' | '-' | '~' | '?';

export interface Line {
  readonly sign: Sign;
  /** True where it is for the worse, false where it is for the better. */
  readonly bad?: boolean;
  readonly text: string;
  readonly details: readonly Line[];
}

export interface Section {
  readonly title: string;
  /** In one line, with every number whole. */
  readonly summary: string;
  /** What words of the lines mean, where some stand there that do not say it themselves. */
  readonly legend?: string;
  /** Groups of lines; each is folded by itself. */
  readonly groups: readonly { readonly title: string; readonly lines: readonly Line[] }[];
}

export const outline = (diff: Diff): readonly Section[] => [
  reachSection(diff),
  findingsSection(diff),
  resourcesSection(diff),
  gapsSection(diff),
];

/** Names a resource as it is called now, or was. */
const labels = ({ before, after }: Diff) => {
  return (id: Ref): string =>
    after.topology.find(id) ? after.topology.label(id) : before.topology.label(id);
};

const some = (...parts: readonly (readonly [n: number, words: string])[]): string =>
  parts
    .filter(([n]) => n > 0)
    .map(([n, words]) => `${grouped(n)} ${words}`)
    .join(', ');

const plain = (sign: Sign, text: string, bad?: boolean): Line => ({
  sign,
  text,
  details: [],
  ...(bad === undefined ? {} : { bad }),
});

const VERDICT_WORDS: Readonly<
  Record<Verdict, readonly [sign: Sign, title: string, bad: boolean | undefined]>
> = {
  lost: ['-', 'Lost', true],
  gained: ['+', 'Gained', undefined],
  other: ['~', 'Faring differently', undefined],
  hidden: ['?', 'Cannot be told any more', undefined],
  revealed: ['?', 'Could not be told before', undefined],
  unclear: ['?', 'Cannot be told for all addresses, before and now', undefined],
};

const WITHIN_WORDS: Readonly<Record<Within['verdict'], string>> = {
  lost: 'but between some subnets less is delivered',
  gained: 'but between some subnets more is delivered',
  other: 'but some subnets fare differently',
};

/** Targets of a group named before the rest is counted. */
const NAMED = 3;

function reachSection(diff: Diff): Section {
  const { reach } = diff;
  const label = labels(diff);
  const ways = { to: '->', from: '<-', both: '<->' } as const;
  const line = ({ hub, others, way, before, after }: PairGroup) => {
    const left = others.length - NAMED;
    const far =
      left > 1
        ? `${others.slice(0, NAMED).map(label).join(', ')} and ${left} more VPCs`
        : others.map(label).join(', ');
    return `${label(hub)} ${ways[way]} ${far}: was ${before}, now ${after}`;
  };
  const sorted = byVerdict(reach.changes());
  const groups = (Object.keys(VERDICT_WORDS) as Verdict[]).flatMap((verdict) => {
    const changes = sorted.get(verdict) ?? [];
    const [sign, title, bad] = VERDICT_WORDS[verdict];
    const within = reach.within
      .filter((pair) => pair.verdict === verdict)
      .map(({ from, to, verdict: of }) =>
        plain(sign, `${label(from)} -> ${label(to)}: mixed as before, ${WITHIN_WORDS[of]}`, bad),
      );
    if (changes.length + within.length === 0) return [];
    return {
      title: `${title} (${count(changes.length + within.length, 'pair')})`,
      // How what cannot be told fared otherwise is in the JSON: here it would drown what is known.
      lines:
        sign === '?'
          ? hubsOf(changes).map(({ hub, others, pairs }) =>
              plain(sign, `${label(hub)}: ${count(pairs, 'pair')} with ${count(others, 'VPC')}`),
            )
          : [...groupPairs(changes).map((group) => plain(sign, line(group), bad)), ...within],
    };
  });
  const changed = some(
    [reach.count('lost'), 'lost'],
    [reach.count('gained'), 'gained'],
    [reach.count('other'), 'faring differently'],
    [reach.count('hidden'), 'not to be told any more'],
    [reach.count('revealed'), 'not to be told before'],
    [reach.count('unclear'), 'unclear before and now'],
    [reach.unclearWithin, 'mixed as before with addresses that cannot be told'],
    [reach.unlooked, 'mixed and too many to compare by address'],
  );
  const total = `${grouped(reach.pairs)} ordered pairs of ${count(reach.vpcs.length, 'VPC')} in both`;
  return {
    title: 'Reachability',
    summary: changed === '' ? `no change (${total})` : `${changed} (of ${total})`,
    ...legendOf(groups),
    groups,
  };
}

const WORDS_OF_PAIRS = [
  [
    /\bmixed\b/,
    'mixed: addresses of the pair fare differently (`peerless reach --format json` lists which)',
  ],
  [/\(back: /, 'back: what becomes of the replies'],
] as const;

/** The words of these lines that need one. */
function legendOf(groups: Section['groups']): Pick<Section, 'legend'> {
  const said = groups.flatMap(({ lines }) => lines.map(({ text }) => text));
  const words = WORDS_OF_PAIRS.flatMap(([word, means]) =>
    said.some((text) => word.test(text)) ? [means] : [],
  );
  return words.length === 0 ? {} : { legend: words.join('; ') };
}

function findingsSection({ findings }: Diff): Section {
  const { fresh, fixed, unsureFresh, unseen, changed, known } = findings;
  const line = (sign: Sign, finding: Finding, bad?: boolean, more = '') =>
    plain(
      sign,
      `${finding.severity}${finding.sure ? '' : ', unsure'}  ${finding.rule}  ${finding.message}${more}`,
      bad,
    );
  const groups = [
    { title: 'New', lines: fresh.map((f) => line('+', f, true)) },
    { title: 'Fixed', lines: fixed.map((f) => line('-', f, false)) },
    {
      title: 'Changed',
      lines: changed.map((pair) => line('~', pair.after, undefined, ` (${foundWas(pair)})`)),
    },
    {
      title: 'There now; before, something that could hide it was not read',
      lines: unsureFresh.map((f) => line('?', f)),
    },
    {
      title: 'Not found now, but something that could hide it was not read',
      lines: unseen.map((f) => line('?', f)),
    },
  ].filter(({ lines }) => lines.length > 0);
  const told = some(
    [fresh.length, 'new'],
    [fixed.length, 'fixed'],
    [changed.length, 'changed'],
    [unsureFresh.length, 'perhaps new'],
    [unseen.length, 'not to be looked for'],
  );
  const before = `${grouped(known)} in both`;
  return {
    title: 'Findings',
    summary: told === '' ? `no change (${before})` : `${told} (${before})`,
    groups,
  };
}

/** How a finding was, as far as it is another now. */
export const foundWas = ({ before, after, sure }: ChangedFinding): string =>
  [
    before.severity !== after.severity && `was ${before.severity}`,
    before.sure !== after.sure && (before.sure ? 'was sure' : 'was unsure'),
    before.places.length !== after.places.length &&
      `${count(after.places.length, 'place')}, was ${before.places.length}`,
    !sure && before.sure && after.sure && 'perhaps only because one of the two saw less',
  ]
    .filter((words) => words !== false)
    .join('; ');

/** What carries the network first, what comes and goes by the hour last. */
const FIRST: readonly KindId[] = [
  'vpc',
  'vpc-peering',
  'transit-gateway',
  'tgw-attachment',
  'tgw-route-table',
  'route-table',
  'subnet',
];
const LAST: readonly KindId[] = ['security-group', 'network-acl', 'network-interface'];
const ORDER: readonly KindId[] = [
  ...FIRST,
  ...kindIds.filter((kind) => !FIRST.includes(kind) && !LAST.includes(kind)),
  ...LAST,
];

/** Changes in the order of their kinds. */
export function inOrder(changes: readonly ResourceChange[]): ResourceChange[] {
  const byKind = groupBy(changes, ({ kind }) => kind);
  return ORDER.flatMap((kind) => byKind.get(kind) ?? []);
}

const noun = (kind: KindId, n: number): string =>
  n === 1 ? kinds[kind].title : kinds[kind].plural;

function resourcesSection(diff: Diff): Section {
  const label = labels(diff);
  const seen = diff.resources.filter(({ change }) => !change.startsWith('not-seen'));
  const byKind = groupBy(seen, ({ kind }) => kind);
  const groups = ORDER.flatMap((kind) => {
    const changes = byKind.get(kind);
    if (!changes) return [];
    const n = (change: string) => changes.filter((c) => c.change === change).length;
    const told = some([n('added'), 'added'], [n('removed'), 'removed'], [n('changed'), 'changed']);
    return {
      title: `${noun(kind, changes.length)}: ${told}`,
      lines: changes.map((change) => resourceLine(change, diff, label)),
    };
  });
  const unseen = unseenLines(diff.resources);
  if (unseen.length > 0)
    groups.push({ title: 'Seen on one side only, for nobody looked on the other', lines: unseen });
  const n = (kind: ResourceChange['change']) =>
    diff.resources.filter(({ change }) => change === kind).length;
  const told = some(
    [n('added'), 'added'],
    [n('removed'), 'removed'],
    [n('changed'), 'changed'],
    [n('not-seen-before'), 'not seen before'],
    [n('not-seen-now'), 'not seen now'],
  );
  return { title: 'Resources', summary: told === '' ? 'no change' : told, groups };
}

const SIGNS: Readonly<Record<ResourceChange['change'], Sign>> = {
  added: '+',
  removed: '-',
  changed: '~',
  'not-seen-before': '?',
  'not-seen-now': '?',
};

function resourceLine(change: ResourceChange, diff: Diff, label: (id: Ref) => string): Line {
  const { id, name, account, region, vpc, fields } = change;
  const where = [vpc === undefined ? '' : `in ${label(vpc)}`, account, region].filter(
    (w) => w !== '',
  );
  const { topology } = change.change === 'removed' ? diff.before : diff.after;
  return {
    sign: SIGNS[change.change],
    text: [name === '' ? id : `${name} (${id})`, gist(topology, change, label), ...where]
      .filter((part) => part !== '')
      .join(', '),
    details: fields.map((field) => fieldLine(field, label)),
  };
}

/** What one wants to know of a resource that came or went. */
function gist(
  topology: Diff['after']['topology'],
  { kind, id, change }: ResourceChange,
  label: (id: Ref) => string,
): string {
  if (change === 'changed') return '';
  const of = <K extends KindId>(wanted: K) =>
    kind === wanted ? topology.get(wanted, id) : undefined;
  const blocks = of('vpc')?.cidrs ?? of('subnet')?.cidrs;
  if (blocks) return blocks.map((cidr) => cidr.text).join(' ');
  const peering = of('vpc-peering');
  if (peering)
    return `${label(peering.requester.vpc)} and ${label(peering.accepter.vpc)}, ${peering.state}`;
  if (kind !== 'tgw-attachment') return '';
  const attachment = topology.attachment(id);
  return attachment
    ? `${attachment.type} ${label(attachment.resource)} at ${attachment.ends.map(({ tgw }) => label(tgw)).join(' and ')}, ${attachment.state}`
    : '';
}

/** Fields that hold many, by the word for one of them. */
const ONE_OF: Readonly<Record<string, string>> = {
  addresses: 'address',
  associations: 'association',
  attachments: 'attachment',
  cidrs: 'CIDR',
  'requester.cidrs': 'requester CIDR',
  'accepter.cidrs': 'accepter CIDR',
  edges: 'edge',
  entries: 'entry',
  inbound: 'inbound rule',
  ips: 'address',
  networkInterfaces: 'network interface',
  outbound: 'outbound rule',
  peers: 'BGP session',
  propagatingGateways: 'propagating gateway',
  propagations: 'propagation',
  routes: 'route',
  routeTables: 'route table',
  securityGroups: 'security group',
  sessions: 'session',
  subnets: 'subnet',
  table: 'association',
  tags: 'tag',
  tunnels: 'tunnel',
  versions: 'policy',
  vpcs: 'VPC',
};

/** `applianceMode` as `appliance mode`. */
const spaced = (field: string): string =>
  field.replace('.', ' ').replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`);

/** Anything that looks like an id of AWS. */
const ID = /\b[a-z]+(?:-[a-z]+)*-[0-9a-zA-Z-]+/g;

function fieldLine({ field, key, before, after }: FieldChange, label: (id: Ref) => string): Line {
  const isTag = field === 'tags';
  const named = (text: string) => (isTag ? text : text.replace(ID, (id) => label(id)));
  const what = `${ONE_OF[field] ?? spaced(field)}${key === undefined ? '' : ` ${named(key)}`}`;
  if (key === undefined) {
    return plain(
      '~',
      `${what}: ${named(before ?? '') || 'none'} -> ${named(after ?? '') || 'none'}`,
    );
  }
  if (before !== undefined && after !== undefined) {
    const [target, was] = parted(before);
    const [other, is] = parted(after);
    if (field === 'routes' && target === other) {
      return plain('~', `${what} -> ${named(target)}: ${was || 'active'} -> ${is || 'active'}`);
    }
    return plain('~', `${what}: ${named(before) || 'plain'} -> ${named(after) || 'plain'}`);
  }
  const value = named(before ?? after ?? '');
  const arrow = field === 'routes' ? ' -> ' : ': ';
  return plain(before === undefined ? '+' : '-', value === '' ? what : `${what}${arrow}${value}`);
}

/** The target of a route, and what else is said of it. */
const parted = (text: string): readonly [string, string] => {
  const comma = text.indexOf(', ');
  return comma === -1 ? [text, ''] : [text.slice(0, comma), text.slice(comma + 2)];
};

/** One line for each place, direction and set of gaps: what is not seen may be thousands. */
function unseenLines(changes: readonly ResourceChange[]): Line[] {
  const unseen = changes.filter(({ change }) => change.startsWith('not-seen'));
  const groups = groupBy(unseen, ({ change, account, region, gaps }) =>
    [change, account, region, gaps.join(' ')].join('\n'),
  );
  return [...groups.entries()].sort(by(([key]) => key)).map(([, group]) => {
    const { change, account, region, gaps } = group[0]!;
    const what = [...groupBy(group, ({ kind }) => kind)].map(
      ([kind, list]) => `${grouped(list.length)} ${noun(kind, list.length)}`,
    );
    const where = [account, region].filter((w) => w !== '').join(' ') || 'an unknown place';
    const when = change === 'not-seen-now' ? 'not seen now' : 'not seen before';
    const why = gaps.length === 0 ? 'that was not read' : `gap ${gaps.join(', ')}`;
    return plain('?', `${where}: ${what.join(', ')} ${when} (${why})`);
  });
}

function gapsSection({ gaps: { opened, closed }, after }: Diff): Section {
  const told = some([opened.length, 'opened'], [closed.length, 'closed']);
  return {
    title: 'Gaps',
    summary: `${told === '' ? 'no change' : told} (${grouped(after.gaps.length)} now)`,
    groups: [
      { title: 'Not seen any more', lines: opened.map((gap) => plain('?', gap.message)) },
      { title: 'Seen now', lines: closed.map((gap) => plain('+', gap.message, false)) },
    ].filter(({ lines }) => lines.length > 0),
  };
}
