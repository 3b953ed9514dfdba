/** The wire between a page and `peerless serve`, in a story's hands: answers wait, or a call is refused. */
import type { Page, WebSocketRoute } from '@playwright/test';
import type { Engine } from '#app/api/engine.ts';

type Method = keyof Engine;

/** A call or its answer, as far as a story reads it. */
interface Told {
  readonly contract?: string;
  readonly id?: number;
  readonly method?: Method;
}

export class HeldWire {
  #page: WebSocketRoute | undefined;
  readonly #held = new Set<Method>();
  readonly #refused = new Map<Method, string>();
  /** Methods by the number of the call. */
  readonly #calls = new Map<number, Method>();
  #waiting: { readonly method: Method; readonly send: () => void }[] = [];

  /** Before the page is opened. */
  static async of(page: Page): Promise<HeldWire> {
    const held = new HeldWire();
    await page.routeWebSocket('**/wire', (wire) => held.#connect(wire));
    return held;
  }

  #connect(wire: WebSocketRoute): void {
    this.#page = wire;
    this.#calls.clear();
    const server = wire.connectToServer();
    wire.onMessage((message) => {
      const { contract, id, method } = JSON.parse(String(message)) as Told;
      if (contract === 'engine' && id !== undefined && method !== undefined) {
        this.#calls.set(id, method);
        const error = this.#refused.get(method);
        if (error !== undefined) return this.#send(method, { contract, id, error });
      }
      server.send(message);
    });
    server.onMessage((message) => {
      const id = (JSON.parse(String(message)) as Told).id ?? -1;
      const method = this.#calls.get(id);
      const send = (): void => wire.send(message);
      if (method !== undefined && this.#held.has(method)) this.#waiting.push({ method, send });
      else send();
    });
  }

  #send(method: Method, answer: unknown): void {
    const wire = this.#page;
    const send = (): void => wire?.send(JSON.stringify(answer));
    if (this.#held.has(method)) this.#waiting.push({ method, send });
    else send();
  }

  /** Answers to these wait from now on. */
  hold(...methods: readonly Method[]): void {
    for (const method of methods) this.#held.add(method);
  }

  /** What waits of these goes on; all of it where none is named. */
  letGo(...methods: readonly Method[]): void {
    const all = methods.length === 0 ? [...this.#held] : methods;
    for (const method of all) this.#held.delete(method);
    const waiting = this.#waiting;
    this.#waiting = waiting.filter(({ method }) => !all.includes(method));
    for (const { method, send } of waiting) if (all.includes(method)) send();
  }

  /** These fail from now on, with words. */
  refuse(error: string, ...methods: readonly Method[]): void {
    for (const method of methods) this.#refused.set(method, error);
  }

  /** These do not fail any more; none where none is named. */
  grant(...methods: readonly Method[]): void {
    for (const method of methods.length === 0 ? [...this.#refused.keys()] : methods)
      this.#refused.delete(method);
  }
}
