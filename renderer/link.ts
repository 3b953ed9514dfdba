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
  return {
    engine: connect(engineContract, only(wire, engineContract.name)),
    shell: pageShell ?? connect(shellContract, only(wire, shellContract.name)),
    native: pageShell === undefined,
    onClose: (listener) => wire.onClose(listener),
  };
}
