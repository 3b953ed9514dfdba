/** Text from the outside: hidden characters made visible, cut by the layout, whole in the title. */
import { splitAtIds } from '../words/ids.ts';
import { short, visible } from '../words/visible.ts';

const TITLE = 1000;

/** One line; what does not fit ends in an ellipsis. */
export function Line({ text, mono = false }: { readonly text: string; readonly mono?: boolean }) {
  return (
    <span className={mono ? 'line mono' : 'line'} title={short(text, TITLE)} dir="ltr">
      {short(text, 400)}
    </span>
  );
}

/** A paragraph. */
export const Words = ({ text }: { readonly text: string }) => <>{short(text, 4096)}</>;

/** A sentence in which an id is not broken at its hyphens. */
export const WholeIds = ({ text }: { readonly text: string }) =>
  splitAtIds(text).map((part, i) =>
    i % 2 === 1 ? (
      <span key={i} className="nowrap">
        {part}
      </span>
    ) : (
      part
    ),
  );

/** A sentence of ours: what stands between backquotes is a command, to be typed. */
export const Typed = ({ text }: { readonly text: string }) =>
  short(text, 4096)
    .split(/`([^`]+)`/)
    .map((piece, i) =>
      i % 2 === 1 ? (
        <code key={i} className="mono">
          {piece}
        </code>
      ) : (
        piece
      ),
    );

/** An id, CIDR or ARN in full, breaking where it must. */
export const Mono = ({ text }: { readonly text: string }) => (
  <code className="mono break" dir="ltr">
    {visible(text)}
  </code>
);
