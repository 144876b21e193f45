/** What the tries of all cells share: made when the first one needs it, put in order after each, ended with the last. */
import type { Page } from 'playwright-core';
import { sharedStack, type SharedStack } from '../support/stacks/shared-stack.ts';
import { Cast } from '../participants/cast.ts';
import { LabCast, type Site } from '../network/lab-cast.ts';
import type { Lab } from '../network/lab/lab.ts';
import { buildLab, type NetworkStack } from '../network/network-stack.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import { warmUp, type Two } from '../survival/moments.ts';
import { pass } from '../survival/observe.ts';
import { enterTwo, leaveTwo, restTwo } from '../survival/two.ts';
import type { Span } from '../survival/browser-user.ts';
import { watchForFull } from './full-watch.ts';
import { LagWatch } from './lag.ts';

interface Ground {
  readonly made: Promise<unknown>;
  /** After each try. */
  readonly tidy: () => Promise<unknown>;
  readonly end: () => Promise<unknown>;
}

export interface LabAndStack {
  readonly lab: Lab;
  readonly stack: NetworkStack;
}

export class Grounds {
  readonly lag = new LagWatch();
  readonly #grounds = new Map<string, Ground>();
  readonly #untruths: string[] = [];

  /** How late its timers come, and whether it tells a party that the call is full. @param stops when its browser was stopped on purpose */
  async watch(page: Page, stops?: () => readonly Span[]): Promise<void> {
    await this.lag.watch(page, stops);
    await watchForFull(page, (text) => this.note(`a party is told: ${text}`));
  }

  /** Untruths that a try has found, and that count whatever becomes of the rest of it. */
  note(...untruths: readonly string[]): void {
    this.#untruths.push(...untruths);
  }

  /** All that were noted since they were last taken. */
  takeUntruths(): readonly string[] {
    return this.#untruths.splice(0);
  }

  /** What `make` makes, once. */
  get<T>(name: string, make: () => Promise<T>, tidy: (made: T) => unknown, end: (made: T) => unknown): Promise<T> {
    const before = this.#grounds.get(name);
    if (before) return before.made as Promise<T>;
    const made = make();
    this.#grounds.set(name, { made, tidy: async () => tidy(await made), end: async () => end(await made) });
    return made;
  }

  site(): Promise<SharedStack> {
    return sharedStack();
  }

  /** Two people with browsers of their own, on loopback. */
  two(): Promise<Two> {
    const make = async (): Promise<Two> => {
      const two = await enterTwo(await this.site(), (page, whose) => this.watch(page, () => whose().stops));
      await warmUp(two);
      return two;
    };
    return this.get('two', make, restTwo, leaveTwo);
  }

  /** People who share browsers, on loopback. */
  cast(): Promise<Cast> {
    return this.get('cast', () => Cast.gather(undefined, ({ page }) => this.watch(page)), (cast) => cast.goHome(), (cast) => cast.disband());
  }

  lab(): Promise<LabAndStack> {
    return this.get('lab', () => buildLab(), ({ lab }) => lab.reset(), ({ lab }) => lab.remove());
  }

  /** Of which client a's link can be made slow. */
  slowLab(): Promise<LabAndStack> {
    return this.get('slow lab', () => buildLab({ impairable: ['a'] }), ({ lab }) => lab.reset(), ({ lab }) => lab.remove());
  }

  /** Alice and bob at the two homes, for one try. */
  async inLab<T>({ lab, stack }: LabAndStack, site: Site, action: (cast: LabCast) => Promise<T>): Promise<T> {
    const cast = await LabCast.gather(lab, stack, site, ({ page }) => this.watch(page));
    try {
      return await action(cast);
    } finally {
      await cast.disband();
    }
  }

  async tidy(): Promise<void> {
    await Promise.all([...this.#grounds.values()].map(({ tidy }) => tidy()));
  }

  /** After a try that left something in disorder: the next one makes all anew. */
  async clear(): Promise<void> {
    const grounds = [...this.#grounds.values()];
    this.#grounds.clear();
    const ended = Promise.allSettled(grounds.map(({ end }) => end()));
    // What hangs is ended with this process, by the reaper.
    await Promise.race([ended, pass(PATIENCE_MS)]);
  }

  async close(): Promise<void> {
    await this.clear();
    this.lag.end();
  }
}
