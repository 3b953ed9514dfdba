/** `peerless explain` and `peerless rules`: the same words as the pages of docs/rules, from a real run of the cases. */
import { describe, expect, it } from 'vitest';
import { rules } from '#app/rules/index.gen.ts';
import { marked } from 'marked';
import { peerless } from '#tests/kit/terminal.ts';
import { rulePages } from '../../../scripts/rule-pages.ts';

const pages = await rulePages();

/** Words alone, as a reader sees them: no markup, no line breaks, no quotes that say where code is. */
const words = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/`/g, '')
    .replace(/\s+/g, ' ');
const shown = (page: string): string[] => {
  const html = marked.parse(page.replace(/<!--.*?-->/, '').replace(/^!\[.*$/gm, ''), {
    async: false,
  });
  return html
    .replace(/<[^>]+>/g, '\n')
    .split('\n')
    .map((line) => words(line).trim())
    .filter((line) => line.length > 3);
};

describe.each(['peering-one-way', 'route-blackhole', 'peering-mesh'])('%s', (id) => {
  it('is explained in the words of its page', async () => {
    const { code, out } = await peerless(['explain', id]);
    expect(code).toBe(0);
    const spoken = words(out.replace(/^ *- /gm, ''));
    for (const line of shown(pages.get(`docs/rules/${id}.md`)!)) {
      if (/^(mesh|peering|routing)$/.test(line)) continue;
      expect(spoken).toContain(line.replace(/^: |^, in$/g, '').trim());
    }
  });

  it('has a picture of the loud world and of the mended one, both small', () => {
    for (const name of [id, `${id}-mended`]) {
      const svg = pages.get(`docs/rules/${name}.svg`)!;
      expect(svg).toMatch(/^<\?xml/);
      expect(svg.length).toBeLessThan(40_000);
    }
    expect(pages.get(`docs/rules/${id}.svg`)).not.toBe(pages.get(`docs/rules/${id}-mended.svg`));
  });
});

it('colour only on a terminal, and it fits its width', async () => {
  const plain = await peerless(['explain', 'peering-mesh'], { columns: 60 });
  expect(plain.out).not.toContain('\u001b');
  const coloured = await peerless(['explain', 'peering-mesh'], { columns: 60, colour: true });
  expect(coloured.out.replace(/\u001b\[[\d;]*m/g, '')).toBe(plain.out);
});

it('the index and `rules --format markdown` name every rule once, under its category', async () => {
  const { out } = await peerless(['rules', '--format', 'markdown']);
  const index = pages.get('docs/rules/README.md')!;
  for (const { id } of rules) {
    expect(out.split(`\`${id}\``)).toHaveLength(2);
    expect(index.split(`[\`${id}\`](${id}.md)`)).toHaveLength(2);
  }
  expect(out.match(/^## /gm)?.length).toBe(new Set(rules.map((r) => r.about.category)).size);
});

it('all pages together stay small', () => {
  const bytes = [...pages.values()].reduce((sum, text) => sum + text.length, 0);
  expect(bytes).toBeLessThan(3_000_000);
});
