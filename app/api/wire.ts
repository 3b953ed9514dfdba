/** A Wire: a pipe that carries text both ways. In memory, worker port, Electron IPC, WebSocket. */
export interface Wire {
  /** Sends one message; quietly dropped once the wire is closed. */
  send(text: string): void;
  /** Adds a listener, called for every message until the wire closes. What came before the first one waits for it. */
  onMessage(listener: (text: string) => void): void;
  /** Adds a listener, called once when the wire closes; at once where it already has. */
  onClose(listener: () => void): void;
  close(): void;
}

/** What a pipe can do; each is called only while the wire is open. */
export interface Pipe {
  send(text: string): void;
  /** Lets go of the pipe. */
  close(): void;
}

/** The side of a wire that feeds it. */
export interface WireEnd {
  readonly wire: Wire;
  /** A message came in. */
  readonly receive: (text: string) => void;
  /** The far side is gone. */
  readonly closed: () => void;
}

/** Makes a Wire of a pipe: the one place where listening, waiting and closing are decided. */
export function createWire(pipe: Pipe): WireEnd {
  const hearing: ((text: string) => void)[] = [];
  const closing: (() => void)[] = [];
  let waiting: string[] = [];
  let open = true;
  const closed = () => {
    if (!open) return;
    open = false;
    waiting = [];
    for (const listener of closing.splice(0)) listener();
  };
  return {
    wire: {
      send: (text) => {
        if (open) pipe.send(text);
      },
      onMessage: (listener) => {
        hearing.push(listener);
        for (const text of waiting.splice(0)) listener(text);
      },
      onClose: (listener) => {
        if (open) closing.push(listener);
        else listener();
      },
      close: () => {
        if (!open) return;
        pipe.close();
        closed();
      },
    },
    receive: (text) => {
      if (!open) return;
      if (hearing.length === 0) waiting.push(text);
      for (const listener of [...hearing]) listener(text);
    },
    closed,
  };
}

/** Two ends of a pipe in memory. What one sends the other hears later, never within the call, as over any other pipe. */
export function memoryWires(): readonly [Wire, Wire] {
  const later = (work: () => void) => void Promise.resolve().then(work);
  const near = createWire({
    send: (text) => later(() => far.receive(text)),
    close: () => later(() => far.closed()),
  });
  const far: WireEnd = createWire({
    send: (text) => later(() => near.receive(text)),
    close: () => later(() => near.closed()),
  });
  return [near.wire, far.wire];
}
