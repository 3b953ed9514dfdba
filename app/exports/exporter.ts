/** The shape of an Exporter: report and scene in, named artefacts out. Pure, same input same bytes. */
import type { Report } from '../report.ts';
import type { Scene } from '../scene/scene.ts';

export interface Artefact {
  /** Suggested file name. */
  readonly name: string;
  readonly mime: string;
  readonly body: string | Uint8Array;
  /** What is otherwise in it than asked, in a sentence. */
  readonly note?: string;
}

export interface Exporter {
  /** Name on the command line and in the menu: `svg`, `drawio`, … */
  readonly id: string;
  readonly about: {
    readonly title: string;
    readonly description: string;
    /** File extension without the dot. */
    readonly extension: string;
    /** `picture` draws the scene; `table` lists facts; `text` reads as prose. */
    readonly sort: 'picture' | 'table' | 'text';
    /** Its files are bytes that no terminal shows; absent: text. */
    readonly bytes?: true;
    /** It draws what is marked in a scene: a plan, a comparison. */
    readonly marks?: true;
  };
  render(report: Report, scene: Scene): readonly Artefact[];
}

/** Checks a member's shape and hands it on. */
export const defineExporter = (exporter: Exporter): Exporter => exporter;
