/** Laws for every reporter: same input same bytes, hostile names inert, nothing lost without a word, formats that other readers accept. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { DOMParser } from '@xmldom/xmldom';
import { Ajv } from 'ajv';
import { parse } from 'csv-parse/sync';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { reporters } from '#app/reporters/index.gen.ts';
import type { LintRun } from '#app/reporters/reporter.ts';
import { analyze, type Report } from '#app/report.ts';
import { rules } from '#app/rules/index.gen.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { shuffled } from '../scene/estates.ts';
import { hostile, HOSTILE, many, mixed, runOf, sample } from './runs.ts';

const written = (id: string, run: LintRun) => reporters.find((r) => r.id === id)!.render(run);
const body = (id: string, report: Report, part: Partial<LintRun> = {}): string =>
  written(id, runOf(report, part)).body;

const nasty = hostile();
const usual = mixed();

/** Control characters (but line ends), bidirectional controls, lone surrogates. */
const LIVE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\ud800-\udfff]/u;

/** Commands a GitHub runner knows; it acts on a line of the log that begins with one, and on `##[` anywhere in a line. */
const RUNNER =
  /^\s*::(error|warning|notice|debug|group|endgroup|add-mask|add-path|set-output|set-env|save-state|echo|stop-commands|add-matcher)\b[^\n]*?::|##(vso|teamcity)?\[/im;

describe.each(reporters.map((r) => r.id))('reporter %s', (id) => {
  it('gives the same bytes twice, and for shuffled pages', () => {
    const once = body(id, sample());
    expect(body(id, sample())).toBe(once);
    const snapshot = sampleEstate().snapshot();
    const mixedUp = analyze({ ...snapshot, pages: shuffled([...snapshot.pages]) });
    expect(body(id, mixedUp)).toBe(once);
  });

  it('shows what is invisible or turns text around, or spells it', () => {
    expect(body(id, nasty)).not.toMatch(LIVE);
    expect(body(id, nasty)).toMatch(/\ufffd|\\ufffd|\\u202e/);
  });

  it('a name is no command to the host whose log it stands in', () => {
    const text = body(id, nasty);
    // Its own commands begin a line; a name within them does not.
    const foreign = id === 'github' ? text.replace(/^::.*$/gm, '') : text;
    expect(RUNNER.exec(foreign)?.[0]).toBeUndefined();
  });

  it('ends with a line feed, and is never empty', () => {
    expect(body(id, { ...sample(), findings: [], gaps: [] })).toMatch(/\S[\s\S]*\n$/);
  });

  it('says every finding, or that it left some out', () => {
    const { body: text, leftOut } = written(id, runOf(many(30, 1)));
    const missing = Array.from({ length: 30 }, (_, i) => `Finding ${i} of many.`).filter(
      (words) => !text.includes(words),
    );
    if (missing.length === 0) return;
    expect(text).toMatch(new RegExp(`\\b${missing.length} more\\b|left out|Left out`));
    // What a format has no room for is said to the caller too; text can show it all with --verbose.
    if (id !== 'text') expect(leftOut).not.toEqual([]);
  });
});

interface Sarif {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly Descriptor[] } };
      readonly results: readonly Result[];
      readonly invocations: readonly [
        { readonly toolExecutionNotifications: readonly { message: { text: string } }[] },
      ];
    },
  ];
}
interface Descriptor {
  readonly id: string;
  readonly help: { readonly markdown: string };
  readonly properties: { readonly tags: readonly string[] };
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: Readonly<Record<string, number>>;
    };
    readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[];
  }[];
  readonly relatedLocations?: readonly unknown[];
  readonly codeFlows?: readonly {
    readonly threadFlows: readonly [{ readonly locations: readonly unknown[] }];
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly { readonly justification: string }[];
  readonly properties: { readonly sure: boolean };
}

