/** Builds the window (`renderer/`) into `dist/renderer`: plain files with relative paths, for every door. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  root: path('./renderer'),
  base: './',
  publicDir: path('./renderer/public'),
  plugins: [react()],
  build: {
    outDir: path('./dist/renderer'),
    emptyOutDir: true,
    // Electron's Chromium and every browser of the last two years; light-dark() stays as written.
    target: ['chrome125', 'firefox126', 'safari17.5'],
    // Fonts stay files: the content policy allows fonts from the door only, not from data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
});
