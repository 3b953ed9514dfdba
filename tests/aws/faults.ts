/** What can be made to go wrong at the endpoint. */

export type Fault =
  | { readonly kind: 'refuse' }
  | { readonly kind: 'html'; readonly status: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'loop'; readonly length: number }
  | { readonly kind: 'truncate' }
  | { readonly kind: 'garble' }
  | { readonly kind: 'more' }
  | { readonly kind: 'hang' }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly code: string;
      readonly message: string;
    };

interface Armed {
  readonly operation: string;
  /** Absent: everywhere. */
  readonly region: string | undefined;
  readonly fault: Fault;
  /** Requests it still hits. */
  left: number;
}

const ALWAYS = Number.POSITIVE_INFINITY;

export class Faults {
  readonly #armed: Armed[] = [];
  /** Milliseconds before an answer. */
  delay: (region: string) => number = () => 0;
  /** Milliseconds that AWS's clock is ahead of ours. */
  ahead = 0;
  readonly #held: { operation: string; region: string | undefined; over: Promise<void> }[] = [];
  /** Called as each request arrives. */
  onRequest: ((operation: string, region: string) => void) | undefined;

  #arm(fault: Fault, operation: string, region: string | undefined, times = ALWAYS): this {
    this.#armed.push({ operation, region, fault, left: times });
    return this;
  }

  /** No permission for an operation (`UnauthorizedOperation`). */
  refuse(operation: string, region?: string): this {
    return this.#arm({ kind: 'refuse' }, operation, region);
  }

  /** `RequestLimitExceeded` so many times. */
  throttle(operation: string, times: number, region?: string): this {
    return this.error(
      operation,
      503,
      'RequestLimitExceeded',
      'Request limit exceeded.',
      times,
      region,
    );
  }

  /** Any error document. `*` stands for every operation. */
  error(
    operation: string,
    status: number,
    code: string,
    message: string,
    times?: number,
    region?: string,
  ): this {
    return this.#arm({ kind: 'error', status, code, message }, operation, region, times);
  }

  /** A sign-in page, as a proxy answers. */
  htmlPage(operation: string, region?: string, status = 200): this {
    return this.#arm({ kind: 'html', status }, operation, region);
  }

  /** The connection breaks in the middle of the answer. */
  reset(operation: string, times = 1, region?: string): this {
    return this.#arm({ kind: 'reset' }, operation, region, times);
  }

  /** The answer stops in the middle of the XML. */
  truncate(operation: string, times = 1, region?: string): this {
    return this.#arm({ kind: 'truncate' }, operation, region, times);
  }

  /** An element of the answer is closed by another name. */
  garble(operation: string, times = 1, region?: string): this {
    return this.#arm({ kind: 'garble' }, operation, region, times);
  }

  /** There is more than is given, and no page token to ask for it: `SearchTransitGatewayRoutes` past 1,000 routes. */
  more(operation: string, region?: string): this {
    return this.#arm({ kind: 'more' }, operation, region);
  }

  /** No answer ever comes. */
  hang(operation: string, times = 1, region?: string): this {
    return this.#arm({ kind: 'hang' }, operation, region, times);
  }

  /** So many page tokens, round and round for ever. */
  loop(operation: string, length = 1, region?: string): this {
    return this.#arm({ kind: 'loop', length }, operation, region);
  }

  /** Every answer comes this many milliseconds late; Regions may differ. */
  slow(ms: number | ((region: string) => number)): this {
    this.delay = typeof ms === 'number' ? () => ms : ms;
    return this;
  }

  /** No answer comes until what this gives back is called. */
  hold(operation: string, region?: string): () => void {
    let release = () => {};
    const over = new Promise<void>((resolve) => (release = resolve));
    this.#held.push({ operation, region, over });
    return release;
  }

  /** Resolves when nothing holds this request back any more. */
  async released(operation: string, at: string): Promise<void> {
    const mine = this.#held.filter(
      (h) => h.operation === operation && (h.region === undefined || h.region === at),
    );
    await Promise.all(mine.map(({ over }) => over));
  }

  clear(): void {
    this.#armed.length = 0;
    this.delay = () => 0;
    this.ahead = 0;
    this.onRequest = undefined;
  }

  /** The fault that hits this request, used up by one. */
  hit(operation: string, region: string): Fault | undefined {
    const found = this.#armed.find(
      (a) =>
        a.left > 0 &&
        (a.operation === operation || a.operation === '*') &&
        (a.region === undefined || a.region === region),
    );
    if (found) found.left -= 1;
    return found?.fault;
  }
}
