/**
 * Memory given back before the collector comes. It sees the small object on top of a buffer, and lets some 64 MiB of buffers gather before
 * it looks: more than a phone's tab can spare. What is sent to a port that has been closed is gone at once, and its memory with it.
 *
 * `ArrayBuffer.transfer(0)` does not do it: Chromium's own object keeps the memory, and the collector is told that it is free.
 */

/** Giving back has its price for each time, whatever the size. */
const GATHERED_BYTES = 1024 * 1024;

/** One a page: what is not a MiB yet waits for what other files leave. */
export class FreedBytes {
  readonly #buffers = new Set<ArrayBuffer>();
  #bytes = 0;

  /** The bytes, and all that shares their buffer, are not used any more. */
  free({ buffer }: Uint8Array): void {
    if (!(buffer instanceof ArrayBuffer) || this.#buffers.has(buffer)) return;
    this.#buffers.add(buffer);
    this.#bytes += buffer.byteLength;
    if (this.#bytes < GATHERED_BYTES) return;
    const { port1, port2 } = new MessageChannel();
    port2.close();
    // What has been transferred elsewhere has no bytes any more, and would be refused.
    port1.postMessage(undefined, [...this.#buffers].filter(({ byteLength }) => byteLength > 0));
    // A browser that has kept the message for the other end lets go of it now.
    port1.close();
    this.#buffers.clear();
    this.#bytes = 0;
  }
}

export const freedBytes = new FreedBytes();
