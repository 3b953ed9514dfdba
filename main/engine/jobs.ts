/** What runs for a while and can be stopped, by name. */
import { UserError } from '#app/api/rpc.ts';

export class Jobs {
  readonly #running = new Map<string, AbortController>();
  #next = 1;

  /** A name that no job of this engine had. */
  name(of: string): string {
    return `${of}-${this.#next++}`;
  }

  /** Hears of its stop by this signal, until it has ended. Throws UserError where one of that name runs already. */
  begin(job: string): AbortSignal {
    if (this.#running.has(job)) throw new UserError(`${job} is running already.`);
    const controller = new AbortController();
    this.#running.set(job, controller);
    return controller.signal;
  }

  end(job: string): void {
    this.#running.delete(job);
  }

  /** False where no such job runs. */
  cancel(job: string): boolean {
    const controller = this.#running.get(job);
    controller?.abort(new UserError(`${job} was stopped.`));
    return controller !== undefined;
  }

  cancelAll(): void {
    for (const controller of this.#running.values()) controller.abort();
  }
}
