/** Chunks of the files that run go out in turns, one each, as fast as the pacer and the channel let them. */
import type { Clock } from '../../../base/clock.ts';
import type { PathMeasure } from '../../participant-channel.ts';
import { Pacer } from '../pace/pacer.ts';
import { formatMark } from '../wire/frames.ts';
import type { OutgoingItem } from './outgoing-item.ts';
import type { OutgoingRun } from './outgoing-run.ts';

export interface SendingPorts {
  readonly clock: Clock;
  readonly sendRaw: (frame: Uint8Array) => boolean;
  readonly path: () => PathMeasure | undefined;
}

interface NextChunk {
  readonly item: OutgoingItem;
  readonly run: OutgoingRun;
  readonly frame: Uint8Array;
  readonly length: number;
}

export class SendingTurns {
  readonly #ports: SendingPorts;
  readonly #pacer = new Pacer();
  readonly #running: () => Iterable<OutgoingItem>;
  #isFlowing = false;
  #cancelWait: (() => void) | undefined;
  /** The run that is next in turn. */
  #turn = 0;

  constructor(ports: SendingPorts, running: () => Iterable<OutgoingItem>) {
    this.#ports = ports;
    this.#running = running;
  }

  flow(isFlowing: boolean): void {
    this.#isFlowing = isFlowing;
    // Marks that were on their way are lost with the connection, and the next one has another path.
    if (!isFlowing) this.#pacer.reset();
    this.pump();
  }

  /** The other side has sent a mark back. */
  markBack(number: number): void {
    this.#pacer.markBack(number, this.#ports.clock.elapsed());
    this.pump();
  }

  /** The channel has room, or a block has been read or verified. */
  pump(): void {
    this.end();
    while (this.#isFlowing) {
      const now = this.#ports.clock.elapsed();
      this.#pacer.observe(this.#ports.path(), now);
      const next = this.#next();
      if (!next || !this.#mark(now)) return;
      const waitMs = this.#pacer.waitMs(next.length, now);
      if (waitMs > 0) {
        this.#cancelWait = this.#ports.clock.after(waitMs, () => this.pump());
        return;
      }
      if (!this.#ports.sendRaw(next.frame)) return;
      this.#turn++;
      this.#pacer.sent(next.length);
      next.item.meter?.add(next.length, now);
      next.run.sent(next.length);
    }
  }

  /** No timer is left; `pump` begins again. */
  end(): void {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
  }

  /** @returns false where the channel has no room for a mark that is due */
  #mark(now: number): boolean {
    const number = this.#pacer.nextMark(now);
    if (number === undefined) return true;
    const isSent = this.#ports.sendRaw(formatMark({ number, isBack: false }));
    if (isSent) this.#pacer.markSent(number, now);
    return isSent;
  }

  #next(): NextChunk | undefined {
    const items = [...this.#running()];
    for (let step = 0; step < items.length; step++) {
      const item = items[(this.#turn + step) % items.length];
      const chunk = item?.run?.next(this.#pacer.chunkBytes);
      if (item?.run && chunk) {
        this.#turn += step;
        return { item, run: item.run, ...chunk };
      }
    }
    return undefined;
  }
}
