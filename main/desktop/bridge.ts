/** Joins the page's wire to the engine and the shell; hears nobody but the main frame of our own window. */
import type { IpcMain, IpcMainEvent, WebContents } from 'electron';
import { serve } from '#app/api/rpc.ts';
import { shellContract, type Shell, type ShellEvents } from '#app/api/shell.ts';
import { createWire, type Wire, type WireEnd } from '#app/api/wire.ts';
import { isOurs } from './address.ts';
import { CLOSED, CONNECT, MESSAGE } from './channels.ts';

type Page = Pick<WebContents, 'send' | 'isDestroyed' | 'mainFrame' | 'once'>;
type Sender = Pick<IpcMainEvent, 'sender' | 'senderFrame'>;

/** True for a message of the main frame of this page, showing our own address. */
export function isFromPage(event: Sender, page: Page): boolean {
  const frame = event.senderFrame;
  return (
    (event.sender as unknown) === page &&
    frame !== null &&
    frame === page.mainFrame &&
    isOurs(frame.url)
  );
}

/** The contract a message speaks of, read from its head: large messages are not parsed twice. */
export function contractOf(text: string): string | undefined {
  // rpc writes the contract first.
  return /^\{"contract":"([a-z]+)"/.exec(text.slice(0, 40))?.[1];
}

export interface Bridge {
  /** Says an event of the shell to the page; dropped while no page is connected. */
  emit<K extends keyof ShellEvents>(event: K, data: ShellEvents[K]): void;
  close(): void;
}

interface Options {
  readonly ipcMain: Pick<IpcMain, 'on' | 'off'>;
  readonly page: Page;
  readonly shell: Shell;
  /** A new wire to the engine. */
  readonly connect: () => Wire;
}

interface Line {
  readonly end: WireEnd;
  readonly serving: Pick<Bridge, 'emit'>;
}

/** Answers one page for as long as it lives; a reload gets a fresh wire. */
export function bridge({ ipcMain, page, shell, connect }: Options): Bridge {
  let line: Line | undefined;

  const hangUp = () => {
    // Forgotten first: the page that follows must not hear that this line closed.
    const old = line;
    line = undefined;
    old?.end.wire.close();
  };

  const dial = (): Line => {
    const tell = (channel: string, ...args: unknown[]) => {
      if (!page.isDestroyed()) page.send(channel, ...args);
    };
    const engine = connect();
    const end = createWire({ send: (text) => tell(MESSAGE, text), close: () => engine.close() });
    const toShell = createWire({ send: (text) => tell(MESSAGE, text), close: () => undefined });
    const serving = serve(shellContract, shell, toShell.wire);
    end.wire.onMessage((text) => {
      const contract = contractOf(text);
      if (contract === 'engine') engine.send(text);
      else if (contract === 'shell') toShell.receive(text);
    });
    end.wire.onClose(toShell.closed);
    engine.onMessage((text) => end.wire.send(text));
    engine.onClose(() => {
      if (line?.end !== end) return;
      // The engine died: the page is told, and may connect again.
      tell(CLOSED);
      end.closed();
      line = undefined;
    });
    return { end, serving };
  };

  const onConnect = (event: IpcMainEvent) => {
    if (!isFromPage(event, page)) return;
    hangUp();
    line = dial();
  };
  const onMessage = (event: IpcMainEvent, text: unknown) => {
    if (isFromPage(event, page) && typeof text === 'string') line?.end.receive(text);
  };
  const close = () => {
    ipcMain.off(CONNECT, onConnect);
    ipcMain.off(MESSAGE, onMessage);
    hangUp();
  };
  ipcMain.on(CONNECT, onConnect);
  ipcMain.on(MESSAGE, onMessage);
  page.once('destroyed', close);

  return {
    emit: (event, data) => line?.serving.emit(event, data),
    close,
  };
}
