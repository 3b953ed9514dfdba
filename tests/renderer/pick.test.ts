/** What a page hands over: small files with the call that opens them, large ones in pieces ahead of it. */
import { expect, test, vi } from 'vitest';
import { filesOfDrop, handOver } from '#renderer/pick.ts';
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

/** What a drop hands over, of one folder. */
const folder = (name: string, ...files: readonly File[]) => {
  const batches = [
    files.map((file) => ({
      isFile: true,
      fullPath: `/${name}/${file.name}`,
      file: (take: (file: File) => void) => take(file),
    })),
    [],
  ];
  const readEntries = (take: (batch: unknown) => void) => take(batches.shift());
  const entry = { name, isFile: false, isDirectory: true, createReader: () => ({ readEntries }) };
  return { items: [{ webkitGetAsEntry: () => entry }], files: [] } as unknown as DataTransfer;
};

test('a folder that is dropped empty is named', async () => {
  const [file] = await filesOfDrop(folder('estate', new File(['{}'], 'vpcs.json')));
  expect(file?.name).toBe('vpcs.json');
  await expect(filesOfDrop(folder('estate'))).rejects.toThrow('there is no file in estate. Choose');
});

test('nothing to open is a sentence', async () => {
  await expect(handOver(engine().call, [])).rejects.toThrow('There is no file in what you chose.');
});
