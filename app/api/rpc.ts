/** Calls, answers and events of a contract as text over a Wire. Only own keys of the contract are answered. */
import type { z } from 'zod';
import { isObject } from '../base/json.ts';
import { isPiece, type Piece, putTogether, takeApart } from './pieces.ts';
import type { Contract, ContractOf, Inputs } from './contract.ts';
import type { Wire } from './wire.ts';

/** An error meant for the user: its message crosses the wire as it is. */
export class UserError extends Error {
  override name = 'UserError';
}

/** What the far side said went wrong. */
export class RemoteError extends Error {
  override name = 'RemoteError';
}

interface Serving<E> {
  /** Sends an event; quietly dropped once the wire is closed. */
  emit<K extends keyof E>(event: K, data: E[K]): void;
}

/** What every call comes to once nobody is at the other end. */
export const CLOSED = 'The connection to the engine is closed. Reload, and try again.';

/**
 * Answers calls that arrive on the wire. A bad call gets an error answer; nothing it says can throw here. `veil` goes over
 * the words of errors: one that nobody meant may quote anything.
 */
export function serve<I extends Inputs, O extends { [K in keyof I]: unknown }, E>(
  contract: Contract<I, O, E>,
  implementation: ContractOf<I, O>,
  wire: Wire,
  veil: (words: string) => string = (words) => words,
): Serving<E> {
  let open = true;
  wire.onClose(() => (open = false));
  const say = (message: unknown) => {
    if (open) wire.send(JSON.stringify(message));
  };
  wire.onMessage((text) => {
    void answer(text);
  });

  async function answer(text: string): Promise<void> {
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      return say({ contract: contract.name, id: null, error: 'not JSON' });
    }
    if (!isObject(message) || message.contract !== contract.name) return;
    const { id, method, input } = message;
    if (typeof id !== 'number' || typeof method !== 'string') {
      return say({ contract: contract.name, id: null, error: 'not a call' });
    }
    if (!Object.hasOwn(contract.inputs, method)) {
      return say({
        contract: contract.name,
        id,
        error: `no method ${JSON.stringify(method.slice(0, 40))}`,
      });
    }
    const read = contract.inputs[method]!.safeParse(input ?? {});
    if (!read.success) {
      const first = read.error.issues[0];
      return say({
        contract: contract.name,
        id,
        error: `${method}: ${first ? `${first.path.join('.') || 'input'}: ${first.message}` : 'bad input'}`,
      });
    }
    try {
      const call = implementation[method] as (input: unknown) => Promise<unknown>;
      const { rest, pieces } = takeApart((await call(read.data)) ?? null);
      for (const piece of pieces) say({ contract: contract.name, id, ...piece });
      say({ contract: contract.name, id, result: rest });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      say({ contract: contract.name, id, error: veil(message) });
    }
  }

  return { emit: (event, data) => say({ contract: contract.name, event, data }) };
}

export interface Client<I extends Inputs, O extends { [K in keyof I]: unknown }, E> {
  readonly call: ContractOf<I, O>;
  /** Hears an event; returns a function that stops hearing. */
  on<K extends keyof E & string>(event: K, listener: (data: E[K]) => void): () => void;
}

/** Calls the far side. A closed wire rejects every pending and later call with RemoteError. */
export function connect<I extends Inputs, O extends { [K in keyof I]: unknown }, E>(
  contract: Contract<I, O, E>,
  wire: Wire,
): Client<I, O, E> {
  let next = 1;
  let open = true;
  const pending = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void; pieces: Piece[] }
  >();
  const listeners = new Map<string, Set<(data: unknown) => void>>();
  wire.onClose(() => {
    open = false;
    for (const { reject } of pending.values()) reject(new RemoteError(CLOSED));
    pending.clear();
  });
  wire.onMessage((text) => {
    const message: unknown = JSON.parse(text);
    if (!isObject(message) || message.contract !== contract.name) return;
    if (typeof message.event === 'string') {
      for (const listener of listeners.get(message.event) ?? []) listener(message.data);
      return;
    }
    if (typeof message.id !== 'number') return;
    const waiting = pending.get(message.id);
    if (isPiece(message)) return void waiting?.pieces.push(message);
    pending.delete(message.id);
    if (typeof message.error === 'string') waiting?.reject(new RemoteError(message.error));
    else waiting?.resolve(putTogether(message.result, waiting.pieces));
  });

  const call = Object.fromEntries(
    Object.keys(contract.inputs).map((method) => [
      method,
      (input: unknown) =>
        new Promise((resolve, reject) => {
          if (!open) return reject(new RemoteError(CLOSED));
          const id = next++;
          pending.set(id, { resolve: resolve as (value: unknown) => void, reject, pieces: [] });
          wire.send(JSON.stringify({ contract: contract.name, id, method, input }));
        }),
    ]),
  ) as ContractOf<I, O>;

  return {
    call,
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set);
      const hear = listener as (data: unknown) => void;
      set.add(hear);
      return () => set.delete(hear);
    },
  };
}

export type InputOf<I extends Inputs, K extends keyof I> = z.infer<I[K]>;
