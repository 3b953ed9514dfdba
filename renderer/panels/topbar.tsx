/** The bar at the top: menu, what is open, search, panels, theme. */
import {
  Button,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from 'react-aria-components';
import { Fragment, useEffect } from 'react';
import type { Action } from '../actions/action.ts';
import { ActionIcon, Keys } from '../parts/press.tsx';
import { Icon } from '../parts/icon.tsx';
import { isMac, keysShown, shownKeys } from '../keys.ts';
import { groupsOf, MENUS } from '../menus.ts';
import { perform, whyNot } from '../perform.ts';
import { RECENT } from '../state/remembered.ts';
import { useApp, useWindow } from '../use-state.ts';
import { short } from '../words/visible.ts';

export function Topbar() {
  const store = useWindow();
  const open = useApp((state) => state.source.phase === 'open');
  return (
    <header className="topbar">
      <div className="topbar-side">
        <span className="mark" aria-hidden="true">
          <svg width="22" height="22" viewBox="0 0 32 32">
            <path className="mark-lines" d="M16 16 7 7M16 16l9-9M16 16v11" />
            <circle cx="7" cy="7" r="3.2" />
            <circle cx="25" cy="7" r="3.2" />
            <circle cx="16" cy="27" r="3.2" />
            <path className="mark-hub" d="m16 10.5 4.8 2.75v5.5L16 21.5l-4.8-2.75v-5.5z" />
          </svg>
        </span>
        <h1>Peerless</h1>
        <nav className="menus" aria-label="Menus">
          {MENUS.map((menu) => (
            <TopMenu key={menu.id} {...menu} />
          ))}
        </nav>
      </div>
      <Button
        className="search-button"
        onPress={() => perform(store, 'search')}
        aria-label="Search resources and actions"
      >
        <Icon id="search" size={14} />
        <span className="line">Search resources and actions</span>
        <Keys keys="Mod+K" />
      </Button>
      <div className="topbar-side end">
        <ActionIcon id="trace" icon="trace" />
        <ActionIcon id="matrix" icon="matrix" />
        <ActionIcon id="plan" icon="plan" />
        <ActionIcon id="export-as" icon="export" />
        <ActionIcon id="legend" icon="legend" />
        {open && <span className="rule" />}
        {open && (
          <>
            <ActionIcon id="toggle-left" icon="left" />
            <ActionIcon id="toggle-drawer" icon="drawer" />
            <ActionIcon id="toggle-inspector" icon="right" />
          </>
        )}
      </div>
    </header>
  );
}

function TopMenu({ id, title }: { readonly id: Action['menu']; readonly title: string }) {
  return (
    <MenuTrigger>
      <Button className="menu-button">{title}</Button>
      <Popover className="popover" placement="bottom start" offset={2}>
        <MenuRows id={id} title={title} />
      </Popover>
    </MenuTrigger>
  );
}

/** What begins the key of a source that was opened before; the rest is its path. */
const RECENT_KEY = 'recent:';

/** There only while the menu is open: it is drawn anew with every change of the state. */
function MenuRows({ id, title }: { readonly id: Action['menu']; readonly title: string }) {
  const store = useWindow();
  // Read as a whole: what an action can do may hang on any part of the state.
  const state = useApp((s) => s);
  const groups = groupsOf(id);
  const disabled = groups.flat().filter((action) => whyNot(action, state) !== undefined);
  const { remembered = [], loadRemembered: load } = state;
  useEffect(() => void (id === 'file' && load()), [id, load]);
  const recent = id === 'file' ? remembered.filter(({ there }) => there).slice(0, RECENT) : [];
  const act = (key: string): void => {
    if (!key.startsWith(RECENT_KEY)) perform(store, key);
    else void state.openPath(key.slice(RECENT_KEY.length));
  };
  return (
    <Menu
      className="list menu"
      onAction={(key) => act(String(key))}
      disabledKeys={disabled.map((action) => action.id)}
    >
      {groups.map((group, i) => (
        <Fragment key={i}>
          {i > 0 && <Separator className="separator" />}
          <MenuSection aria-label={`${title}, part ${i + 1}`}>
            <Header className="hidden-label">{title}</Header>
            {group.map((action) => (
              <MenuRow key={action.id} action={action} checked={action.checked?.({ state })} />
            ))}
          </MenuSection>
        </Fragment>
      ))}
      {recent.length > 0 && <Separator className="separator" />}
      {recent.length > 0 && (
        <MenuSection aria-label="Opened before">
          <Header className="menu-head quiet">Opened before</Header>
          {recent.map(({ path, title }) => (
            <MenuItem
              key={path}
              id={`${RECENT_KEY}${path}`}
              className="list-item menu-item"
              textValue={short(title, 60)}
            >
              <span className="menu-check" />
              <span title={short(path)}>{short(title, 60)}</span>
            </MenuItem>
          ))}
        </MenuSection>
      )}
    </Menu>
  );
}

function MenuRow({
  action,
  checked,
}: {
  readonly action: Action;
  readonly checked: boolean | undefined;
}) {
  const keys = useApp(({ singleKeys }) => keysShown(action, singleKeys));
  return (
    <MenuItem
      id={action.id}
      className="list-item menu-item"
      textValue={action.title}
      aria-label={checked ? `${action.title}, on` : action.title}
    >
      <span className="menu-check">{checked && <Icon id="check" size={13} />}</span>
      <span>{action.title}</span>
      {keys !== undefined && (
        <span className="menu-keys">{shownKeys(keys, isMac()).join(isMac() ? '' : '+')}</span>
      )}
    </MenuItem>
  );
}
