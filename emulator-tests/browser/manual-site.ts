/** A site that serves /manual and nothing else: no emulator runs, and the only server is the one that the page came from. */
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { expect } from 'vitest';
import { ENGINE_SOURCES } from '../../web/vite/engine-sources.ts';
import { initJson } from '../../web/vite/init-json.ts';
import { launchBrowser } from '../support/browser.ts';
import { makeWav, makeY4m } from '../support/fake-media.ts';
import { ALICE, BOB, type Look, type OnEnter } from './cast.ts';
import { Participant } from './participant.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** No STUN server either. */
const INIT = JSON.stringify({ projectId: 'demo-nowhere', apiKey: 'none', firelink: { iceServers: [], emulators: { firestore: '127.0.0.1:9' } } });

export class ManualSite {
  readonly #server: ViteDevServer;
  readonly #browsers: Readonly<Record<'alice' | 'bob', Browser>>;
  readonly origin: string;
  readonly #requested: string[] = [];

  readonly #onEnter: OnEnter;

  private constructor(server: ViteDevServer, browsers: Readonly<Record<'alice' | 'bob', Browser>>, origin: string, onEnter: OnEnter) {
    this.#onEnter = onEnter;
    this.#server = server;
    this.#browsers = browsers;
    this.origin = origin;
  }

  /** @param onEnter told each participant, before their page loads anything */
  static async open(onEnter: OnEnter = async () => {}): Promise<ManualSite> {
    const server = await createServer({
      root: `${ROOT}web`,
      configFile: false,
      logLevel: 'error',
      cacheDir: `${ROOT}node_modules/.vite-manual`,
      resolve: ENGINE_SOURCES,
      plugins: [initJson({ FIRELINK_INIT_JSON: INIT })],
      server: { host: '127.0.0.1', port: 0, hmr: false, watch: null, fs: { allow: [ROOT] } },
      optimizeDeps: { noDiscovery: true, include: [] },
    });
    await server.listen();
    const address = server.httpServer?.address();
    if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
    const launch = ({ rgb, hz }: Look): Promise<Browser> => launchBrowser({ fakeVideoFile: makeY4m({ rgb }), fakeAudioFile: makeWav({ hz }) });
    const [alice, bob] = await Promise.all([launch(ALICE), launch(BOB)]);
    return new ManualSite(server, { alice, bob }, `http://127.0.0.1:${address.port}`, onEnter);
  }

  /** @param slowByMs how far their clock is behind */
  async enters(name: 'alice' | 'bob', path = '/manual', slowByMs = 0): Promise<Participant> {
    const permissions = ['camera', 'microphone', 'clipboard-read', 'clipboard-write'];
    const context = await this.#browsers[name].newContext({ locale: 'en', viewport: { width: 640, height: 720 }, permissions });
    await context.addInitScript((ms) => {
      const { now } = Date;
      Date.now = () => now() - ms;
    }, slowByMs);
    context.on('request', (request) => this.#requested.push(request.url()));
    const who = await Participant.enter(name, context, this.origin);
    await this.#onEnter(who);
    await who.page.goto(`${this.origin}${path}`);
    return who;
  }

  /** How many there were since the last `clear`. */
  get requests(): number {
    return this.#requested.length;
  }

  /** Everybody leaves, and nobody has asked another server for anything. */
  async clear(): Promise<void> {
    for (const browser of Object.values(this.#browsers)) await Promise.all(browser.contexts().map((context) => context.close()));
    const isElsewhere = (url: string): boolean => new URL(url).origin !== this.origin || /firebase(?!\/init\.json)|firestore|googleapis/.test(url);
    expect(this.#requested.splice(0).filter(isElsewhere)).toEqual([]);
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.#browsers).map((browser) => browser.close()));
    await this.#server.close();
  }
}

export const field = (who: Participant, name: string): ReturnType<Participant['page']['getByRole']> => who.page.getByRole('textbox', { name, exact: true });

/** @returns the text that `who` is to hand over, once it is there */
export async function handsOver(who: Participant, name: 'Invitation' | 'Reply'): Promise<string> {
  await expect.poll(() => field(who, name).inputValue()).toMatch(/^FL1.*\.$/);
  return field(who, name).inputValue();
}

export async function reads(who: Participant, name: 'Invitation' | 'Reply', text: string): Promise<void> {
  await field(who, name).fill(text);
  await who.clicks(name === 'Invitation' ? 'Open invitation' : 'Connect');
}

export async function invitation(alice: Participant): Promise<string> {
  await alice.clicks('Make an invitation');
  return handsOver(alice, 'Invitation');
}
