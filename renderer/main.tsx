/** Starts the window: finds the wire, makes the state, draws. */
import './jitless.ts';
import './styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { browserShell } from './browser-shell.ts';
import { askedFor, firstOf } from './last.ts';
import { linkOver, type Link } from './link.ts';
import { keepWork, keptWork } from './kept-work.ts';
import { keepMenus } from './menus.ts';
import { learnSpeeds } from './canvas/speed/speed.ts';
import { createState, type Store } from './state.ts';
import { keepUnsaved } from './unsaved.ts';
import { StoreContext } from './use-state.ts';
import { findWire } from './wires.ts';
import { App } from './app.tsx';
import { NoKey } from './panels/no-key.tsx';

const root = createRoot(document.getElementById('root')!);
const found = findWire();

/** Opens what the engine was started with, and hears what the shell asks for. */
function begin(store: Store, link: Link): void {
  if (link.native) {
    document.documentElement.dataset.door = 'desktop';
    keepMenus(store, link.shell);
  }
  link.shell.on('openPath', ({ path }) => {
    askedFor({ path });
    void store.getState().openPath(path);
  });
  link.engine.call.about({}).then(
    ({ version, opening }) => {
      store.setState({ version });
      const { open, again } = firstOf(opening);
      const { source, openAgain, takeUp } = store.getState();
      if (open === undefined || source.phase !== 'empty') return;
      const work = again ? keptWork(version) : undefined;
      if (work) void takeUp(work, () => openAgain(open));
      else void openAgain(open);
    },
    () => store.setState({ connected: false }),
  );
}

if (found.door === 'none') root.render(<NoKey />);
else {
  const link = linkOver(found.wire, found.door === 'browser' ? browserShell() : undefined);
  const store = createState(link);
  const pathOf = found.door === 'desktop' ? found.pathOf : () => '';
  root.render(
    <StrictMode>
      <StoreContext value={store}>
        <App link={link} pathOf={pathOf} />
      </StoreContext>
    </StrictMode>,
  );
  keepUnsaved(store);
  keepWork(store);
  begin(store, link);
  learnSpeeds(
    (speeds) => store.getState().speedsMeasured(speeds),
    () => store.getState().source.phase === 'opening',
  );
}