describe('sarif', () => {
  const read = (report: Report): Sarif => JSON.parse(body('sarif', report)) as Sarif;
  // The schema of the standard, from the package of its editors; JSON Schema draft 4 but for its two first lines.
  const schema = JSON.parse(
    readFileSync(
      createRequire(import.meta.url).resolve(
        '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
      ),
      'utf8',
    ),
  ) as Record<string, unknown>;
  delete schema['$schema'];
  delete schema['id'];
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
    schema,
  );

  it.each([
    ['sample', sample()],
    ['mixed', usual],
    ['hostile', nasty],
    ['without findings', many(0, 0)],
    ['large', many(1, 1_100)],
  ] as const)('is what the standard says: %s', (_, report) => {
    validate(read(report));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('the check can fail', () => {
    const log = read(usual) as unknown as { runs: { results: { level: string }[] }[] };
    log.runs[0]!.results[0]!.level = 'dreadful';
    expect(validate(log)).toBe(false);
  });

  it('has what GitHub asks of every rule and result', () => {
    const { tool, results } = read(usual).runs[0];
    expect(tool.driver.rules.map((r) => r.id)).toEqual(rules.map((r) => r.id));
    for (const rule of tool.driver.rules) {
      expect(rule.help.markdown).toContain('## What to do');
      expect(rule.properties.tags.length).toBeLessThanOrEqual(10);
    }
    for (const result of results) {
      expect(tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
      expect(result.message.text).not.toBe('');
      const [at] = result.locations;
      expect(at!.physicalLocation.artifactLocation.uri).toBe('estate.json');
      expect(Object.keys(at!.physicalLocation.region).sort()).toEqual([
        'endColumn',
        'endLine',
        'startColumn',
        'startLine',
      ]);
      expect(result.partialFingerprints['primaryLocationLineHash']).toMatch(/^[0-9a-f]{16}:1$/);
    }
    const prints = results.map((r) => r.partialFingerprints['primaryLocationLineHash']);
    expect(new Set(prints).size).toBe(prints.length);
  });

  it('levels, doubt and suppressions', () => {
    const { results } = read(usual).runs[0];
    const levels = { error: 'error', warning: 'warning', info: 'note' } as const;
    expect(results.slice(0, usual.findings.length).map((r) => r.level)).toEqual(
      usual.findings.map((f) => levels[f.severity]),
    );
    const unsure = results.filter((r) => !r.properties.sure && !r.suppressions);
    expect(unsure).toHaveLength(usual.findings.filter((f) => !f.sure).length);
    for (const one of unsure) expect(one.message.text).toContain('unsure');
    const hidden = results.flatMap((r) => r.suppressions ?? []).map((s) => s.justification);
    expect(hidden.sort()).toEqual(['Known: it is in the baseline.', 'one-way on purpose: NET-231']);
  });

  it('stays within the limits of GitHub, and says what it left out, in the log and to the caller', () => {
    const run = runOf(many(5_004, 2));
    const { body: text, leftOut } = written('sarif', run);
    const [{ results, invocations }] = (JSON.parse(text) as Sarif).runs;
    expect(results).toHaveLength(5_000);
    expect(leftOut).toEqual([expect.stringMatching(/^4 results after the first 5000/)]);
    expect(invocations[0].toolExecutionNotifications[0]?.message.text).toContain(leftOut[0]);
    // 10 MB packed: https://docs.github.com/code-security/code-scanning/troubleshooting-sarif-uploads/file-too-large
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
  });

  it('a finding with more places than GitHub takes keeps the first ones', () => {
    const { body: text, leftOut } = written('sarif', runOf(many(1, 1_200)));
    const [result] = (JSON.parse(text) as Sarif).runs[0].results;
    expect(result!.locations.length + result!.relatedLocations!.length).toBe(1_000);
    expect(leftOut).toEqual([expect.stringMatching(/^201 locations/)]);
  });

  it('no name becomes a link or a placeholder of a message', () => {
    for (const { message } of read(nasty).runs[0].results) {
      expect(message.text).not.toMatch(/\]\(|\{\d/);
    }
  });
});

/** Parses as XML with a parser that is not ours; any complaint fails. */
function xmlOf(text: string): Document {
  const complaints: string[] = [];
  const say = (m: unknown): void => void complaints.push(String(m));
  const doc = new DOMParser({
    errorHandler: { warning: say, error: say, fatalError: say },
  }).parseFromString(text, 'text/xml');
  expect(complaints).toEqual([]);
  return doc;
}

describe('junit', () => {
  const elements = (of: Document | Element, name: string): Element[] =>
    Array.from(of.getElementsByTagName(name));
  const figure = (e: Element, name: string): number => Number(e.getAttribute(name));

  it.each([
    ['sample', sample()],
    ['mixed', usual],
    ['hostile', nasty],
  ] as const)('holds only what its readers know, and figures that add up: %s', (_, report) => {
    const doc = xmlOf(body('junit', report));
    // Every character is one that XML 1.0 has: https://www.w3.org/TR/xml/#charsets
    expect(body('junit', report)).not.toMatch(
      /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u,
    );
    const names = new Set(elements(doc, '*').map((e) => e.tagName));
    const known = 'testsuites testsuite testcase failure error skipped system-out'.split(' ');
    expect([...names].filter((name) => !known.includes(name))).toEqual([]);
    for (const suite of elements(doc, 'testsuite')) {
      expect(figure(suite, 'tests')).toBe(elements(suite, 'testcase').length);
      expect(figure(suite, 'failures')).toBe(elements(suite, 'failure').length);
      expect(figure(suite, 'errors')).toBe(elements(suite, 'error').length);
      expect(figure(suite, 'skipped')).toBe(elements(suite, 'skipped').length);
      const cases = elements(suite, 'testcase').map((c) => c.getAttribute('name'));
      expect(new Set(cases).size).toBe(cases.length);
    }
    const all = doc.documentElement;
    expect(figure(all, 'failures')).toBe(elements(doc, 'failure').length);
    expect(figure(all, 'tests')).toBe(elements(doc, 'testcase').length);
  });

  it('fails what fails the run, errs on gaps, and skips what is put off', () => {
    const run = runOf(usual);
    const doc = xmlOf(written('junit', run).body);
    expect(elements(doc, 'failure')).toHaveLength(usual.findings.filter(run.fails).length);
    expect(elements(doc, 'error')).toHaveLength(usual.gaps.length);
    const why = elements(doc, 'skipped').map((e) => e.getAttribute('message'));
    expect(why).toContain('suppressed: one-way on purpose: NET-231');
    expect(why).toContain('known: in the baseline');
    const allowed = xmlOf(written('junit', { ...run, gapsFail: false }).body);
    expect(elements(allowed, 'error')).toEqual([]);
  });

  it('a rule that is off has no suite', () => {
    const doc = xmlOf(body('junit', many(0, 0), { ran: new Set(['peering-mesh']) }));
    expect(elements(doc, 'testsuite').map((e) => e.getAttribute('name'))).toEqual(['peering-mesh']);
  });

  it('keeps what a name says', () => {
    const said = elements(xmlOf(body('junit', nasty)), 'failure').map((e) => e.textContent);
    expect(said.some((text) => text.startsWith(']]><!-- --> <?xml ?> &amp; &#60;b&#62;'))).toBe(
      false,
    );
    const all = elements(xmlOf(body('junit', nasty)), 'testcase').map((e) => e.textContent);
    expect(all.some((text) => text.startsWith(']]><!-- --> <?xml ?> &amp; &#60;b&#62;'))).toBe(
      true,
    );
  });
});

describe('github', () => {
  /** A workflow command taken apart as the runner does: property values and message unescaped. */
  function commandOf(line: string) {
    const [, name = '', properties = '', message = ''] =
      /^::([a-z]+)(?: ([^\n]*?))?::(.*)$/.exec(line) ?? [];
    const plain = (text: string): string =>
      text
        .replaceAll('%0D', '\r')
        .replaceAll('%0A', '\n')
        .replaceAll('%3A', ':')
        .replaceAll('%2C', ',')
        .replaceAll('%25', '%');
    const given = properties
      .split(',')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at), plain(pair.slice(at + 1))] as const;
      });
    return { name, properties: Object.fromEntries(given), message: plain(message) };
  }
  const commands = (text: string) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('::'))
      .map(commandOf);

  it('one line an annotation, whatever a name holds; at most ten of each level', () => {
    const text = body('github', nasty);
    const notes = commands(text).filter(({ name }) => /^(error|warning|notice)$/.test(name));
    for (const level of ['error', 'warning', 'notice']) {
      expect(notes.filter(({ name }) => name === level).length).toBeLessThanOrEqual(10);
    }
    expect(notes).toHaveLength(HOSTILE.length);
    expect(notes.map(({ message }) => message.split('\n')[0])).toEqual(
      expect.arrayContaining([expect.stringContaining('%0A%0D%25 {0} {1} ${x} {{y}}')]),
    );
  });

  it('says how many have no annotation, and lists them in the log', () => {
    const { body: text, leftOut } = written('github', runOf(many(30, 1)));
    const notes = commands(text).filter(({ name }) => name === 'error');
    expect(notes).toHaveLength(10);
    expect(notes.at(-1)?.message).toContain('21 more');
    expect(leftOut).toEqual([expect.stringContaining('21 more')]);
    expect(text.match(/^- route-blackhole: /gm)).toHaveLength(21);
  });

  it('names file and line where they are known and inside the checkout', () => {
    const [ref] = usual.findings[0]!.resources;
    const at = { uri: 'nets/a%20b.json', line: 7, column: 3, endColumn: 9 };
    const run = runOf(usual, {
      source: { title: 'x', uri: at.uri, locations: new Map([[ref!, at]]) },
    });
    const [first] = commands(written('github', run).body);
    expect(first!.properties).toMatchObject({ file: 'nets/a b.json', line: '7', col: '3' });
    const outside = runOf(usual, {
      source: { title: 'x', uri: 'file:///elsewhere/a.json', locations: new Map() },
    });
    expect(commands(written('github', outside).body)[0]!.properties).not.toHaveProperty('file');
  });
});

