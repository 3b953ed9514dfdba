/** What went wrong, as a sentence. */
export const faultOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
