/** Which links the window may open: documentation, whatever a file or a tag would like. */
import { describe, expect, it } from 'vitest';
import { isDocLink } from '#app/api/shell.ts';
import { rules } from '#app/rules/index.gen.ts';

describe('isDocLink', () => {
  it.each([
    ['https://docs.aws.amazon.com/vpc/latest/peering/', true],
    ['https://aws.amazon.com/transit-gateway/pricing/', true],
    ['https://github.com/', false],
    ['http://docs.aws.amazon.com/', false],
    ['https://docs.aws.amazon.com.attacker.example/', false],
    ['https://attacker.example/docs.aws.amazon.com/', false],
    ['https://attacker.example/?https://docs.aws.amazon.com/', false],
    ['https://docs.aws.amazon.com@attacker.example/', false],
    ['https://docs.aws.amazon.com\\@attacker.example/', false],
    ['https://user@docs.aws.amazon.com/', false],
    ['https://user:word@docs.aws.amazon.com/', false],
    ['https://docs.aws.amazon.com:8443/', false],
    ['https:docs.aws.amazon.com/', false],
    ['\thttps://docs.aws.amazon.com/', false],
    ['file:///docs.aws.amazon.com/', false],
    ['javascript:location="https://docs.aws.amazon.com/"', false],
    ['', false],
  ])('%s: %s', (url, allowed) => {
    expect(isDocLink(url)).toBe(allowed);
  });

  it('lets every page through that a rule refers to', () => {
    const pages = rules.flatMap((rule) => rule.about.docs);
    expect(pages.length).toBeGreaterThan(0);
    expect(pages.filter((url) => !isDocLink(url))).toEqual([]);
  });
});
