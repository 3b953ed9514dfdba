/** What draws large networks: what is measured decides, unless the user does; what is lost is not tried again unasked. */
import { expect, test } from 'vitest';
import { isSoftware } from '#renderer/canvas/speed/measure.ts';
import { speedWords, wayIn } from '#renderer/state/drawing.ts';
import { startWindow } from '../window.ts';

const fast = { canvasMs: 20, webgl: { ms: 3, software: false } };
const slow = { canvasMs: 4.04, webgl: { ms: 31.4, software: true } };

test('by itself, the faster one draws, and Canvas where there is little in it or nothing known', () => {
  const auto = { drawingWish: 'automatic', webglGone: false } as const;
  expect(wayIn({ ...auto, speeds: undefined })).toBe('canvas');
  expect(wayIn({ ...auto, speeds: fast })).toBe('webgl');
  expect(wayIn({ ...auto, speeds: slow })).toBe('canvas');
  expect(wayIn({ ...auto, speeds: { canvasMs: 20, webgl: undefined } })).toBe('canvas');
  expect(wayIn({ ...auto, speeds: { canvasMs: 20, webgl: { ms: 19, software: false } } })).toBe(
    'canvas',
  );
});

test('the user decides against the measure, and it is said what was measured', () => {
  const { store } = startWindow();
  store.getState().speedsMeasured(slow);
  expect(wayIn(store.getState())).toBe('canvas');
  store.getState().wishDrawing('webgl');
  expect(wayIn(store.getState())).toBe('webgl');
  expect(store.getState().notice?.text).toBe(
    'WebGL draws large networks. Canvas: 4.0 ms a frame, WebGL: 31 ms (software).',
  );
  store.getState().speedsMeasured(fast);
  store.getState().wishDrawing('canvas');
  expect(wayIn(store.getState())).toBe('canvas');
});

test('once it is lost, Canvas draws until the user asks again', () => {
  const { store } = startWindow();
  store.getState().speedsMeasured(fast);
  expect(wayIn(store.getState())).toBe('webgl');
  store.getState().webglLost();
  expect(wayIn(store.getState())).toBe('canvas');
  expect(store.getState().notice?.tone).toBe('failed');
  store.getState().wishDrawing('webgl');
  expect(wayIn(store.getState())).toBe('webgl');
});

test('words for every case', () => {
  expect(speedWords(undefined)).toBe('Not measured yet.');
  expect(speedWords({ canvasMs: 12.3, webgl: undefined })).toBe(
    'Canvas: 12 ms a frame, WebGL: not there.',
  );
});

test('drivers without a graphics card are known by name', () => {
  for (const name of [
    'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
    'llvmpipe (LLVM 15.0.7, 256 bits)',
    'ANGLE (Microsoft, Microsoft Basic Render Driver (0x0000008C) Direct3D11)',
    'Apple Software Renderer',
  ])
    expect(isSoftware(name)).toBe(true);
  for (const name of [
    'ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)',
    'Apple M2',
  ])
    expect(isSoftware(name)).toBe(false);
});
