/** The progress line: in place on a terminal, rare in a log, and inert in both. */
import { expect, it } from 'vitest';
import { progressLine } from '#main/cli/progress.ts';

function watched(live: boolean) {
  let text = '';
  let time = 0;
  const line = progressLine({ err: (t) => (text += t), live, columns: 20 }, () => time);
  return { line, wait: (ms: number) => (time += ms), text: () => text };
}

it('on a terminal it rewrites itself, no wider than the terminal, and goes away', () => {
  const { line, text } = watched(true);
  line.show('1 of 900 calls, 111111111111 us-east-1');
  expect(text()).toBe('\r\u001b[2K1 of 900 calls, 111');
  line.clear();
  expect(text().endsWith('\r\u001b[2K')).toBe(true);
});

it('a message that stays comes on a line of its own', () => {
  const { line, text } = watched(true);
  line.show('1 of 2');
  line.say('refused: x\u001b[2J');
  expect(text()).toBe('\r\u001b[2K1 of 2\r\u001b[2Kpeerless: refused: x\ufffd[2J\n');
});

it('in a log short work says nothing, long work now and then', () => {
  const { line, wait, text } = watched(false);
  line.show('1 of 9');
  wait(9_000);
  line.show('2 of 9');
  expect(text()).toBe('');
  wait(1_000);
  line.show('3 of 9');
  line.show('4 of 9');
  line.clear();
  expect(text()).toBe('peerless: 3 of 9\n');
});
