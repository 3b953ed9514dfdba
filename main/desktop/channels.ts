/** The names the preload and the bridge know each other by. */

/** Page to main: a page wants its wire; what came before is over. */
export const CONNECT = 'peerless:connect';
/** Both ways: one message. */
export const MESSAGE = 'peerless:message';
/** Main to page: the wire is closed. */
export const CLOSED = 'peerless:closed';
