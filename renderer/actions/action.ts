/** The shape of an Action: something the user can do, once; menu, palette, keys and buttons all read it. */
import type { State } from '../state.ts';

export interface ActionContext {
  readonly state: State;
}

export interface Action {
  readonly id: string;
  readonly title: string;
  /** Further words the palette finds it by. */
  readonly keywords: string;
  /** Where the menu shows it. */
  readonly menu: 'file' | 'edit' | 'view' | 'findings' | 'go' | 'help';
  /** Place within the menu; each ten starts a new group. */
  readonly rank: number;
  /** `Mod+K`: Mod is Cmd on macOS, Ctrl elsewhere. */
  readonly keys?: string;
  /** Others that mean the same, by the custom of some system; not shown. */
  readonly otherKeys?: readonly string[];
  /** Why it cannot be done now; undefined when it can. */
  disabled?(context: ActionContext): string | undefined;
  /** For toggles. */
  checked?(context: ActionContext): boolean;
  perform(context: ActionContext): void | Promise<void>;
}

/** Checks a member's shape and hands it on. */
export const defineAction = (action: Action): Action => action;
