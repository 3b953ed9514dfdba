/** A sentence from the engine; ids in it lead to their resources, by name where the name is known, and what is to be typed stands apart. */
import { splitAtIds } from '../words/ids.ts';
import { short } from '../words/visible.ts';
import { IdLink } from './id-link.tsx';
import { Typed } from './text.tsx';

export function LinkedWords({ text }: { readonly text: string }) {
  const parts = splitAtIds(short(text, 4096));
  return (
    <>
      {parts.map((part, i) => {
        if (i % 2 === 1) {
          // `name (id)` has said the name already; brackets stay with what they hold when the line breaks.
          const [open, close] = [parts[i - 1]?.endsWith('('), parts[i + 1]?.startsWith(')')];
          return (
            <span key={i} className="nowrap">
              {open && '('}
              <IdLink id={part} named={open ?? false} />
              {close && ')'}
            </span>
          );
        }
        const from = i > 0 && part.startsWith(')') ? 1 : 0;
        const to = i < parts.length - 1 && part.endsWith('(') ? part.length - 1 : part.length;
        return <Typed key={i} text={part.slice(from, to)} />;
      })}
    </>
  );
}
