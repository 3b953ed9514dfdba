/** A queue of numbered states: the cheapest leaves first, of equal costs the one with the smallest number. A binary heap. */

export class Queue {
  readonly #heap: { cost: number; state: number }[] = [];

  get size(): number {
    return this.#heap.length;
  }

  #before(i: number, j: number): boolean {
    const a = this.#heap[i];
    const b = this.#heap[j];
    return !!a && !!b && (a.cost < b.cost || (a.cost === b.cost && a.state < b.state));
  }

  #swap(i: number, j: number): void {
    const a = this.#heap[i];
    const b = this.#heap[j];
    if (a && b) [this.#heap[i], this.#heap[j]] = [b, a];
  }

  push(cost: number, state: number): void {
    let i = this.#heap.push({ cost, state }) - 1;
    while (i > 0 && this.#before(i, (i - 1) >> 1)) {
      this.#swap(i, (i - 1) >> 1);
      i = (i - 1) >> 1;
    }
  }

  pop(): { cost: number; state: number } | undefined {
    const top = this.#heap[0];
    const last = this.#heap.pop();
    if (top && last && this.#heap.length > 0) {
      this.#heap[0] = last;
      let i = 0;
      for (;;) {
        let least = i;
        for (const child of [2 * i + 1, 2 * i + 2]) if (this.#before(child, least)) least = child;
        if (least === i) break;
        this.#swap(i, least);
        i = least;
      }
    }
    return top;
  }
}
