/** Files that come in pieces from a page: put together, and unpacked when they are opened. */
import { MOST_OPENED_BYTES } from '#app/api/engine.ts';
import { UserError } from '#app/api/rpc.ts';
import { type Bounds, sizeWords, textsIn } from '#app/sources/packed.ts';

/** So many are held at once; the page sends one after the other. */
const KEPT = 2;

interface Upload {
  readonly files: readonly { readonly name: string; readonly pieces: Buffer[] }[];
  bytes: number;
}

export class Uploads {
  readonly #held = new Map<number, Upload>();
  #next = 1;
  readonly #bounds: Bounds;

  /** `most` bytes of all files, packed and unpacked. */
  constructor(most = MOST_OPENED_BYTES) {
    this.#bounds = { files: 5000, fileBytes: most, totalBytes: most };
  }

  /** The number under which the files are sent. */
  begin(names: readonly string[]): number {
    const [oldest] = this.#held.keys();
    if (this.#held.size >= KEPT && oldest !== undefined) this.#held.delete(oldest);
    const upload = this.#next++;
    this.#held.set(upload, { files: names.map((name) => ({ name, pieces: [] })), bytes: 0 });
    return upload;
  }

  /** Adds to a file; how many bytes there are of all. Throws UserError where there are too many. */
  add(upload: number, file: number, base64: string): number {
    const held = this.#get(upload);
    const at = held.files[file];
    if (!at) throw new UserError(`There is no file ${file} in what is sent.`);
    const piece = Buffer.from(base64, 'base64');
    held.bytes += piece.length;
    if (held.bytes > this.#bounds.totalBytes) {
      this.#held.delete(upload);
      throw tooMuch(this.#bounds);
    }
    at.pieces.push(piece);
    return held.bytes;
  }

  /** The texts of the files, gzip and zip undone; they are not held any more. */
  take(upload: number): { readonly name: string; readonly text: string }[] {
    const { files } = this.#get(upload);
    this.#held.delete(upload);
    const texts: { readonly name: string; readonly text: string }[] = [];
    // A small archive may hold a large text.
    const budget = { left: this.#bounds.totalBytes };
    for (const { name, pieces } of files) {
      texts.push(...textsIn(name, Buffer.concat(pieces), this.#bounds, budget));
      if (budget.left < 0) throw tooMuch(this.#bounds);
    }
    return texts;
  }

  #get(upload: number): Upload {
    const held = this.#held.get(upload);
    if (!held) throw new UserError('What was sent is not here any more. Choose it again.');
    return held;
  }
}

const tooMuch = ({ totalBytes }: Bounds): UserError =>
  new UserError(
    `That is more than ${sizeWords(totalBytes)}. Start with its path instead: peerless serve PATH.`,
  );