describe('csv', () => {
  const rows = (report: Report): string[][] =>
    parse(body('csv', report), { relax_quotes: false, record_delimiter: '\r\n' });

  it('has a row for each place, and no cell that begins like a formula', () => {
    const places = (r: Report): number =>
      [...r.findings, ...r.suppressed.map((s) => s.finding)].reduce(
        (sum, f) => sum + Math.max(1, f.places.length),
        0,
      );
    expect(rows(nasty)).toHaveLength(1 + places(nasty));
    for (const cell of rows(nasty).flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });

  it('tells what became of a finding', () => {
    const [head = [], ...all] = rows(usual);
    const column = head.indexOf('state');
    expect(new Set(all.map((row) => row[column]))).toEqual(
      new Set(['told', 'suppressed', 'baseline']),
    );
  });
});

describe('markdown', () => {
  const html = (report: Report) =>
    marked.parse(body('markdown', report), { gfm: true, async: false });

  it('renders to no link, image, script or field that a name brought in', () => {
    expect(html(nasty)).not.toMatch(/<(a|img|script|blockquote|del|input|svg|style|button)\b/i);
    const headings = [...html(nasty).matchAll(/<h[1-6]>(.*?)<\/h[1-6]>/g)].map((m) => m[1]);
    expect(headings).toHaveLength(1);
  });

  it('opens and closes what it folds', () => {
    for (const report of [usual, nasty]) {
      const text = html(report);
      for (const tag of ['details', 'summary']) {
        expect(text.split(`<${tag}>`).length).toBe(text.split(`</${tag}>`).length);
      }
    }
  });

  it('fits into a comment, however much there is, and says what it left out and how to see it', () => {
    for (const report of [nasty, many(3_000, 50), { ...usual, findings: wide() }]) {
      const { body: text, leftOut } = written('markdown', runOf(report));
      expect(text.length).toBeLessThanOrEqual(65_536);
      if (leftOut.length > 0) {
        expect(text).toContain('Left out here: ');
        expect(text).toContain('peerless lint --format text --verbose');
      }
    }
    expect(written('markdown', runOf({ ...usual, findings: wide() })).leftOut).not.toEqual([]);
  });
});

/** Findings of every rule, each with a long message. */
const wide = () =>
  rules.flatMap((rule) =>
    many(20, 5).findings.map((f) => ({
      ...f,
      rule: rule.id,
      message: 'word '.repeat(300),
      fingerprint: `${rule.id}${f.fingerprint}`,
    })),
  );

describe('html', () => {
  const text = body('html', nasty);

  it('asks for nothing and runs nothing but its own', () => {
    expect(text).toContain(`default-src 'none'`);
    expect(text).not.toMatch(/unsafe-inline|unsafe-eval|<link|<iframe|<object|<embed|<base|<form/i);
    expect(text.match(/<script>/g)).toHaveLength(1);
    expect(text.match(/<style>/g)).toHaveLength(1);
    // Whatever stands in a tag is ours: names are escaped.
    for (const tag of text.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '').match(/<[a-z][^>]*>/gi) ??
      []) {
      expect(tag).not.toMatch(/\son\w+\s*=|javascript:|\ssrc=|\shref=|\sstyle=/i);
    }
  });

  it('every finding lights things that are in the picture', () => {
    const page = body('html', usual);
    const ids = new Set([...page.matchAll(/<g id="([^"]+)"/g)].map((m) => m[1]));
    const lit = [...page.matchAll(/data-lit="([^"]*)"/g)].map((m) => m[1]!.split(' '));
    expect(lit).toHaveLength(usual.findings.length);
    for (const things of lit) {
      expect(things.length).toBeGreaterThan(0);
      for (const thing of things) expect(ids).toContain(thing);
    }
  });
});

describe('text', () => {
  it('folds long lists with a word, and --verbose opens them', () => {
    expect(body('text', many(30, 1))).toContain('and 18 more of this rule; --verbose lists all');
    const whole = body('text', many(30, 1), { look: { verbose: true } });
    for (let i = 0; i < 30; i++) expect(whole).toContain(`Finding ${i} of many.`);
  });

  it('names what was put off, hides nothing and was not run', () => {
    const text = body('text', usual);
    expect(text).toContain('1 suppressed, 1 in the baseline');
    expect(text).toContain('Suppressions that hide nothing (1)');
  });
});
