/** What went wrong, as a sentence. */
export const faultOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** The same as a sentence that another can follow. */
export const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
