/** Whether there is time: what only says the same once more runs where `PEERLESS_LONG` is set. */
export const LONG = (process.env['PEERLESS_LONG'] ?? '') !== '';
