import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Built as the app is, and served in the same way. */
export default defineConfig({
  root: here('.'),
  preview: { host: '127.0.0.1' },
  build: {
    target: 'es2024',
    outDir: here('../../../output/bench-pages'),
    emptyOutDir: true,
    rolldownOptions: { input: ['limit', 'codelab', 'peerjs', 'store'].map((name) => here(`${name}.html`)) },
  },
});
