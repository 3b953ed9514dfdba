/** Remembers that further calls are pointless: credentials that died, a Region that cannot be entered. */
import type { PageError } from '#app/snapshot/page.ts';
import type { Reach } from './classify.ts';

/** Thrown in place of sending a request that would fail as one before it did. */
export class Pointless extends Error {
  override name = 'Pointless';
  readonly error: PageError;
  constructor(error: PageError) {
    super(error.message);
    this.error = error;
  }
}

/** Of one account. The first reason stays. */
export class Fate {
  #account: PageError | undefined;
  readonly #regions = new Map<string, PageError>();
  readonly #answered = new Set<string>();

  /** Why no call in this Region is worth making. */
  in(region: string): PageError | undefined {
    return this.#account ?? this.#regions.get(region);
  }

  /** A service took the credentials in a Region. */
  answered(service: string, region: string): void {
    this.#answered.add(`${service}/${region}`);
  }

  hasAnswered(service: string, region: string): boolean {
    return this.#answered.has(`${service}/${region}`);
  }

  /** True where the credentials died on the way. */
  get died(): boolean {
    return this.#account?.failure === 'credentials';
  }

  /** Throws Pointless where no call in this Region is worth making. */
  check(region: string): void {
    const error = this.in(region);
    if (error) throw new Pointless(error);
  }

  seal(reach: Reach, region: string, error: PageError): void {
    if (reach === 'account') this.#account ??= error;
    if (reach === 'region' && !this.#regions.has(region)) this.#regions.set(region, error);
  }
}
