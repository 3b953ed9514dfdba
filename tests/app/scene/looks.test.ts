/** Colours and text widths: contrast as WCAG 2.2 defines it, widths against a font's own figures. */
import { describe, expect, it } from 'vitest';
import { palette, type Theme, type Token } from '#app/scene/legend.ts';
import { fit, fonts, widthOf } from '#app/scene/text.ts';

/** Contrast ratio. Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: string, b: string): number {
  const luminance = (hex: string): number => {
    const [r = 0, g = 0, bl = 0] = [1, 3, 5].map((i) => {
      const v = parseInt(hex.slice(i, i + 2), 16) / 255;
      return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  };
  const [x = 0, y = 0] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
}

const TEXT: readonly [Token, Token][] = [
  ...(
    [
      'scene-ground',
      'account-fill',
      'region-fill',
      'segment-fill',
      'card-fill',
      'card-ghost-fill',
      'hub-fill',
      'edge-node-fill',
    ] as const
  ).flatMap((ground): [Token, Token][] => [
    ['scene-text', ground],
    ['scene-quiet', ground],
  ]),
  ['hull-text', 'region-fill'],
  ['hull-text', 'account-fill'],
  ['hull-text', 'hull-fill'],
  ['severity-text', 'severity-error'],
  ['severity-text', 'severity-warning'],
  ['severity-text', 'severity-info'],
  ['diff-text', 'diff-added'],
  ['diff-text', 'diff-removed'],
  ['diff-text', 'diff-changed'],
  ['diff-text', 'scene-quiet'],
  ['diff-text', 'scene-text'],
];
const LINES: readonly [Token, Token][] = (
  [
    'link-line',
    'attachment-line',
    'mesh-line',
    'hub-line',
    'card-ghost-line',
    'edge-node-line',
    'diff-added',
    'diff-removed',
    'diff-changed',
  ] as const
).flatMap((line): [Token, Token][] =>
  (['scene-ground', 'account-fill', 'region-fill'] as const).map((g) => [line, g]),
);

describe.each(['light', 'dark'] as Theme[])('the %s palette', (theme) => {
  const colours = palette[theme];
  it.each(TEXT)('reads %s on %s (4.5 : 1)', (text, ground) => {
    expect(contrast(colours[text], colours[ground])).toBeGreaterThanOrEqual(4.5);
  });
  it.each(LINES)('shows %s on %s (3 : 1)', (line, ground) => {
    expect(contrast(colours[line], colours[ground])).toBeGreaterThanOrEqual(3);
  });
});

describe('text', () => {
  it('is never estimated narrower than Helvetica sets it', () => {
    // Adobe's metrics of Helvetica: advances in thousandths of the size.
    const helvetica: readonly [string, number][] = [
      ['Transit', 611 + 333 + 556 + 556 + 500 + 222 + 278],
      ['MW', 833 + 944],
      ['10.0.0.0/16', 556 * 7 + 278 * 4],
    ];
    for (const [words, units] of helvetica) {
      const exact = (units / 1000) * 100;
      expect(widthOf(words, { size: 100 })).toBeGreaterThanOrEqual(exact);
      expect(widthOf(words, { size: 100 })).toBeLessThan(exact * 1.15);
    }
  });

  it('that is too long is cut with an ellipsis, between characters, and then fits', () => {
    const name = '🦔'.repeat(40);
    const cut = fit(name, 160, fonts.name);
    expect(cut).toMatch(/^(🦔)+…$/u);
    expect(widthOf(cut, fonts.name)).toBeLessThanOrEqual(160);
    expect(fit('short', 160, fonts.name)).toBe('short');
  });
});
