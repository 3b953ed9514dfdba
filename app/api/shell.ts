/** The Shell contract: what the window may ask of the side with windows and dialogs. */
import { z } from 'zod';
import { defineContract, type ContractOf } from './contract.ts';
import { MOST_PIECE } from './file.ts';
import { PLAN_FILES } from './plan.ts';

const menuItem = z.object({
  id: z.string().max(60),
  label: z.string().max(100),
  /** As actions write them: `Mod+K`. */
  keys: z.string().max(20).optional(),
  enabled: z.boolean(),
  /** Undefined for what is not switched on and off. */
  checked: z.boolean().optional(),
});
const menu = z.object({
  id: z.enum(['file', 'edit', 'view', 'findings', 'go', 'help']),
  groups: z.array(z.array(menuItem).max(40)).max(40),
});
/** What one menu holds now, in groups. */
export type MenuOf = z.input<typeof menu>;

const parcel = z.number().int();

export const shellInputs = {
  about: z.object({}),
  /** Shows an open dialog; the path chosen, or none. */
  chooseSource: z.object({ what: z.enum(['file', 'folder', ...PLAN_FILES]) }),
  /** The next bytes of what is to be saved or copied, under a number of the page's choosing. */
  piece: z.object({ parcel, base64: z.string().max(MOST_PIECE) }),
  /** Nothing more comes of it: it is whole, or it will never be, and why. */
  wrap: z.object({ parcel, fault: z.string().max(4096).optional() }),
  /** Shows a save dialog and writes what has come; where it was written, or none. */
  save: z.object({ name: z.string().max(255), mime: z.string().max(100), parcel }),
  /** Shows a saved file in the file manager. */
  reveal: z.object({ path: z.string().max(4096) }),
  /** Puts text on the clipboard. */
  copy: z.object({ text: z.string().max(1_000_000) }),
  /** Puts a PNG that has come on the clipboard. */
  copyPicture: z.object({ parcel }),
  /** Opens an https documentation page of a listed host in the user's browser. */
  openLink: z.object({ url: z.string().max(2048) }),
  /** Shows these in the menu bar of the system, where there is one. */
  setMenus: z.object({ menus: z.array(menu).max(6) }),
  setTheme: z.object({ theme: z.enum(['system', 'light', 'dark']) }),
} as const;

export interface ShellOutputs {
  about: { readonly door: 'desktop' | 'browser'; readonly platform: string };
  chooseSource: { readonly path: string | undefined };
  piece: { readonly taken: true };
  wrap: { readonly taken: true };
  save: { readonly path: string | undefined };
  reveal: { readonly shown: boolean };
  copy: { readonly copied: boolean };
  copyPicture: { readonly copied: boolean };
  openLink: { readonly opened: boolean };
  setMenus: { readonly shown: boolean };
  setTheme: { readonly theme: 'system' | 'light' | 'dark' };
}

export interface ShellEvents {
  /** A path to open: from the command line, the file manager or a second launch. */
  openPath: { readonly path: string };
  /** A menu item that stands for an action of the window. */
  action: { readonly id: string };
}

export const shellContract = defineContract<typeof shellInputs, ShellOutputs, ShellEvents>(
  'shell',
  shellInputs,
);
export type Shell = ContractOf<typeof shellInputs, ShellOutputs>;

/** Hosts whose pages the window may open in the user's browser. */
const DOC_HOSTS = ['docs.aws.amazon.com', 'aws.amazon.com'] as const;

/**
 * True for an https page of a host on the list. The whole start is compared as it is written: nothing before the
 * host's slash is left for a parser to read otherwise, be it a user, a password, a port or another spelling.
 */
export const isDocLink = (url: string): boolean =>
  DOC_HOSTS.some((host) => url.startsWith(`https://${host}/`));
