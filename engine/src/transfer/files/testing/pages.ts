/** Two pages with a Transfers each, over a wire, each with a store that outlives its page. */
import { contained, uncaught } from '../../../base/contained.ts';
import { silentLogger, type Logger } from '../../../base/logger.ts';
import { ManualClock, settle } from '../../../base/testing/manual-clock.ts';
import { Transfers } from '../transfers.ts';
import type { TransferView } from '../transfer-view.ts';
import { MemoryStore, type MemoryStoreOptions } from './memory-store.ts';
import { RealWork } from './real-work.ts';
import { Wire } from './wire.ts';

/** Steps of virtual time until something that never comes is missed. */
const MAX_STEPS = 20_000;

export class Pages {
  readonly clock = new ManualClock();
  readonly wire: Wire;
  readonly stores: [MemoryStore, MemoryStore];
  readonly logged: string[] = [];
  readonly #transfers: [Transfers, Transfers];
  readonly #random: () => number;
  readonly #stepMs: number;
  readonly #work = new RealWork();
  #nextInstance = 1;

  constructor(options: { readonly stores?: readonly [MemoryStoreOptions, MemoryStoreOptions]; readonly stepMs?: number; readonly random?: () => number } = {}) {
    this.wire = new Wire(this.clock);
    this.#stepMs = options.stepMs ?? 20;
    this.#random = options.random ?? (() => 0.5);
    const [one, other] = options.stores ?? [{}, {}];
    this.stores = [new MemoryStore({ ...one, work: this.#work }), new MemoryStore({ ...other, work: this.#work })];
    this.#transfers = [this.#page(0), this.#page(1)];
    this.wire.connect();
  }

  get sender(): Transfers {
    return this.#transfers[0];
  }

  get receiver(): Transfers {
    return this.#transfers[1];
  }

  /** Another page in the same tab; connected again by `wire.connect`. */
  reload(side: 0 | 1): void {
    this.wire.reload(side);
    this.stores[side] = this.stores[side].reloaded();
    // Nothing of it is stored or said any more; its timers are gone with it.
    contained(this.#transfers[side].end(), uncaught);
    this.#transfers[side] = this.#page(side);
  }

  /** @throws where it never becomes true */
  async until(isTrue: () => boolean): Promise<void> {
    for (let step = 0; step < MAX_STEPS; step++) {
      if (isTrue()) return;
      await this.step();
    }
    throw new Error(`it never came: ${JSON.stringify([this.sender.views, this.receiver.views].map((views) => views.slice(0, 5)))}`);
  }

  /** Blobs are read between two steps, while virtual time stands still. */
  async step(): Promise<void> {
    await this.clock.advance(this.#stepMs);
    await this.#work.idle(settle);
  }

  async untilState(kind: TransferView['state']['kind'], index = 0): Promise<void> {
    await this.until(() => [this.sender, this.receiver].every(({ views }) => views[index]?.state.kind === kind));
  }

  /** Offers it, and waits until the receiver sees it. */
  async offer(...files: readonly File[]): Promise<string> {
    this.sender.offer(files.map((file) => ({ file })));
    await this.until(() => this.receiver.views.length >= files.length);
    return this.receiver.views.at(-files.length)?.id ?? '';
  }

  #page(side: 0 | 1): Transfers {
    const logger: Logger = { log: (_level, message, error) => this.logged.push(`${message}: ${String(error)}`), part: () => silentLogger };
    const transfers = new Transfers({ clock: this.clock, logger, store: this.stores[side], randomBytes: (length) => this.#randomBytes(length) });
    transfers.attach('other', this.wire.end(side));
    return transfers;
  }

  #randomBytes(length: number): Uint8Array {
    const instance = this.#nextInstance++;
    return Uint8Array.from({ length }, (_, index) => (index === 0 ? instance % 256 : index === 1 ? instance >> 8 : Math.floor(this.#random() * 256)));
  }
}
