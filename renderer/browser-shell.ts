/** The Shell where the window is a tab of a browser: downloads for saving, file inputs for opening. */
import { isDocLink } from '#app/api/shell.ts';
import type { ShellClient } from './link.ts';
import { bytesOf } from './words/base64.ts';

export function browserShell(page: Window = window): ShellClient {
  return {
    call: {
      about: () => Promise.resolve({ door: 'browser', platform: page.navigator.platform }),
      // The page reads files itself: see pick.ts.
      chooseSource: () => Promise.resolve({ path: undefined }),
      save: ({ name, mime, base64 }) => {
        const url = URL.createObjectURL(new Blob([bytesOf(base64)], { type: mime }));
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
      copyPicture: async ({ base64 }) => {
        const picture = new Blob([bytesOf(base64)], { type: 'image/png' });
        await page.navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
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
