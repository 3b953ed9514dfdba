/** The part of the Engine contract about files for the page: what they are is told first, their bytes come in portions. */
import { z } from 'zod';

/** Most letters of one piece of a file, in Base64. */
export const MOST_PIECE = 1024 * 1024;

/** Bytes of a portion: one is taken in well within a frame. The last of a file is shorter. */
export const PORTION = 256 * 1024;

export const fileInputs = {
  /** The bytes of a file from `from` on. With the last of them the engine lets go of it. */
  portion: z.object({ download: z.number().int(), from: z.number().int().min(0) }),
} as const;

/** A file that the engine made and holds until the page has fetched it. */
export interface ExportedFile {
  readonly name: string;
  readonly mime: string;
  /** How many there are. */
  readonly bytes: number;
  /** The number to fetch them by. */
  readonly download: number;
  /** What is otherwise in it than asked, in a sentence. */
  readonly note?: string | undefined;
}

export interface FileOutputs {
  portion: {
    /** Of the bytes of this portion alone. */
    readonly base64: string;
  };
}
