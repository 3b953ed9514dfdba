/** A sentence from the engine; ids in it lead to their resources, by name where the name is known. */
import { splitAtIds } from '../words/ids.ts';
import { short } from '../words/visible.ts';
import { IdLink } from './id-link.tsx';

export function LinkedWords({ text }: { readonly text: string }) {
  const parts = splitAtIds(short(text, 4096));
  return (
    <>
      {parts.map((part, i) =>
        i % 2 === 0 ? (
          part
        ) : (
          // `name (id)` has said the name already.
          <IdLink key={i} id={part} named={parts[i - 1]?.endsWith('(') ?? false} />
        ),
      )}
    </>
  );
}
