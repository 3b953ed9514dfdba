/** What prices rest on, in the same words wherever a price stands. */

/**
 * `prices as of 2024-10; us-west-2 not checked`. `asOf`: the oldest date among them, as `2024-10` or `2023`.
 * `unsourced`: Regions whose price is from general knowledge, or is that of another Region.
 */
export const pricesRestOn = (asOf: string, unsourced: readonly string[]): string =>
  `prices as of ${asOf}${unsourced.length > 0 ? `; ${unsourced.join(', ')} not checked` : ''}`;
