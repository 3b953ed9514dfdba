/** A page on another origin, open in the same browser, cannot talk to the loopback door, read it, frame it or drive it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startServe } from './doors.ts';
import { expect, test } from './story.ts';
import { PeerlessWindow } from './window.ts';

/** What the stranger tries; each gives back what it got, or why not. Runs in its page. */
async function attempts(door: string): Promise<Record<string, string>> {
  const tried: Record<string, string> = {};
  const attempt = async (what: string, act: () => Promise<string>): Promise<void> => {
    tried[what] = await act().catch((error: unknown) => `refused: ${(error as Error).name}`);
  };
  const socket = (path: string) =>
    new Promise<string>((resolve) => {
      const made = new WebSocket(`${door.replace('http', 'ws')}${path}`);
      made.onopen = () => resolve('opened');
      made.onerror = () => resolve('refused');
    });
  const loaded = (element: HTMLElement, where = document.body) =>
    new Promise<string>((resolve) => {
      element.onload = () => resolve('loaded');
      element.onerror = () => resolve('refused');
      where.append(element);
    });
  await attempt('fetch', async () => (await fetch(`${door}/`)).text());
  await attempt('fetch a script', async () => (await fetch(`${door}/index.html`)).text());
  await attempt('post', async () =>
    (await fetch(`${door}/`, { method: 'POST', body: 'x' })).text(),
  );
  await attempt('post blindly', async () => {
    const answer = await fetch(`${door}/wire`, { method: 'POST', mode: 'no-cors', body: 'x' });
    return `${answer.type} ${answer.status}`;
  });
  await attempt('socket', () => socket('/wire'));
  await attempt('socket elsewhere', () => socket('/'));
  await attempt('image', () => loaded(Object.assign(new Image(), { src: `${door}/icon.svg` })));
  await attempt('frame', async () => {
    const frame = Object.assign(document.createElement('iframe'), { src: `${door}/` });
    await loaded(frame);
    // A frame that was refused holds an error page of another origin: nothing of ours can be read either way.
    return frame.contentDocument ? 'readable' : 'not readable';
  });
  await attempt('window', async () => {
    const opened = window.open(`${door}/`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    // `same-origin` opener policy: the stranger's handle leads nowhere.
    return opened === null || opened.closed ? 'cut off' : 'held';
  });
  return tried;
}

test('another page gets nothing', async ({ browser }) => {
  const { url, stop } = await startServe(['--demo']);
  const stranger = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>stranger</title>');
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const { port } = stranger.address() as AddressInfo;
  const context = await browser.newContext();
  try {
    const ours = await context.newPage();
    await ours.goto(url);
    await new PeerlessWindow(ours).ready();
    const page = await context.newPage();
    // By another port, and by another name of the same machine.
    for (const name of ['127.0.0.1', 'localhost']) {
      await page.goto(`http://${name}:${port}/`);
      const got = await page.evaluate(attempts, new URL(url).origin);
      expect(got, `from ${name}`).toEqual({
        fetch: 'refused: TypeError',
        'fetch a script': 'refused: TypeError',
        post: 'refused: TypeError',
        // Not even an opaque answer: our resource policy is same-origin.
        'post blindly': 'refused: TypeError',
        socket: 'refused',
        'socket elsewhere': 'refused',
        image: 'refused',
        frame: 'not readable',
        window: 'cut off',
      });
    }
    // And the page of the user goes on.
    await ours.bringToFront();
    await new PeerlessWindow(ours).act('Reachability matrix');
    await expect(ours.getByRole('grid')).toBeVisible();
  } finally {
    await context.close();
    await stop();
    stranger.close();
  }
});
