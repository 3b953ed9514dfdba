/** Runs beside the page, in the sandbox: offers it one function that opens the wire, and nothing else of Electron. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { CLOSED, CONNECT, MESSAGE } from './channels.ts';

contextBridge.exposeInMainWorld('peerlessConnect', () => {
  ipcRenderer.send(CONNECT);
  return {
    send: (text: unknown) => ipcRenderer.send(MESSAGE, String(text)),
    onMessage: (listener: (text: string) => void) => {
      ipcRenderer.on(MESSAGE, (_event, text: string) => listener(text));
    },
    onClose: (listener: () => void) => {
      ipcRenderer.on(CLOSED, () => listener());
    },
    // Where a file that was dropped lies; '' for one that the page made up.
    pathOf: (file: File) => webUtils.getPathForFile(file),
  };
});
