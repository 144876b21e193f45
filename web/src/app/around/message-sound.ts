import { type Clock, contained, uncaught } from 'firelink/base';
import type { Chime } from './chime.ts';

/** A burst of messages is one sound. */
const SILENT_MS = 10_000;

/** The sound of a message that the person does not see. */
export class MessageSound {
  readonly #chime: Pick<Chime, 'ring'>;
  readonly #clock: Pick<Clock, 'elapsed'>;
  #rungAt = -Infinity;

  constructor(chime: Pick<Chime, 'ring'>, clock: Pick<Clock, 'elapsed'>) {
    this.#chime = chime;
    this.#clock = clock;
  }

  hear(): void {
    const now = this.#clock.elapsed();
    if (now - this.#rungAt < SILENT_MS) return;
    this.#rungAt = now;
    contained(this.#chime.ring(), uncaught);
  }
}
