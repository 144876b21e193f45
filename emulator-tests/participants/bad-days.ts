/** Participants each of whom meets a Firestore of their own that fails when told to. */
import type { Cast } from './cast.ts';
import type { Participant } from './participant.ts';
import { throughPort } from '../browser/wire-meter/through.ts';
import { Faults } from '../support/proxy/faults.ts';
import { type Proxy, startProxy } from '../support/proxy/proxy.ts';

export class BadDays {
  readonly #cast: Cast;
  readonly #proxies: Proxy[] = [];

  constructor(cast: Cast) {
    this.#cast = cast;
  }

  /** @param settings fields of the configuration's `firelink` that are hers */
  async alice(settings: Readonly<Record<string, unknown>> = {}): Promise<readonly [Participant, Faults]> {
    return this.#behind(await this.#cast.alice(), settings);
  }

  async bob(): Promise<readonly [Participant, Faults]> {
    return this.#behind(await this.#cast.bob());
  }

  async pass(): Promise<void> {
    await this.#cast.goHome();
    await Promise.all(this.#proxies.splice(0).map((proxy) => proxy.close()));
  }

  async #behind(who: Participant, settings: Readonly<Record<string, unknown>> = {}): Promise<readonly [Participant, Faults]> {
    const faults = new Faults();
    const proxy = await startProxy(this.#cast.stack.ports.firestore, faults);
    this.#proxies.push(proxy);
    return [await throughPort(who, this.#cast.stack, proxy.port, settings), faults];
  }
}
