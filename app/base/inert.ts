/** Makes text from tags and files harmless to look at: what is invisible or turns text around becomes visible. */

/**
 * Control characters, line and paragraph separators, bidirectional controls, zero-width space and mark,
 * interlinear and tag characters, non-characters. Joiners (U+200C, U+200D) stay: scripts and emoji need them.
 * Source: https://www.unicode.org/reports/tr36/ (bidirectional spoofing)
 */
export const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff]|[\u{e0000}-\u{e0fff}]|[\ud800-\udfff]/gu;

/** The text with every unsafe character replaced by U+FFFD. Escaping for a format comes after this. */
export const inert = (text: string): string => text.replace(UNSAFE, '\ufffd');
