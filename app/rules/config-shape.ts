/** What a configuration file may say, for a set of rules: one shape that reads it and from which the published schema is made. */
import { z } from 'zod';
import { tryIp } from '../base/cidr.ts';
import { readAsked } from '../routing/protocol.ts';
import { EXPECTATIONS, EXTENDS, FAMILIES } from './config.ts';
import { type AnyRule, SEVERITIES } from './rule.ts';

const level = z
  .enum([...SEVERITIES, 'off'], 'give error, warning, info or off')
  .describe('Severity of every finding of the rule; `off` keeps it silent.');

const text = z.string('give text').min(1, 'give some text');

const globs = (what: string) =>
  z
    .union([text, z.array(text).min(1, 'give at least one')], `give text, or a list of texts`)
    .describe(`${what}; \`*\` stands for any text, several mean any of them.`);

/** An account id that YAML took for a number; one that begins with 0 has lost that by then. */
const accountNumber = z
  .int('give text')
  .min(1e11, 'an account id is 12 digits: put it in quotes, or YAML drops the zeros it begins with')
  .max(999_999_999_999, 'an account id is 12 digits')
  .transform(String);
const account = z.union([text, accountNumber], 'give an account id in quotes');

const tag = text.regex(/^[^=]/, 'write a tag as Key=value; * stands for any text');

const selectorFields = {
  account: z
    .union(
      [text, accountNumber, z.array(account).min(1)],
      'give an account id in quotes, or a list of them',
    )
    .describe('Account id, in quotes; `*` stands for any text, several mean any of them.')
    .optional(),
  region: globs('Region, such as `us-*`').optional(),
  tag: z
    .union([tag, z.array(tag).min(1)], 'write a tag as Key=value, or a list of such')
    .describe('`Key=glob`. A resource without the key takes the tag of the VPC it stands in.')
    .optional(),
  id: globs('Id').optional(),
  name: globs('Value of the Name tag').optional(),
};
const SELECTORS = Object.keys(selectorFields);

const says = (value: object): boolean => SELECTORS.some((key) => key in value);
const NOTHING = `say which: ${SELECTORS.slice(0, -1).join(', ')} or ${SELECTORS.at(-1) ?? ''}`;

const selector = z
  .strictObject(selectorFields)
  .refine(says, NOTHING)
  .meta({ description: 'Picks resources: all that is given must match.', minProperties: 1 });

const members = z
  .union([selector, z.array(selector).min(1, 'give at least one selector')], NOTHING)
  .describe('VPCs of the environment: what the selector picks, or any of several.');

/** Letters first: keys of an object that look like numbers lose their order, and the order counts. */
const environment = z
  .string('give the name of an environment')
  .regex(
    /^[A-Za-z][A-Za-z0-9 ._-]*$/,
    'the name of an environment begins with a letter and has letters, digits, spaces, dots and dashes',
  );

const end = z
  .union(
    [
      environment,
      z
        .strictObject({
          ...selectorFields,
          kind: z.enum(['vpc', 'subnet']).describe('What is picked; VPCs unless given.').optional(),
          ip: z
            .string()
            .refine((ip) => tryIp(ip) !== undefined, 'this is no IP address')
            .describe('One address, instead of a selector.')
            .optional(),
        })
        .refine((value) => 'ip' in value || says(value), `${NOTHING}, or ip`)
        .refine((value) => !('ip' in value) || Object.keys(value).length === 1, {
          error: 'an address stands alone',
          path: ['ip'],
        })
        .meta({ minProperties: 1 }),
    ],
    'give the name of an environment, or an object that says which',
  )
  .describe('An environment by name; VPCs or subnets by selector; or one address.');

const assertion = z
  .strictObject({
    expect: z
      .enum(EXPECTATIONS, 'give reach or isolated')
      .describe(
        '`reach`: everything of `from` reaches everything of `to`. `isolated`: nothing does.',
      ),
    from: end,
    to: end,
    protocol: z
      .union([text, z.int().transform(String)], 'give the name or number of a protocol')
      .describe('Name or number. With it, network ACLs and security groups count too.')
      .optional(),
    port: z.int().min(0).max(65535).describe('Destination port, of tcp unless said.').optional(),
    family: z.enum(FAMILIES, 'give ipv4 or ipv6').describe('Both unless given.').optional(),
    reason: reasonOf('Why this must hold; it is told with every breach.'),
  })
  .superRefine(({ protocol, port }, context) => {
    try {
      readAsked(protocol, port);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const path = [protocol === undefined ? 'port' : 'protocol'];
      context.addIssue({ code: 'custom', message: error.message.replace(/\.$/, ''), path });
    }
  });

