/** The Shell where the window is a tab of a browser: downloads for saving, file inputs for opening. */
import { Parcels } from '#app/api/parcels.ts';
import { isDocLink } from '#app/api/shell.ts';
import type { ShellClient } from './link.ts';
import { bytesOf } from './words/base64.ts';

const NOT_ALLOWED =
  'the browser lets this page put no picture on the clipboard. Allow it in the settings of the site, or choose Export…, PNG.';

export function browserShell(page: Window = window): ShellClient {
  const parcels = new Parcels<Blob>();

  const onClipboard = async (picture: Blob | Promise<Blob>): Promise<void> =>
    page.navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);

  return {
    call: {
      about: () => Promise.resolve({ door: 'browser', platform: page.navigator.platform }),
      // The page reads files itself: see pick.ts.
      chooseSource: () => Promise.resolve({ path: undefined }),
      piece: ({ parcel, base64 }) => {
        parcels.add(parcel, new Blob([bytesOf(base64)]));
        return Promise.resolve({ taken: true });
      },
      wrap: ({ parcel, fault }) => {
        parcels.end(parcel, fault);
        return Promise.resolve({ taken: true });
      },
      save: ({ name, mime, parcel }) => {
        const url = URL.createObjectURL(new Blob([...parcels.take(parcel)], { type: mime }));
        const link = page.document.createElement('a');
        link.href = url;
        link.download = name;
        link.click();
        // Revoked later: some browsers read the address only after the click has returned.
        page.setTimeout(() => URL.revokeObjectURL(url), 10_000);
        return Promise.resolve({ path: name });
      },
      reveal: () => Promise.resolve({ shown: false }),
      copy: async ({ text }) => {
        await page.navigator.clipboard.writeText(text);
        return { copied: true };
      },
      copyPicture: async ({ parcel }) => {
        const picture = parcels
          .whole(parcel)
          .then((pieces) => new Blob([...pieces], { type: 'image/png' }));
        try {
          // Before it has come: Safari and Firefox let a page write only while they handle a click or a key.
          await onClipboard(picture);
        } catch {
          // Older browsers take no picture that is yet to come.
          const there = await picture;
          await onClipboard(there).catch(() => {
            throw new RangeError(NOT_ALLOWED);
          });
        }
        return { copied: true };
      },
      openLink: ({ url }) => {
        if (!isDocLink(url)) return Promise.resolve({ opened: false });
        page.open(url, '_blank', 'noopener,noreferrer');
        return Promise.resolve({ opened: true });
      },
      // The page draws its own.
      setMenus: () => Promise.resolve({ shown: false }),
      setTheme: ({ theme }) => Promise.resolve({ theme }),
    },
    on: () => () => undefined,
  };
}
