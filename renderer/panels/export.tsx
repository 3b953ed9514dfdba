/** The dialog that writes files: what the canvas shows as a picture, and tables and reports of the network. */
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import type { FormatInfo } from '#app/api/engine.ts';
import {
  PAPERS,
  type Paper,
  type PrintChoice,
  type PrintOptions,
  SCALES,
  USUAL,
} from '#app/api/print.ts';
import { Sheet } from '../parts/dialog.tsx';
import { FaultNote } from '../parts/fault-note.tsx';
import { Segments } from '../parts/segments.tsx';
import type { State } from '../state.ts';
import { isNarrowed } from '../state/seen.ts';
import { useApp } from '../use-state.ts';
import { number } from '../words/count.ts';
import { Partial } from './partial.tsx';

type Print = Required<Pick<PrintOptions, PrintChoice>>;

const paperNames: Readonly<Record<Paper, string>> = { a4: 'A4', a3: 'A3', letter: 'Letter' };

export function ExportSheet() {
  // Held here, so that what was chosen is still chosen at the next time.
  const [print, setPrint] = useState<Print>(USUAL);
  return (
    <Sheet id="export" title="Export">
      <Formats print={print} onPrint={setPrint} />
    </Sheet>
  );
}

const SIDES = { before: 'the older network', both: 'both networks', after: 'the newer network' };

/** What the canvas shows that is more than the network; undefined where it shows that. */
function madeOf({ instead, planning, planStep, diffShowing }: State): string | undefined {
  if (instead?.what === 'plan' && planning.phase === 'ready') {
    const { steps } = planning.summary;
    if (planStep === 0) return 'The plan on the canvas, before its first step';
    return planStep === steps
      ? 'The plan on the canvas, after its last step'
      : `The plan on the canvas, after step ${number(planStep)} of ${number(steps)}`;
  }
  return instead?.what === 'diff'
    ? `The comparison on the canvas: ${SIDES[diffShowing]}`
    : undefined;
}

const whichPart = (state: State): string =>
  isNarrowed(state) ? 'The part of the network that is shown' : 'The whole network';

interface Printing {
  readonly print: Print;
  readonly onPrint: (print: Print) => void;
}

/** What the sheet holds. */
export function Formats(props: Printing) {
  const load = useApp((state) => state.loadFormats);
  const formats = useApp((state) => state.formats);
  const fault = useApp((state) => state.formatsFault);
  const made = useApp(madeOf);
  const part = useApp(whichPart);
  useEffect(() => void load(), [load]);
  return (
    <>
      {made === undefined && (
        <p className="quiet">
          {part}, with the positions on screen. Tables and reports tell of the whole network.
        </p>
      )}
      <Partial>What could not be seen is drawn in no file; every picture says so:</Partial>
      {formats.length === 0 && fault === undefined && (
        <p className="quiet" role="status">
          Asking the engine for its formats…
        </p>
      )}
      {fault !== undefined && (
        <FaultNote
          what="The formats could not be told."
          fault={fault}
          onAgain={() => void load()}
        />
      )}
      {made === undefined ? (
        <List formats={formats} {...props} />
      ) : (
        <>
          <Group title={made}>
            <List formats={formats.filter(({ marks }) => marks)} {...props} />
          </Group>
          <Group title="The network as it is">
            <List formats={formats.filter(({ marks }) => !marks)} {...props} />
          </Group>
        </>
      )}
    </>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="formats-of">{title}</h3>
      {children}
    </section>
  );
}

function List({ formats, ...props }: Printing & { readonly formats: readonly FormatInfo[] }) {
  return (
    <ul className="formats">
      {formats.map((format) => (
        <Format key={format.id} format={format} {...props} />
      ))}
    </ul>
  );
}

function Format({ format, print, onPrint }: Printing & { readonly format: FormatInfo }) {
  const exportAs = useApp((state) => state.exportAs);
  const show = useApp((state) => state.showDialog);
  return (
    <li className="format-line">
      <Button
        className="format"
        onPress={() => {
          show(undefined);
          void exportAs(format.id, format.asks && { [format.asks]: print[format.asks] });
        }}
      >
        <span className="format-title">
          {format.title} <code className="mono quiet">.{format.extension}</code>
        </span>
        <span className="quiet">{format.description}</span>
      </Button>
      {format.asks === 'scale' && (
        <Segments
          label="Pixels of the PNG for one on screen"
          value={String(print.scale)}
          of={SCALES.map((scale) => ({ id: String(scale), name: `${scale}×` }))}
          onChange={(scale) => onPrint({ ...print, scale: Number(scale) })}
        />
      )}
      {format.asks === 'paper' && (
        <Segments
          label="Paper of the PDF"
          value={print.paper}
          of={PAPERS.map((paper) => ({ id: paper, name: paperNames[paper] }))}
          onChange={(paper) => onPrint({ ...print, paper })}
        />
      )}
    </li>
  );
}
