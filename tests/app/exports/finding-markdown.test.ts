/** One finding as Markdown: everything a ticket needs, and nothing from outside that could act. */
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { findingMarkdown } from '#app/exports/parts/finding-markdown.ts';
import { analyze } from '#app/report.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';

const sample = analyze(sampleEstate().snapshot());
const find = (rule: string, of = sample) => of.findings.find((f) => f.rule === rule)!;

describe('a finding as Markdown', () => {
  it('says what, where, why and what to do, with rule and fingerprint', () => {
    const finding = find('route-blackhole');
    const text = findingMarkdown(finding, sample);
    const html = marked.parse(text, { async: false });
    expect(html).toContain('<h3>Blackhole route (error)</h3>');
    expect(html).toContain(finding.fingerprint);
    expect(html).toContain('<code>route-blackhole</code>');
    expect(text).toContain('**What to do**');
    for (const { resource } of finding.places) expect(text).toContain(resource);
    expect(text.endsWith('.\n')).toBe(true);
  });

  it('has arrows where a flow takes that way, and commas where things are only touched', () => {
    const path = (rule: string) =>
      /^\*\*(?:Path|Touches)\*\*: .*$/m
        .exec(findingMarkdown(find(rule), sample))![0]
        .replace(/ \\\([^)]*\\\)/g, '');
    // VPCs of one block behind two peerings: nothing goes from one to the other.
    expect(path('cidr-overlap-connected')).toBe(
      '**Touches**: brand-tundra, brand-fjord, eu-integration-brand-tundra, eu-integration-brand-fjord, eu-integration',
    );
    expect(path('tgw-missing-return-route')).toBe(
      '**Path**: west-analytics → core-west-west-analytics → core-west-main → core-east-west → core-east-edge → core-east-store-web → store-web',
    );
  });

  it('names the gaps an unsure finding rests on', () => {
    const [gap] = sample.gaps;
    const text = findingMarkdown(
      { ...find('route-blackhole'), sure: false, gaps: [gap!.id] },
      sample,
    );
    expect(text).toMatch(/^### Blackhole route \(error, unsure\)/);
    expect(text).toContain('**Not seen, so it may be wrong (1 gap)**');
  });

  it('cuts long lists, and says how much is left', () => {
    const finding = find('route-blackhole');
    const places = Array.from({ length: 45 }, (_, i) => ({
      resource: finding.resources[0]!,
      detail: `10.0.${i}.0/24`,
    }));
    const text = findingMarkdown({ ...finding, places }, sample);
    expect(text).toContain('10.0.19.0/24');
    expect(text).not.toContain('10.0.20.0/24');
    expect(text).toContain('and 25 more');
  });

  it('keeps names from outside inert: no markup, no link, no image, no HTML', () => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('<img src=x onerror=alert(1)> [x](javascript:alert(1))', '10.1.0.0/16');
    const b = at.vpc('![x](https://attacker.example/) **b** \u202e', '10.2.0.0/16');
    world.peer(a, b, { name: '`code` <script>alert(1)</script>' });
    const report = analyze(world.snapshot());
    const html = marked.parse(findingMarkdown(find('peering-no-routes', report), report), {
      async: false,
    });
    expect(html).not.toMatch(/<img|<script|href="javascript|attacker\.example\/"|\u202e/);
    expect(html).toContain('alert(1)');
  });
});
