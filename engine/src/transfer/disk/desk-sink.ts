/** A file that is being received, as the page has it; see received-file.ts for what becomes of its blocks. */
import type { OwnBytes } from '../../base/bytes.ts';
import { freedBytes } from '../../base/freed-bytes.ts';
import type { FileSink, Outcome, SinkFailure } from '../files/ports.ts';
import { BlockBuffer } from './block-buffer.ts';
import type { Desk } from './worker-calls.ts';

const NOT_STORED = { kind: 'failed', why: 'not-stored' } as const;

export class DeskSink implements FileSink {
  readonly #desk: Desk;
  readonly #id: string;
  readonly #buffer: BlockBuffer;
  readonly #onRemoved: () => void;
  #verifiedBytes: number;
  #isFinished = false;

  /** @param verifiedBytes what is stored of it */
  constructor(desk: Desk, file: { readonly id: string; readonly size: number; readonly verifiedBytes: number }, onRemoved: () => void) {
    this.#desk = desk;
    this.#id = file.id;
    this.#buffer = new BlockBuffer(file.size, file.verifiedBytes);
    this.#verifiedBytes = file.verifiedBytes;
    this.#onRemoved = onRemoved;
  }

  get verifiedBytes(): number {
    return this.#verifiedBytes;
  }

  async write(offset: number, bytes: Uint8Array): Promise<Outcome<undefined, SinkFailure>> {
    const isTaken = this.#buffer.add(offset, bytes);
    freedBytes.free(bytes);
    return isTaken ? { kind: 'ok', value: undefined } : NOT_STORED;
  }

  async verify(digest: Uint8Array): Promise<Outcome<'verified' | 'mismatch', SinkFailure>> {
    const block = this.#buffer.take();
    if (!block) return NOT_STORED;
    const { length } = block;
    const taken = await this.#desk.call('take', { id: this.#id, block, digest: new Uint8Array(digest) }, [block.buffer]).catch(() => undefined);
    if (taken) this.#buffer.reuse(taken.block);
    const answer = taken?.outcome ?? NOT_STORED;
    if (answer.kind === 'ok' && answer.value === 'verified') this.#verifiedBytes += length;
    // What the block held is not here any more: it has to come again.
    else this.#buffer.restart(this.#verifiedBytes);
    return answer;
  }

  async rewind(): Promise<void> {
    this.#buffer.restart(this.#verifiedBytes);
  }

  async finish(): Promise<Outcome<OwnBytes, SinkFailure>> {
    const answer = await this.#desk.call('finishReceived', { id: this.#id }).catch(() => NOT_STORED);
    this.#isFinished = answer.kind === 'ok';
    // A file that is whole needs no memory any more.
    this.#buffer.restart(this.#verifiedBytes);
    return answer;
  }

  async blob(): Promise<Blob | undefined> {
    return this.#isFinished ? this.#desk.call('received', { id: this.#id }).catch(() => undefined) : undefined;
  }

  async remove(): Promise<void> {
    this.#buffer.restart(0);
    this.#verifiedBytes = 0;
    this.#isFinished = false;
    await this.#desk.call('remove', { ids: [this.#id] }).catch(() => {});
    this.#onRemoved();
  }

  close(): void {
    this.#desk.call('closeReceived', { id: this.#id }).catch(() => {});
  }
}
