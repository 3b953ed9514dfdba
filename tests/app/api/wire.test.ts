/** What every wire promises, whatever pipe it runs over. */
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { memoryWires, type Wire } from '#app/api/wire.ts';
import { portWire } from '#main/engine/port.ts';

function portWires(): readonly [Wire, Wire] {
  const { port1, port2 } = new MessageChannel();
  return [portWire(port1), portWire(port2)];
}

const gather = (wire: Wire, count: number): Promise<string[]> =>
  new Promise((resolve) => {
    const heard: string[] = [];
    wire.onMessage((text) => {
      heard.push(text);
      if (heard.length === count) resolve(heard);
    });
  });

const closed = (wire: Wire): Promise<void> => new Promise((resolve) => wire.onClose(resolve));

describe.each([
  ['in memory', memoryWires],
  ['over a worker port', portWires],
])('a wire %s', (_name, make) => {
  it('keeps order both ways', async () => {
    const [near, far] = make();
    const there = gather(far, 3);
    const back = gather(near, 1);
    for (const text of ['a', 'b', 'c']) near.send(text);
    far.send('z');
    expect(await there).toEqual(['a', 'b', 'c']);
    expect(await back).toEqual(['z']);
    near.close();
  });

  it('keeps what came before anybody listened', async () => {
    const [near, far] = make();
    // Makes the port flow without a listener of its own.
    near.send('early');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await gather(far, 1)).toEqual(['early']);
    near.close();
  });

  it('tells every listener', async () => {
    const [near, far] = make();
    const both = Promise.all([gather(far, 1), gather(far, 1)]);
    near.send('x');
    expect(await both).toEqual([['x'], ['x']]);
    near.close();
  });

  it('closes at both ends, once, and tells those who ask late', async () => {
    const [near, far] = make();
    let times = 0;
    near.onClose(() => times++);
    const gone = closed(far);
    near.close();
    near.close();
    await gone;
    await closed(near);
    await closed(far);
    expect(times).toBe(1);
  });

  it('drops what is sent after it closed', async () => {
    const [near, far] = make();
    const gone = closed(far);
    near.close();
    await gone;
    expect(() => {
      near.send('late');
      far.send('late');
    }).not.toThrow();
  });

  it('carries text as it is: NUL, lone surrogates aside, any plane', async () => {
    const [near, far] = make();
    const text = '\u0000 \u202E é 漢 🕸 "\\</script>';
    const heard = gather(far, 1);
    near.send(text);
    expect(await heard).toEqual([text]);
    near.close();
  });
});
