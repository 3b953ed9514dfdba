/** What a user is told who asked for a view of something that is not there. */
import { inert } from '../../base/inert.ts';

/** A RangeError whose message is a sentence for the user, with what there is instead. */
export class ViewError extends RangeError {
  override name = 'ViewError';
}

/** A name as a sentence may quote it: strangers write names, and some are long. */
export const quoted = (text: string): string => JSON.stringify(inert(text.slice(0, 80)));
