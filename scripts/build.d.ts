/** Types of build.js, for scripts and tests. */
/** Builds dist/ where it is missing or older than the sources; `say` hears a line when it begins and one when it ends. */
export function ensureBuilt(say?: (line: string) => void): Promise<void>;
