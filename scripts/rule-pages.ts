/**
 * The pages of `docs/rules`, written from the rules and from real runs of their cases by `npm run gen`: a page and two
 * pictures for each rule, and an index.
 */
import { picture } from '#app/exports/parts/svg-picture.ts';
import { type Example, exampleOf } from '#app/reporters/parts/example.ts';
import { lightsOf } from '#app/exports/parts/lit.ts';
import { rulesMarkdown } from '#app/reporters/parts/rule-index.ts';
import { sectionMarkdown } from '#app/reporters/parts/rule-markdown.ts';
import { presetWords, sectionsOf } from '#app/reporters/parts/rule-text.ts';
import { casesOf } from '#app/rules/cases.gen.ts';
import { rules } from '#app/rules/index.gen.ts';
import type { AnyRule } from '#app/rules/rule.ts';
import { buildScene } from '#app/scene/build.ts';

const HEAD = '<!-- Written by `npm run gen`. Do not edit. -->';

const file = (rule: AnyRule, of: 'loud' | 'mended'): string =>
  of === 'loud' ? `${rule.id}.svg` : `${rule.id}-mended.svg`;

/** The world of an example, lit where the finding is; mended, the same things in a colour that is no severity. */
function drawn(example: Example, of: 'loud' | 'mended'): string {
  const { report } = of === 'loud' ? example : example.mended;
  const scene = buildScene(report);
  const light = lightsOf(report, scene)(example.finding);
  const lit =
    of === 'loud'
      ? { light, severity: example.finding.severity }
      : {
          light: {
            ...light,
            edges: new Map([...light.edges].map(([id]) => [id, 'none' as const])),
          },
        };
  // Another world has other things under the same names.
  return picture(report, scene, {
    frame: 'bare',
    ...(of === 'loud' || example.mended.same ? { lit } : {}),
  }).svg;
}

function page(rule: AnyRule, example: Example): string {
  const { about } = rule;
  return [
    HEAD,
    '',
    `# ${about.title}`,
    '',
    `\`${rule.id}\`: **${about.severity}**, in [${about.category}](README.md); ${presetWords[about.preset]}.`,
    '',
    sectionMarkdown(sectionsOf(rule, example), 2, ({ of }) => file(rule, of)),
    '',
  ].join('\n');
}

const index = (): string =>
  [
    HEAD,
    '',
    '# Rules',
    '',
    `${rules.length} rules. Those of the preset \`recommended\` run unless they are turned off; \`extends: strict\` in the`,
    'configuration adds those of `strict`; a rule in none runs only where it is turned on by name.',
    '`peerless rules` prints this list with what your configuration makes of it, `peerless explain RULE` a page.',
    '',
    rulesMarkdown(rules, 2, (rule) => `${rule.id}.md`),
    '',
  ].join('\n');

/** Text of every file by its path. Throws where the cases of a rule do not say what they say they say. */
export async function rulePages(): Promise<Map<string, string>> {
  const out = new Map([['docs/rules/README.md', index()]]);
  for (const rule of rules) {
    const { default: cases } = await casesOf[rule.id]!();
    const example = exampleOf(rule, cases);
    out.set(`docs/rules/${rule.id}.md`, page(rule, example));
    for (const of of ['loud', 'mended'] as const) {
      out.set(`docs/rules/${file(rule, of)}`, drawn(example, of));
    }
  }
  return out;
}
