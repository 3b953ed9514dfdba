/** What a rule is about, section by section: docs pages, `explain` and SARIF say the same words. */
import { z } from 'zod';
import { count } from '../../base/count.ts';
import { kinds } from '../../kinds/index.gen.ts';
import type { AnyRule } from '../../rules/rule.ts';

/** One thing to say under a title. Lines are plain text; `code` is shown as it stands. */
export interface Section {
  readonly title: string;
  readonly as: 'paragraphs' | 'list' | 'links' | 'code';
  readonly lines: readonly string[];
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

const PRESETS = {
  recommended: 'runs unless it is turned off',
  strict: 'runs with `extends: strict`',
  none: 'runs only where it is turned on by name',
} as const;

/** `warning, in peering; runs unless it is turned off` */
export const rankOf = ({ about }: AnyRule): string =>
  `${about.severity}, in ${about.category}; ${PRESETS[about.preset]}`;

const INTENT = {
  environments: 'It needs `segments` with environments in the configuration.',
  assertions: 'It needs `segments` with assertions in the configuration.',
} as const;

function needsOf(rule: AnyRule): Section[] {
  const read = rule.needs.map((id) =>
    kinds[id].plural.replace(/^[A-Z](?=[a-z])/, (c) => c.toLowerCase()),
  );
  const lines = [
    ...(read.length > 0
      ? [
          `Its findings are unsure where ${read.length === 1 ? read[0]! : `one of these ${count(read.length, 'list')}`} could not be read${read.length === 1 ? '' : `: ${read.join(', ')}`}.`,
        ]
      : []),
    ...(rule.intent ? [INTENT[rule.intent]] : []),
  ];
  return lines.length > 0 ? [{ title: 'What it rests on', as: 'paragraphs', lines }] : [];
}

/** What every rule says of itself; options and needs only where it has any. */
export function sectionsOf(rule: AnyRule): readonly Section[] {
  const { about } = rule;
  const options = optionsOf(rule);
  return [
    { title: 'Why it matters', as: 'paragraphs', lines: [about.why] },
    { title: 'What to do', as: 'paragraphs', lines: [about.remedy] },
    {
      title: 'What it says',
      as: 'list',
      lines: Object.values(rule.messages as Readonly<Record<string, string>>),
    },
    ...(options.length > 0
      ? [
          {
            title: 'Options',
            as: 'list' as const,
            lines: options.map(
              (o) =>
                `\`${o.name}\` (default ${JSON.stringify(o.default ?? null)})${o.description ? `: ${o.description}` : ''}`,
            ),
          },
        ]
      : []),
    ...needsOf(rule),
    { title: 'AWS documentation', as: 'links', lines: about.docs },
  ];
}
