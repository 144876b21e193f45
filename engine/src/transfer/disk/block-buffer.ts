/** Pieces of a file that have come and are not verified, put together in blocks. */
import type { OwnBytes } from '../../base/bytes.ts';
import { BLOCK_BYTES } from '../files/ports.ts';

/** 16 MiB: a sender that sends further ahead of its digests breaks the protocol, and would fill the memory. */
const MAX_AHEAD_BLOCKS = 16;

/** A window's worth. */
const MAX_SPARE_BLOCKS = 4;

export class BlockBuffer {
  readonly #size: number;
  readonly #spare: OwnBytes[] = [];
  /** Each full but the last. */
  #blocks: OwnBytes[] = [];
  /** Offset of the first block. */
  #from: number;
  /** Offset of the end of what has come. */
  #end: number;

  constructor(size: number, from: number) {
    this.#size = size;
    this.#from = from;
    this.#end = from;
  }

  /** @returns false for bytes that are not at the end, or are too many */
  add(offset: number, bytes: Uint8Array): boolean {
    const isTooFar = offset + bytes.length > Math.min(this.#size, this.#from + MAX_AHEAD_BLOCKS * BLOCK_BYTES);
    if (offset !== this.#end || isTooFar) return false;
    for (let done = 0; done < bytes.length;) {
      const [index, at] = [Math.floor((this.#end - this.#from) / BLOCK_BYTES), (this.#end - this.#from) % BLOCK_BYTES];
      const block = this.#blocks[index] ?? this.#memory(Math.min(BLOCK_BYTES, this.#size - this.#end));
      this.#blocks[index] = block;
      const piece = bytes.subarray(done, done + block.length - at);
      block.set(piece, at);
      done += piece.length;
      this.#end += piece.length;
    }
    return true;
  }

  /** Takes the first block out. @returns undefined while it is not whole */
  take(): OwnBytes | undefined {
    const [block] = this.#blocks;
    if (!block || this.#end - this.#from < block.length) return undefined;
    this.#blocks = this.#blocks.slice(1);
    this.#from += block.length;
    return block;
  }

  /**
   * The memory of a block that was taken out, for one to come. Left to the collector, a worker's blocks stand for a long time: it
   * does not count what the browser's own objects hold of them.
   */
  reuse(block: OwnBytes): void {
    if (block.length === BLOCK_BYTES && this.#spare.length < MAX_SPARE_BLOCKS) this.#spare.push(block);
  }

  #memory(length: number): OwnBytes {
    return (length === BLOCK_BYTES ? this.#spare.pop() : undefined) ?? new Uint8Array(length);
  }

  /** Forgets all that has come, and lets its memory go. @param from where the next piece begins */
  restart(from: number): void {
    this.#spare.length = 0;
    this.#blocks = [];
    this.#from = from;
    this.#end = from;
  }
}
