/** Starts the engine's worker thread and hands out wires to it: the same for the desktop and the loopback door. */
import { join } from 'node:path';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { AboutEngine } from '#app/api/engine.ts';
import type { Wire } from '#app/api/wire.ts';
import { builtPath, fromSources, packageRoot, packageVersion } from '#main/package.ts';
import { portWire } from './port.ts';

export interface EngineHost {
  /** Starts the thread, and has it begin to read what a window on its way will open by itself. */
  expect(opening: AboutEngine['opening']): void;
  /**
   * A new wire to the engine; the thread is started with the first, and again should it have died.
   * `opening` is what the window at the other end should open by itself.
   */
  connect(opening: AboutEngine['opening']): Wire;
  /** Ends the thread and closes every wire. */
  close(): Promise<void>;
}

/** Memory the thread may take, in MB: an estate of 5,000 VPCs takes about 700. */
const HEAP_MB = 4096;

/**
 * Memory for what was made just now, in MB. Understanding a large source makes hundreds of megabytes that stay: in Node's
 * own 48 they are copied about until they have proved themselves, which took a fifth of the time of an opening.
 */
const YOUNG_MB = 192;

/** What the thread is told of a new wire. */
export interface NewWire {
  readonly port: MessagePort;
  readonly about: AboutEngine;
}

/** A file that the thread may begin to read: a window is going to ask for it. */
export interface ReadEarly {
  readonly early: string;
}

/** `say` hears one line should the thread die. */
export function spawnEngine(say: (line: string) => void): EngineHost {
  const version = packageVersion();
  const ports = new Set<MessagePort>();
  let worker: Worker | undefined;
  let closing = false;

  const start = (): Worker => {
    const made = new Worker(
      fromSources
        ? join(packageRoot(), 'main/engine/worker-from-sources.js')
        : builtPath('main/engine/worker.js'),
      {
        // Flags of the main thread, such as a debugger's or Electron's, are not the engine's.
        execArgv: [],
        resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB },
      },
    );
    made.on('error', (error: unknown) => {
      say(`the engine stopped: ${error instanceof Error ? error.message : String(error)}`);
    });
    made.on('exit', () => {
      if (worker === made) worker = undefined;
      for (const port of ports) port.close();
      ports.clear();
    });
    return made;
  };

  return {
    expect(opening) {
      worker ??= start();
      if (opening && 'path' in opening)
        worker.postMessage({ early: opening.path } satisfies ReadEarly);
    },
    connect(opening) {
      if (closing) throw new Error('the engine is closed');
      worker ??= start();
      const { port1, port2 } = new MessageChannel();
      ports.add(port1);
      port1.on('close', () => ports.delete(port1));
      const wire: NewWire = { port: port2, about: { version, opening } };
      worker.postMessage(wire, [port2]);
      return portWire(port1);
    },
    async close() {
      closing = true;
      await worker?.terminate();
    },
  };
}
