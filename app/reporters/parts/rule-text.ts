/** What a rule is about, section by section: docs pages, `explain` and SARIF say the same words. */
import { z } from 'zod';
import { kinds } from '../../kinds/index.gen.ts';
import type { AnyRule } from '../../rules/rule.ts';
import type { Example } from './example.ts';
import { findingText } from '../../exports/parts/lint-text.ts';

/**
 * A part of a section. Lines are plain text, what stands between backticks in them is code; `code` is shown as it
 * stands; a picture is for where pictures can be shown.
 */
export type Block =
  | { readonly as: 'paragraph' | 'code'; readonly text: string }
  | { readonly as: 'list' | 'links'; readonly lines: readonly string[] }
  | { readonly as: 'picture'; readonly of: 'loud' | 'mended'; readonly text: string };

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface RuleOption {
  readonly name: string;
  readonly default: unknown;
  readonly description: string;
}

/** Options of a rule with their defaults, in the order the rule declares them. */
export function optionsOf(rule: AnyRule): RuleOption[] {
  const schema = z.toJSONSchema(rule.options as z.ZodType, {
    io: 'input',
    unrepresentable: 'any',
  }) as {
    readonly properties?: Readonly<Record<string, { default?: unknown; description?: string }>>;
  };
  return Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    name,
    default: field.default,
    description: field.description ?? '',
  }));
}

export const presetWords = {
  recommended: 'runs unless it is turned off',
  strict: 'runs with `extends: strict`, or where it is turned on by name',
  none: 'runs only where it is turned on by name',
} as const;

const INTENT = {
  environments: 'It runs only where the configuration has `segments` with environments.',
  assertions: 'It runs only where the configuration has `segments` with assertions.',
} as const;

const paragraph = (text: string): Block => ({ as: 'paragraph', text });

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

/** As inside a sentence: `VPCs`, `NAT gateways`, `Direct Connect gateways` and `Cloud WAN …` are names and keep theirs. */
const plain = (title: string): string =>
  /^([A-Z]{2}|Direct Connect|Cloud WAN)/.test(title)
    ? title
    : title.replace(/^[A-Z]/, (c) => c.toLowerCase());

function restsOn(rule: AnyRule): Section[] {
  const lists = rule.needs.map((id) => plain(kinds[id].plural));
  const blocks = [
    ...(lists.length > 0
      ? [
          paragraph(
            `Where it could not be read which ${listed(lists)} there are, its findings are unsure.`,
          ),
        ]
      : []),
    ...(rule.intent ? [paragraph(INTENT[rule.intent])] : []),
  ];
  return blocks.length > 0 ? [{ title: 'What it rests on', blocks }] : [];
}

/** As `peerless lint` prints it, for a page. */
const COLUMNS = 88;

function exampleSection({ title, report, finding, mended }: Example): Section {
  return {
    title: 'Example',
    blocks: [
      paragraph(`A network in which it speaks: ${title}.`),
      { as: 'code', text: findingText(report, finding, { columns: COLUMNS }) },
      { as: 'picture', of: 'loud', text: `The network of the example: ${title}` },
      paragraph(
        mended.same
          ? 'The same network put right: the rule has nothing to say.'
          : `A network in which it is silent: ${mended.title}.`,
      ),
      {
        as: 'picture',
        of: 'mended',
        text: mended.same ? 'The same network put right' : mended.title,
      },
    ],
  };
}

/** What a rule says of itself; options, needs and an example only where it has any. */
export function sectionsOf(rule: AnyRule, example?: Example): readonly Section[] {
  const { about } = rule;
  const options = optionsOf(rule);
  return [
    { title: 'Why it matters', blocks: [paragraph(about.why)] },
    { title: 'What to do', blocks: [paragraph(about.remedy)] },
    {
      title: 'What it says',
      blocks: [
        {
          as: 'list',
          lines: Object.values(rule.messages as Readonly<Record<string, string>>),
        },
      ],
    },
    ...(example ? [exampleSection(example)] : []),
    ...(options.length > 0
      ? [
          {
            title: 'Options',
            blocks: [
              {
                as: 'list' as const,
                lines: options.map(
                  (o) =>
                    `\`${o.name}\`, by default \`${JSON.stringify(o.default ?? null)}\`${o.description ? `: ${o.description}` : ''}`,
                ),
              },
            ],
          },
        ]
      : []),
    ...restsOn(rule),
    { title: 'AWS documentation', blocks: [{ as: 'links', lines: about.docs }] },
  ];
}
