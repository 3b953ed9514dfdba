/** What lies around and under the cells: bands naming account and Region, lines between them, the cross of the pair in hand. */
import { type Block, meets, type Span } from './blocks.ts';
import type { Head } from './measures.ts';
import type { Place } from './step.ts';

/** A band narrower than this holds no word one could read, in pixels. */
const NAMED = 46;

/** Bands are for the eye: the headers say account and Region themselves. */
export function Bands(props: {
  readonly blocks: readonly Block[];
  readonly span: Span;
  readonly along: 'rows' | 'columns';
  /** Where the first row or column begins, in pixels. */
  readonly from: number;
  /** Side of a cell, in pixels. */
  readonly cell: number;
}) {
  const { cell } = props;
  const across = props.along === 'columns';
  return (
    <div className={`matrix-bands ${props.along}`} aria-hidden="true">
      {props.blocks
        .filter((block) => meets(block, props.span))
        .map((block) => {
          const at = props.from + block.start * cell;
          const length = block.count * cell;
          return (
            <div
              key={block.start}
              className="matrix-band"
              title={`${block.account} ${block.region}`}
              style={across ? { left: at, width: length } : { top: at, height: length }}
            >
              {length >= NAMED && (
                <span className="line">
                  {block.region} <span className="mono">{block.account}</span>
                </span>
              )}
            </div>
          );
        })}
    </div>
  );
}

export function Lines(props: {
  readonly rows: readonly Block[];
  readonly columns: readonly Block[];
  readonly down: Span;
  readonly across: Span;
  readonly head: Head;
  readonly hot: Place | undefined;
  readonly mirror: Place | undefined;
  /** Side of a cell, in pixels. */
  readonly cell: number;
}) {
  const { head, hot, mirror, cell } = props;
  const top = (place: number): number => head.height + place * cell;
  const left = (place: number): number => head.width + place * cell;
  return (
    <div className="matrix-under" aria-hidden="true">
      {hot && hot.row >= 0 && <div className="matrix-cross row" style={{ top: top(hot.row) }} />}
      {hot && hot.column >= 0 && (
        <div className="matrix-cross column" style={{ left: left(hot.column) }} />
      )}
      {props.rows
        .filter((block) => block.start > 0 && meets(block, props.down))
        .map((block) => (
          <div
            key={block.start}
            className={block.opensAccount ? 'matrix-line row account' : 'matrix-line row'}
            style={{ top: top(block.start) }}
          />
        ))}
      {props.columns
        .filter((block) => block.start > 0 && meets(block, props.across))
        .map((block) => (
          <div
            key={block.start}
            className={block.opensAccount ? 'matrix-line column account' : 'matrix-line column'}
            style={{ left: left(block.start) }}
          />
        ))}
      {mirror && mirror.row >= 0 && mirror.column >= 0 && (
        <div
          className="matrix-mirror"
          style={{ top: top(mirror.row), left: left(mirror.column) }}
        />
      )}
    </div>
  );
}
