/** `Mesh of 7` of `mesh of 7`: a capital first letter, as a sentence or a title has it. */
export const capital = (text: string): string => text.replace(/^./u, (c) => c.toUpperCase());
