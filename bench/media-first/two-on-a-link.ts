/** Alice and bob in the network laboratory: alice's uplink is the narrow one, both ways. */
import type { Browser } from 'playwright-core';
import { randomBytes } from 'node:crypto';
import { mkdirSync, openSync, closeSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ALICE, BOB, type Look } from '../../emulator-tests/participants/cast.ts';
import { call, Participant } from '../../emulator-tests/participants/participant.ts';
import { recordConnections } from '../../emulator-tests/network/calls/connections.ts';
import { type ClientName, SITE_WITHOUT_RELAY_URL } from '../../emulator-tests/network/lab/addresses.ts';
import { Lab } from '../../emulator-tests/network/lab/lab.ts';
import type { Impairment } from '../../emulator-tests/network/lab/slow-link.ts';
import { browserAt } from '../../emulator-tests/network/lab-browser.ts';
import { startNetworkStack } from '../../emulator-tests/network/start-network-stack.ts';
import { launchBrowser } from '../../emulator-tests/support/browsers/browser.ts';
import { makeWav, makeY4m } from '../../emulator-tests/support/browsers/fake-media.ts';
import { runFolder } from '../../scripts/machine/paths.ts';
import { watchRoundTrips } from './counters.ts';

/** A picture that needs about 1 Mbit/s. */
const PICTURE = { width: 640, height: 360, fps: 15, seconds: 2, grain: 24 };
const MIB = 1024 * 1024;

export class TwoOnALink {
  readonly #lab: Lab;
  readonly #stop: () => Promise<void>;
  readonly #browsers: Readonly<Record<ClientName, Browser>>;

  private constructor(lab: Lab, browsers: Readonly<Record<ClientName, Browser>>, stop: () => Promise<void>) {
    this.#lab = lab;
    this.#browsers = browsers;
    this.#stop = stop;
  }

  static async build(): Promise<TwoOnALink> {
    const { told, stop } = await startNetworkStack();
    const { web, auth, firestore, functions } = told.ports;
    const lab = await Lab.build({
      secret: told.secret, impairable: ['a'], doors: { web, webWithoutRelay: told.portWithoutRelay, auth, firestore, functions },
    });
    const launch = ({ rgb, hz }: Look, client: ClientName): Promise<Browser> =>
      launchBrowser({ fakeVideoFile: makeY4m({ rgb, ...PICTURE }), fakeAudioFile: makeWav({ hz }), ...browserAt(lab.client(client)) });
    return new TwoOnALink(lab, { a: await launch(ALICE, 'a'), b: await launch(BOB, 'b') }, stop);
  }

  /** A call of its own, in fresh contexts, on a link that is narrow once they talk. */
  async inCall<T>(link: Impairment, action: (alice: Participant, bob: Participant) => Promise<T>): Promise<T> {
    const [alice, bob] = [await this.#enter('a', 'alice'), await this.#enter('b', 'bob')];
    try {
      await call(alice, bob);
      await Promise.all([alice, bob].map((who) => who.page.evaluate(watchRoundTrips)));
      await Promise.all([alice, bob].map((who) => who.page.getByRole('button', { name: /^Open chat/ }).click()));
      this.#lab.impair('a', link);
      return await action(alice, bob);
    } finally {
      this.#lab.reset();
      await Promise.all([alice, bob].map(({ context }) => context.close()));
    }
  }

  async remove(): Promise<void> {
    await Promise.all(Object.values(this.#browsers).map((browser) => browser.close()));
    await this.#lab.remove();
    await this.#stop();
  }

  async #enter(client: ClientName, name: string): Promise<Participant> {
    const context = await this.#browsers[client].newContext({ locale: 'en', viewport: { width: 1_000, height: 640 } });
    await context.addInitScript(recordConnections);
    // A dialog of the system, which no program can answer: an input stands in its place.
    await context.addInitScript(() => {
      Reflect.deleteProperty(globalThis, 'showOpenFilePicker');
    });
    return Participant.enter(name, context, SITE_WITHOUT_RELAY_URL);
  }
}

/** Alice sends a file that lasts longer than the measurement; this resolves once its first bytes are there. */
export async function beginTransfer(alice: Participant, bob: Participant): Promise<void> {
  const choosing = alice.page.waitForEvent('filechooser');
  await alice.clicks('Send files');
  await (await choosing).setFiles(largeFile());
  await bob.clicks('Accept large.bin');
}

/** On disk, since playwright refuses to carry more than 50 MB by itself. */
function largeFile(): string {
  const folder = join(runFolder(), 'files');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'large.bin');
  const file = openSync(path, 'w');
  for (let written = 0; written < 256; written++) writeSync(file, randomBytes(MIB));
  closeSync(file);
  return path;
}
