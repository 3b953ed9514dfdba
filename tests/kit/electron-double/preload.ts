/** The script that runs a real preload in a page before the page's own, with doubles of contextBridge and ipcRenderer. */

interface Names {
  /** Playwright binding that carries `send` to the main process. */
  readonly send: string;
  /** Hidden property by which messages of the main process reach the page. */
  readonly deliver: string;
}

/** Plain JavaScript of the page; kept as text, since it shares nothing with this process. */
const HARNESS = String.raw`(names, preload) => {
  // Electron runs preloads in the main frame only, unless told otherwise.
  if (window !== window.top) return;
  const send = window[names.send];
  delete window[names.send];
  const listeners = new Map();
  Object.defineProperty(window, names.deliver, {
    enumerable: false,
    value: (channel, args) => {
      for (const listener of [...(listeners.get(channel) ?? [])]) listener({}, ...args);
    },
  });
  // Electron hands over copies: functions as frozen stand-ins, objects field by field.
  const project = (value) => {
    if (value instanceof Blob) return value;
    if (typeof value === 'function') {
      return Object.freeze((...args) => project(value(...args.map(project))));
    }
    if (Array.isArray(value)) return value.map(project);
    if (value !== null && typeof value === 'object') {
      const copy = {};
      for (const key of Object.keys(value)) copy[key] = project(value[key]);
      return Object.freeze(copy);
    }
    return value;
  };
  const ipcRenderer = {
    send: (channel, ...args) => void send(channel, args),
    on: (channel, listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
  };
  // A file of a page has no slash in its name: one that has came from that place on disk.
  const webUtils = { getPathForFile: ({ name }) => (name.includes('/') ? name : '') };
  const contextBridge = {
    exposeInMainWorld: (key, api) => {
      if (key in window) throw new Error('Cannot bind an API on top of an existing property on the window object');
      Object.defineProperty(window, key, { value: project(api), enumerable: true });
    },
  };
  const require = (name) => {
    if (name === 'electron') return { contextBridge, ipcRenderer, webUtils };
    throw new Error('module not found: ' + name);
  };
  const module = { exports: {} };
  preload(require, module, module.exports);
}`;

/** `source` is the text of a CommonJS preload. */
export const preloadScript = (source: string, names: Names): string =>
  `(${HARNESS})(${JSON.stringify(names)}, function (require, module, exports) {\n${source}\n});`;
