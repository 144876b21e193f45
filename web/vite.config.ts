import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { ENGINE_SOURCES } from './vite/engine-sources.ts';
import { examples } from './vite/examples.ts';
import { firstPart } from './vite/first-part.ts';
import { initJson } from './vite/init-json.ts';
import { missingAssets } from './vite/missing-assets.ts';
import { oneOrigin } from './vite/one-origin.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root,
  // VITE_… variables stand beside package.json, as docs/configuration.md says.
  envDir: fileURLToPath(new URL('..', import.meta.url)),
  plugins: [examples(), firstPart(), initJson(), missingAssets(), oneOrigin()],
  resolve: {
    ...ENGINE_SOURCES,
    alias: [...ENGINE_SOURCES.alias, { find: /^re2js$/, replacement: fileURLToPath(new URL('vite/re2js.ts', import.meta.url)) }],
  },
  server: {
    host: '127.0.0.1',
    // What the page is made of, and not what lies beside it: settings of functions, keys.
    fs: { allow: ['.', '../engine', '../protocol', '../node_modules'].map((path) => fileURLToPath(new URL(path, import.meta.url))) },
  },
  preview: { host: '127.0.0.1' },
  // Found only behind the first screen, a dependency would be optimised late and the page reloaded in mid-call.
  optimizeDeps: { include: ['lit', 'firebase/app', 'firebase/auth', 'firebase/app-check', 'firebase/firestore', 'hash-wasm'] },
  build: {
    target: 'es2024',
    // These know light-dark(); for older ones it would be spelt out in variables.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: false,
    // The first screen is Lit alone; Firebase comes behind it, in chunks that a release of ours leaves cached.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // Without what only the chat uses.
            { name: 'lit', test: /node_modules[\\/](lit|lit-html|lit-element|@lit)[\\/](?!.*(directive-helpers|directives[\\/](repeat|guard)))|oxc-project.*decorate/ },
            { name: 'firestore', test: /node_modules[\\/]@firebase[\\/](firestore|webchannel-wrapper)[\\/]/ },
            // Without App Check: only sites that name a key for it load that.
            // What several parts share would be a file a module; each file is a request.
            { name: 'ground', test: /[\\/](engine[\\/]src[\\/](base[\\/](bytes|clock|contained|errors|storage[\\/]key-values)|signaling[\\/]link[\\/]call-link|client[\\/](opening-view|calls[\\/]role-memory|participant[\\/]name-memory))|web[\\/]src[\\/](app[\\/]shell[\\/]routes|elements[\\/](i18n[\\/](index|languages|en)|ended[\\/](ended-text|firelink-ended(\.styles)?)|home[\\/]brand|shared[\\/](redraw|(tokens|controls|page)\.styles|icons|events|no-devices|focus-on-arrival|firelink-(language|slow|name-field)(\.styles)?))))\.ts$/ },
            { name: 'lobby', test: /[\\/]web[\\/]src[\\/](app[\\/]call[\\/]lobby-screen|elements[\\/](lobby[\\/]firelink-lobby|video[\\/](firelink-video|keep-playing)|in-call[\\/]video-fit|devices[\\/](firelink-(preview|device-toggle)|device-text))(\.styles)?)\.ts$/ },
            { name: 'settings', test: /[\\/](web[\\/]src[\\/](app[\\/]shell[\\/]app-config|elements[\\/]devices[\\/]firelink-device-notice\.styles)|engine[\\/]src[\\/](client[\\/](config|hosting-config|site-config|progress-marks)|call[\\/](ending[\\/]pending-cleanups|channels[\\/]frames)|peer[\\/]channels[\\/]channel-kinds|base[\\/](scope|server-clock|logger|redact|observers|storage[\\/]locks)|media[\\/]devices[\\/]device-list|signaling[\\/](settle|signal-channel|lease|judge))|protocol[\\/]limits)\.ts$/ },
            { name: 'firebase', test: /node_modules[\\/](@firebase|firebase|idb)[\\/](?!app-check[\\/])/ },
            // One request at Join for the screens behind the lobby and their messages. Last: a group takes what its files import.
            { name: 'call-screens', test: /[\\/]web[\\/]src[\\/](app[\\/](call[\\/]call-screens|chat[\\/](chat-of-call|chat-news)|manual[\\/]draw-qr|around[\\/]picture-memory)|elements[\\/](in-call[\\/](?!video-fit)|chat[\\/]chat-events|waiting[\\/]|lobby[\\/]firelink-unverified|shared[\\/](firelink-question|isolated)|i18n[\\/](call-messages|en-call)))[^\\/]*\.ts$/ },
          ],
        },
      },
    },
  },
});
