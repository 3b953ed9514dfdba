/** The menus: every action in one of them, in groups; drawn by the page, or by the desktop from what it is told. */
import type { MenuOf } from '#app/api/shell.ts';
import type { Action } from './actions/action.ts';
import { actions } from './actions/index.gen.ts';
import type { ShellClient } from './link.ts';
import { keysShown } from './keys.ts';
import { whyNot } from './perform.ts';
import type { State, Store } from './state.ts';

export const MENUS: readonly { readonly id: Action['menu']; readonly title: string }[] = [
  { id: 'file', title: 'File' },
  { id: 'edit', title: 'Edit' },
  { id: 'view', title: 'View' },
  { id: 'findings', title: 'Findings' },
  { id: 'go', title: 'Go' },
  { id: 'help', title: 'Help' },
];

/** Actions of one menu in the order of their ranks, a group for each ten. */
export function groupsOf(menu: Action['menu']): readonly (readonly Action[])[] {
  const groups = new Map<number, Action[]>();
  for (const action of actions.filter((a) => a.menu === menu).sort((a, b) => a.rank - b.rank)) {
    const group = Math.floor(action.rank / 10);
    groups.set(group, [...(groups.get(group) ?? []), action]);
  }
  return [...groups.values()];
}

/** What the menus hold in this state, for a shell that draws them itself. */
export function menusOf(state: State): readonly MenuOf[] {
  return MENUS.map(({ id }) => ({
    id,
    groups: groupsOf(id).map((group) =>
      group.map((action) => ({
        id: action.id,
        label: action.title,
        keys: keysShown(action, state.singleKeys),
        enabled: whyNot(action, state) === undefined,
        checked: action.checked?.({ state }),
      })),
    ),
  }));
}

/** Milliseconds from a change to the menu that follows it: what comes in one go is told once. */
const SOON = 100;

/** Keeps the shell's menu as the page's own would be. */
export function keepMenus(store: Store, shell: ShellClient): void {
  let told = '';
  let due = false;
  const tell = (): void => {
    due = false;
    const menus = menusOf(store.getState());
    const text = JSON.stringify(menus);
    if (text === told) return;
    told = text;
    // A menu that was not told stays as it was: its items do what they can, or say why not.
    shell.call.setMenus({ menus: [...menus] }).catch(() => (told = ''));
  };
  store.subscribe(() => {
    if (due) return;
    due = true;
    setTimeout(tell, SOON);
  });
  tell();
}
