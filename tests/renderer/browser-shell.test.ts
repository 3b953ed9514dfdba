/** The shell of a browser's tab: the clipboard is asked within the click, also where it takes only what is there. */
import { afterAll, expect, it, vi } from 'vitest';
import { browserShell } from '#renderer/browser-shell.ts';

interface Item {
  readonly 'image/png': Blob | Promise<Blob>;
}
class ClipboardItem {
  readonly items: Item;
  constructor(items: Item) {
    this.items = items;
  }
}
vi.stubGlobal('ClipboardItem', ClipboardItem);
afterAll(() => vi.unstubAllGlobals());

/** A page with a clipboard of browsers that take a picture to come, or of those that do not. */
function page(takesPromises: boolean) {
  const calls: ('blob' | 'promise')[] = [];
  const held: Blob[] = [];
  const write = async ([item]: readonly ClipboardItem[]): Promise<void> => {
    const picture = item!.items['image/png'];
    const sort = picture instanceof Promise ? 'promise' : 'blob';
    calls.push(sort);
    if (sort === 'promise' && !takesPromises) throw new TypeError('not a Blob');
    held.push(await picture);
  };
  const window = { navigator: { clipboard: { write } } } as unknown as Window;
  return { shell: browserShell(window).call, calls, held };
}

const bring = async (shell: ReturnType<typeof page>['shell']): Promise<void> => {
  await shell.piece({ parcel: 1, base64: 'iVBO' });
  await shell.piece({ parcel: 1, base64: 'Rw==' });
  await shell.wrap({ parcel: 1 });
};

it.each([
  ['a picture that is yet to come', true, ['promise']],
  ['only a picture that is there', false, ['promise', 'blob']],
] as const)('where the clipboard takes %s', async (_name, takesPromises, expected) => {
  const { shell, calls, held } = page(takesPromises);
  const copying = shell.copyPicture({ parcel: 1 });
  // Within the click: nothing was waited for.
  expect(calls).toEqual(['promise']);
  await bring(shell);
  expect(await copying).toEqual({ copied: true });
  expect(calls).toEqual(expected);
  expect(held[0]?.type).toBe('image/png');
  expect([...new Uint8Array(await held[0]!.arrayBuffer())]).toEqual([0x89, 0x50, 0x4e, 0x47]);
});

it('says why a picture did not come', async () => {
  const { shell, held } = page(true);
  const copying = shell.copyPicture({ parcel: 1 });
  await shell.wrap({ parcel: 1, fault: 'It was stopped.' });
  await expect(copying).rejects.toThrow('It was stopped.');
  expect(held).toEqual([]);
});

it('says what to do instead where the browser does not let it', async () => {
  const write = () => Promise.reject(new DOMException('Write permission denied.'));
  const shell = browserShell({ navigator: { clipboard: { write } } } as unknown as Window).call;
  const copying = shell.copyPicture({ parcel: 1 });
  await bring(shell);
  await expect(copying).rejects.toThrow(/Allow it in the settings of the site, or choose Export…/);
});
