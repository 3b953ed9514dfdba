/** Preloaded into a door (`NODE_OPTIONS`): its engine dies of a fault of its own as soon as a file is there. */
import { existsSync, rmSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const path = process.env.PEERLESS_STORY_KILL;
if (!isMainThread && path !== undefined) {
  const look = setInterval(() => {
    if (!existsSync(path)) return;
    clearInterval(look);
    rmSync(path, { force: true });
    throw new Error('killed by a story');
  }, 30);
  look.unref();
}
