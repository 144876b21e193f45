/** Participants each of whom meets a Firestore of their own that fails when told to. */
import type { Cast } from '../browser/cast.ts';
import type { Participant } from '../browser/participant.ts';
import { throughPort } from '../browser/wire-meter/through.ts';
import { FaultyProxy } from './faulty-proxy.ts';

export class BadDays {
  readonly #cast: Cast;
  readonly #proxies: FaultyProxy[] = [];

  constructor(cast: Cast) {
    this.#cast = cast;
  }

  async alice(): Promise<readonly [Participant, FaultyProxy]> {
    return this.#behind(await this.#cast.alice());
  }

  async bob(): Promise<readonly [Participant, FaultyProxy]> {
    return this.#behind(await this.#cast.bob());
  }

  async pass(): Promise<void> {
    await this.#cast.goHome();
    await Promise.all(this.#proxies.splice(0).map((proxy) => proxy.close()));
  }

  async #behind(who: Participant): Promise<readonly [Participant, FaultyProxy]> {
    const proxy = await FaultyProxy.start(this.#cast.stack.ports.firestore);
    this.#proxies.push(proxy);
    return [await throughPort(who, this.#cast.stack, proxy.port), proxy];
  }
}

/** Real time: what is tested here is how long others wait. */
export function pass(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