function reasonOf(description: string) {
  return z
    .string('say why, so that the next reader knows')
    .refine((words) => words.trim() !== '', 'say why, so that the next reader knows')
    .meta({ description, pattern: '\\S' });
}

const segments = z
  .strictObject({
    environments: z
      .record(environment, members)
      .describe('Environments by name. A VPC belongs to the first that picks it.'),
    reach: z
      .record(environment, z.array(environment))
      .describe(
        'Which environments each may open connections to. Two that neither way lists are kept apart.',
      )
      .optional(),
    assertions: z.array(assertion).describe('What must, and what must not, work.').optional(),
  })
  .describe('What the network is meant to keep apart, and what is meant to work.');

/** A day that exists. */
const isDay = (day: string): boolean => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return date >= 1 && date <= days;
};

const suppression = (rules: readonly AnyRule[]) =>
  z.strictObject({
    // The reader names the nearest; the schema lists them for editors.
    rule: text.meta({ description: 'Id of the rule.', enum: rules.map((rule) => rule.id) }),
    resource: z
      .string('name a resource id or name; * stands for any text')
      .min(1, 'name a resource id or name; * stands for any text')
      .describe(
        'Glob over ids and names of the resources of a finding; over its subject where it is about no resource.',
      ),
    reason: reasonOf('Why it may be so.'),
    until: z
      .string('give a day as YYYY-MM-DD')
      .regex(/^\d{4}-\d{2}-\d{2}$/, 'give a day as YYYY-MM-DD')
      .refine(isDay, 'there is no such day')
      .describe('Last day it holds, compared with the day the snapshot was taken (UTC).')
      .optional(),
  });

/** Options of a rule, none that it does not take. */
const optionsOf = (rule: AnyRule): z.ZodType =>
  rule.options instanceof z.ZodObject ? rule.options.strict() : (rule.options as z.ZodType);

const setting = (rule: AnyRule) =>
  z
    .union(
      [level, z.strictObject({ severity: level.optional(), options: optionsOf(rule).optional() })],
      'give error, warning, info or off, or an object with severity and options',
    )
    .describe(
      `${rule.about.title}. ${rule.about.severity}; ${rule.about.preset === 'none' ? 'in no preset' : `in ${rule.about.preset}`}.`,
    );

/** The shape of a configuration that may speak of these rules. */
export function configShape(rules: readonly AnyRule[]) {
  const settings = Object.fromEntries(rules.map((rule) => [rule.id, setting(rule).optional()]));
  const everyRule = z
    .union([level, z.strictObject({ severity: level })], 'give error, warning, info or off')
    .describe('Every rule that runs. A rule named by itself wins over this.');
  return z
    .strictObject({
      $schema: z.string().describe('Where editors find this schema.').optional(),
      version: z.literal(1, 'the version of the format is 1').optional(),
      extends: z
        .enum(EXTENDS, 'give recommended, strict or none')
        .describe('The preset to start from; `recommended` unless given.')
        .optional(),
      rules: z.strictObject(settings).describe('Severity and options by rule.').optional(),
      overrides: z
        .array(
          z
            .strictObject({
              ...selectorFields,
              rules: z.strictObject({ '*': everyRule.optional(), ...settings }),
            })
            .refine(says, NOTHING)
            .meta({ minProperties: 2 }),
        )
        .describe(
          'Other settings where the first resource of a finding is picked; the last that matches wins.',
        )
        .optional(),
      suppress: z
        .array(suppression(rules))
        .describe('Findings that are known and may stay, each with a reason.')
        .optional(),
      suppressByTag: text
        .max(128, 'a tag key has at most 128 characters')
        .describe(
          'Key of a tag whose value lists rule ids to suppress on that resource, with a reason after a colon.',
        )
        .optional(),
      segments: segments.optional(),
    })
    .meta({ title: 'Configuration of peerless lint' });
}

export type ConfigShape = ReturnType<typeof configShape>;

/** Parts of the shape that come again and again, by the name they have in the published schema. */
export const sharedParts = (rules: readonly AnyRule[]): Readonly<Record<string, z.ZodType>> => ({
  severity: level,
  ...Object.fromEntries(
    Object.entries(selectorFields).map(([name, field]) => [name, field.unwrap() as z.ZodType]),
  ),
  selector,
  members,
  end,
  ...Object.fromEntries(rules.map((rule) => [rule.id, setting(rule)])),
});
