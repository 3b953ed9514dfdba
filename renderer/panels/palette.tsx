/** The palette: one box for every resource and every action. */
import { Command } from 'cmdk';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import type { RememberedSource } from '#app/api/history.ts';
import { actions } from '../actions/index.gen.ts';
import { ActionKeys } from '../parts/press.tsx';
import { Icon } from '../parts/icon.tsx';
import { perform, whyNot } from '../perform.ts';
import { RECENT } from '../state/remembered.ts';
import { useApp, useWindow } from '../use-state.ts';
import { nameIn, short } from '../words/visible.ts';
import { Partial } from './partial.tsx';
import { useHits } from './trace/end-field.tsx';

export function Palette() {
  const open = useApp((state) => state.dialog === 'palette');
  const show = useApp((state) => state.showDialog);
  return (
    <ModalOverlay
      className="overlay top"
      isDismissable
      isOpen={open}
      onOpenChange={(is) => !is && show(undefined)}
    >
      <Modal className="sheet palette">
        <Dialog className="sheet-body" aria-label="Search resources and actions">
          <Search />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

const wordsOf = (text: string): readonly string[] =>
  text.toLowerCase().split(/\s+/).filter(Boolean);

const holds = (all: string, words: readonly string[]): boolean =>
  words.every((word) => all.toLowerCase().includes(word));

/** Actions whose title or keywords hold every word. */
function matching(text: string) {
  const words = wordsOf(text);
  return actions.filter(
    ({ title, keywords, id }) => id !== 'search' && holds(`${title} ${keywords} ${id}`, words),
  );
}

/** Sources that were opened before, by their name or by what they are. */
function recentOf(remembered: readonly RememberedSource[], text: string) {
  const words = wordsOf(text);
  if (words.length === 0) return [];
  return remembered
    .filter(
      ({ there, title, path }) => there && holds(`open recent before ${title} ${path}`, words),
    )
    .slice(0, RECENT);
}

function Search() {
  const store = useWindow();
  const [text, setText] = useState('');
  const hits = useHits(text, 30);
  const state = useApp((s) => s);
  const found = matching(text).filter((action) => whyNot(action, state) === undefined);
  const load = state.loadRemembered;
  useEffect(() => void load(), [load]);
  const recent = recentOf(state.remembered ?? [], text);
  const none = hits.length + found.length + recent.length === 0;
  const box = useRef<HTMLDivElement>(null);
  // The palette goes on naming the row it stood on when that is gone: a name that leads nowhere.
  useLayoutEffect(() => {
    if (!none) return;
    for (const element of box.current?.querySelectorAll('[aria-activedescendant]') ?? [])
      element.removeAttribute('aria-activedescendant');
  }, [none]);
  const close = (): void => store.getState().showDialog(undefined);
  return (
    <Command ref={box} label="Search resources and actions" shouldFilter={false} loop>
      <div className="palette-input">
        <Icon id="search" />
        <Command.Input
          value={text}
          onValueChange={setText}
          autoFocus
          placeholder="Name, id, CIDR, address, tag; or an action"
          spellCheck={false}
        />
      </div>
      {none && (
        <div className="quiet-note" role="status">
          <p>Nothing matches. Try an id, a part of a name, an address or a tag.</p>
          <Partial>It may be in what could not be seen:</Partial>
        </div>
      )}
      <Command.List className="palette-list" tabIndex={-1} hidden={none}>
        {hits.length > 0 && (
          <Command.Group heading="Resources">
            {hits.map((hit) => (
              <Command.Item
                key={hit.ref}
                value={`resource ${hit.ref}`}
                onSelect={() => {
                  close();
                  void store.getState().selectResource(hit.ref, true);
                }}
              >
                <span className="palette-kind quiet">{hit.kind.replaceAll('-', ' ')}</span>
                <span className="line">{short(nameIn(hit.label, hit.ref) || hit.ref, 120)}</span>
                <span className="line mono quiet">
                  {short(hit.why === hit.label ? hit.ref : hit.why, 80)}
                </span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {recent.length > 0 && (
          <Command.Group heading="Opened before">
            {recent.map(({ path, title }) => (
              <Command.Item
                key={path}
                value={`recent ${path}`}
                onSelect={() => {
                  close();
                  void store.getState().openPath(path);
                }}
              >
                <span className="palette-kind quiet">open</span>
                <span className="line">{short(title, 120)}</span>
                <span className="line mono quiet">{short(path, 80)}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {found.length > 0 && (
          <Command.Group heading="Actions">
            {found.map((action) => (
              <Command.Item
                key={action.id}
                value={`action ${action.id}`}
                onSelect={() => {
                  close();
                  perform(store, action.id);
                }}
              >
                <span className="palette-kind quiet">{action.menu}</span>
                <span className="line">{action.title}</span>
                <ActionKeys action={action} />
              </Command.Item>
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}
