/** A few of many, in words. */
/** `one, two and 3 more` */
export const list = (items: readonly string[], most: number): string =>
  items.length <= most
    ? items.join(', ')
    : `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
