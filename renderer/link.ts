/** The Link: both contracts as the window calls them, over whatever wire was found. */
import { connect, type Client } from '#app/api/rpc.ts';
import {
  engineContract,
  type engineInputs,
  type EngineEvents,
  type EngineOutputs,
} from '#app/api/engine.ts';
import {
  shellContract,
  type shellInputs,
  type ShellEvents,
  type ShellOutputs,
} from '#app/api/shell.ts';
import type { Wire } from '#app/api/wire.ts';

export type EngineClient = Client<typeof engineInputs, EngineOutputs, EngineEvents>;
export type ShellClient = Client<typeof shellInputs, ShellOutputs, ShellEvents>;

export interface Link {
  readonly engine: EngineClient;
  readonly shell: ShellClient;
  /** True where the shell has native dialogs. */
  readonly native: boolean;
  /** Calls once, when the engine can no longer be reached. */
  onClose(listener: () => void): void;
}

/** Sends each message of a wire to every contract spoken over it. */
export function shareWire(wire: Wire): () => Wire {
  const listeners = new Set<(text: string) => void>();
  const closers = new Set<() => void>();
  wire.onMessage((text) => {
    for (const listener of listeners) listener(text);
  });
  wire.onClose(() => {
    for (const closer of closers) closer();
  });
  return () => ({
    send: (text) => wire.send(text),
    onMessage: (listener) => listeners.add(listener),
    onClose: (listener) => closers.add(listener),
    close: () => wire.close(),
  });
}

/** Hears only the messages of one contract, so that a large answer is parsed once. */
function only(wire: Wire, contract: string): Wire {
  const mark = `"contract":${JSON.stringify(contract)}`;
  return {
    ...wire,
    onMessage: (listener) =>
      wire.onMessage((text) => {
        // rpc writes the contract first; anything else is left to the reader to judge.
        const head = text.slice(0, 80);
        if (!head.includes('"contract":') || head.includes(mark)) listener(text);
      }),
  };
}

/** The Link over one wire that carries both contracts (desktop), or the engine only with a shell in the page. */
export function linkOver(wire: Wire, pageShell?: ShellClient): Link {
  const share = shareWire(wire);
  return {
    engine: connect(engineContract, only(share(), engineContract.name)),
    shell: pageShell ?? connect(shellContract, only(share(), shellContract.name)),
    native: pageShell === undefined,
    onClose: (listener) => share().onClose(listener),
  };
}
