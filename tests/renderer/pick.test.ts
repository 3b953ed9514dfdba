/** What a page hands over: small files with the call that opens them, large ones in pieces ahead of it. */
import { expect, test, vi } from 'vitest';
import { handOver } from '#renderer/pick.ts';
import type { EngineClient } from '#renderer/link.ts';

/** The one part of a browser that is not in Node. */
class Reader {
  result = '';
  onload = (): void => undefined;
  readAsDataURL(blob: Blob): void {
    void blob.arrayBuffer().then((bytes) => {
      this.result = `data:application/json;base64,${Buffer.from(bytes).toString('base64')}`;
      this.onload();
    });
  }
}
vi.stubGlobal('FileReader', Reader);

function engine() {
  const sent: Buffer[][] = [];
  let under: readonly string[] = [];
  const call = {
    upload: ({ names }: { names: readonly string[] }) => {
      under = names;
      return Promise.resolve({ upload: 7 });
    },
    piece: ({ file, base64 }: { file: number; base64: string }) => {
      (sent[file] ??= []).push(Buffer.from(base64, 'base64'));
      return Promise.resolve({ bytes: 0 });
    },
  } as unknown as EngineClient['call'];
  return { call, sent, names: () => under };
}

test('small files are read and go along', async () => {
  const { call, sent } = engine();
  const files = [new File(['{"a":1}'], 'a.json'), new File(['{}'], '.hidden')];
  expect(await handOver(call, files)).toEqual({ files: [{ name: 'a.json', text: '{"a":1}' }] });
  expect(sent).toEqual([]);
});

test('large ones are sent in pieces of a quarter of a megabyte, whole and in order', async () => {
  const { call, sent, names } = engine();
  const large = 'äöü€'.repeat(200_000);
  const files = [new File([large], 'large.json'), new File(['{}'], 'small.json')];
  expect(await handOver(call, files)).toEqual({ upload: 7 });
  expect(names()).toEqual(['large.json', 'small.json']);
  expect(sent.map((pieces) => Buffer.concat(pieces).toString())).toEqual([large, '{}']);
  for (const piece of sent[0]!) expect(piece.length).toBeLessThanOrEqual(256 * 1024);
});

test('nothing to open is a sentence', async () => {
  await expect(handOver(engine().call, [])).rejects.toThrow('There is no file in what you chose.');
});
