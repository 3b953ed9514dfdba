/**
 * Text for the log of a pipeline, where some hosts act on lines that look like their commands: a name from outside
 * must not become one.
 */

/**
 * A line that begins with two colons and a word, up to two more: GitHub runs it.
 * Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
const COMMAND = /^(\s*):(?=:[a-z][\w-]*(?:\s[^\n]*)?::)/gim;
/** `##[` (GitHub, Azure Pipelines), `##vso[` (Azure Pipelines) and `##teamcity[`, anywhere in a line. */
const MARKER = /#(?=#(?:vso|teamcity)?\[)/gi;

/** The text with a space in whatever a host would act on; nothing else changes. */
export const inertLog = (text: string): string =>
  text.replace(COMMAND, '$1: ').replace(MARKER, '# ');

/** The same for XML and HTML, where the characters can be spelt: nothing a reader sees changes. */
export const inertLogXml = (text: string): string =>
  text.replace(COMMAND, '$1&#58;').replace(MARKER, '&#35;');
