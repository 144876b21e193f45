/**
 * Files between two pages in a storm: connections are lost and replaced, one side alone misses a frame, pages are reloaded, people accept,
 * decline, pause, resume, cancel and try again, a byte is flipped. In the end both connect and undo what they have paused; then each
 * file has one outcome, the same on both sides. Or the call ends in the storm; then each side knows of each file that it has ended.
 */
import { contained, uncaught } from '../../../base/contained.ts';
import { Seeded } from '../../../call/testing/simulator/seeded.ts';
import type { OwnBytes } from '../../../base/bytes.ts';
import { BLOCK_BYTES, MAX_CHUNK_BYTES } from '../sizes.ts';
import { MAX_RUNNING } from '../state/phases.ts';
import type { TransferView } from '../transfer-view.ts';
import { Pages } from './pages.ts';
import { madeUp } from './store-contract.ts';

const STEPS = 25;
/** One for all schedules: making bytes up costs more than a schedule. */
const BYTES = madeUp(3 * BLOCK_BYTES);
const SIZES = [0, 1, MAX_CHUNK_BYTES, 3 * MAX_CHUNK_BYTES + 5, BLOCK_BYTES, BLOCK_BYTES + 1, 2 * BLOCK_BYTES + 9] as const;

type End = 'done' | 'declined' | 'cancelled' | 'failed';

export async function runFileStorms(seeds: readonly number[]): Promise<{ readonly failures: readonly string[]; readonly summary: string }> {
  const failures: string[] = [];
  const ends: Record<End, number> = { done: 0, declined: 0, cancelled: 0, failed: 0 };
  for (const seed of seeds) {
    try {
      for (const end of await new FileStorm(seed).run()) ends[end]++;
    } catch (error) {
      failures.push(`SEED=${seed}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { failures, summary: `${seeds.length} schedules of files: ${Object.entries(ends).map(([end, count]) => `${count} ${end}`).join(', ')}` };
}

class FileStorm {
  readonly #random: Seeded;
  readonly #pages: Pages;
  readonly #sizes: readonly number[];
  #isCallOver = false;

  constructor(seed: number) {
    this.#random = new Seeded(seed);
    this.#pages = new Pages({ stores: [{ hasHandles: seed % 3 > 0, digest }, { digest }], random: () => this.#random.next(), stepMs: 15 });
    this.#sizes = Array.from({ length: this.#random.integer(1, 5) }, () => this.#random.pick(SIZES));
  }

  async run(): Promise<readonly End[]> {
    const pages = this.#pages;
    await pages.until(() => pages.wire.end(0).isFlowing);
    pages.sender.offer(this.#sizes.map((size, index) => ({ file: new File([BYTES.subarray(0, size)], `${index}`) })));
    for (let step = 0; step < STEPS; step++) {
      this.#act();
      for (let turn = this.#random.integer(0, 3); turn >= 0; turn--) await this.#step();
    }
    pages.wire.tamper = (frame) => frame;
    if (this.#random.chance(0.1)) this.#hangUp();
    else await pages.until(() => this.#calm());
    const ends = await Promise.all(this.#sizes.map((size, index) => this.#outcome(`${index}`, size)));
    await this.#leaveNothing();
    const [wrong] = pages.logged;
    if (wrong !== undefined) throw new Error(wrong);
    return ends.flatMap((end) => end ?? []);
  }

  async #step(): Promise<void> {
    await this.#pages.step();
    for (const { views } of [this.#pages.sender, this.#pages.receiver]) {
      if (views.filter(({ state }) => state.kind === 'running').length > MAX_RUNNING) throw new Error('too many run at once');
    }
  }

  #act(): void {
    const [random, pages] = [this.#random, this.#pages];
    const side = random.pick<0 | 1>([0, 1]);
    const page = side === 0 ? pages.sender : pages.receiver;
    const view = page.views[random.integer(0, Math.max(0, page.views.length - 1))];
    switch (random.integer(0, 12)) {
      case 0: return pages.wire.cut();
      case 1: return random.chance(0.4) ? pages.reload(side) : undefined;
      case 2: case 3: return pages.wire.isConnected ? undefined : pages.wire.connect();
      case 4: return view && page.pause(view.id);
      case 5: return view && page.resume(view.id);
      case 6: return view && random.chance(0.2) ? page.cancel(view.id) : undefined;
      case 7: return view && random.chance(0.2) ? page.decline(view.id) : undefined;
      case 8: pages.wire.tamper = this.#flipping(); return undefined;
      case 9: return view && page.retry(view.id);
      case 10: return pages.wire.blink(side);
      default: pages.receiver.acceptAll();
    }
  }

  #flipping(): (frame: Uint8Array) => Uint8Array {
    let isDue = this.#random.chance(0.3);
    return (frame) => {
      if (!isDue || frame.length < 12) return frame;
      isDue = false;
      return frame.with(11, (frame[11] ?? 0) ^ 1);
    };
  }

  /** What people would do who want their files. @returns whether nothing is left to do */
  #calm(): boolean {
    const { wire, sender, receiver } = this.#pages;
    if (!wire.isConnected) wire.connect();
    for (const { id, state } of receiver.views) {
      if (state.kind === 'offered') receiver.accept(id);
      if (state.kind === 'paused' && state.by === 'self') receiver.resume(id);
      if (state.kind === 'failed' && state.why === 'mismatch') receiver.retry(id);
    }
    for (const { id, name, state } of sender.views) {
      if (state.kind === 'paused' && state.by === 'self') sender.resume(id);
      if (state.kind === 'needs-file') contained(sender.provide(id, new File([BYTES.subarray(0, this.#sizes[Number(name)])], name)), uncaught);
    }
    const isQuiet = ([0, 1] as const).every((side) => wire.end(side).isFlowing && wire.end(side).unacknowledged.length === 0);
    return isQuiet && [sender, receiver].every(({ views }) => views.every(isSettled));
  }

  #hangUp(): void {
    this.#isCallOver = true;
    this.#pages.wire.hangUp();
    for (const { views } of [this.#pages.sender, this.#pages.receiver]) {
      if (!views.every(isOver)) throw new Error('a file outlives its call');
    }
  }

  /** A page that was reloaded remembers nothing of what was over before. */
  async #outcome(name: string, size: number): Promise<End | undefined> {
    const { sender, receiver } = this.#pages;
    const [sent, received] = [sender, receiver].map(({ views }) => views.find((view) => view.name === name));
    if (received?.state.kind === 'done') {
      const bytes = new Uint8Array(await ((await receiver.blob(received.id)) ?? new Blob(['none'])).arrayBuffer());
      if (Buffer.compare(bytes, BYTES.subarray(0, size)) !== 0) throw new Error(`${name} is done with other bytes`);
    }
    if (sent?.state.kind === 'done' && received?.state.kind !== 'done') throw new Error(`${name} is done for its sender alone`);
    const [one, other] = [sent, received].map((view) => view && { kind: view.state.kind, why: 'why' in view.state ? view.state.why : '' });
    // What was said last may be lost with the call; its sender is told that it is over.
    const isSame = this.#isCallOver || !one || !other || (one.kind === other.kind && one.why === other.why);
    if (!isSame) throw new Error(`${name}: ${JSON.stringify(sent?.state)} and ${JSON.stringify(received?.state)}`);
    const end = (received ?? sent)?.state.kind;
    return end === 'done' || end === 'declined' || end === 'cancelled' || end === 'failed' ? end : undefined;
  }

  async #leaveNothing(): Promise<void> {
    const { sender, receiver, clock, wire } = this.#pages;
    wire.cut();
    const ended = Promise.all([sender, receiver].map((page) => page.end()));
    await clock.advance(1_000);
    await ended;
    if (clock.pending > 0) throw new Error(`${clock.pending} timers are left`);
  }
}

const isOver = ({ state }: TransferView): boolean => state.kind === 'done' || state.kind === 'declined' || state.kind === 'cancelled' || state.kind === 'failed';

/** A mismatch is tried again. */
const isSettled = (view: TransferView): boolean => isOver(view) && !(view.state.kind === 'failed' && view.state.why === 'mismatch');

/** As good as a digest for what a storm does, and quick: length, and the first byte of each chunk, which is the one that flips. */
function digest(bytes: OwnBytes): OwnBytes {
  const sampled = new Uint8Array(32);
  new DataView(sampled.buffer).setUint32(0, bytes.length);
  for (let at = 0; at < bytes.length; at += MAX_CHUNK_BYTES) {
    const place = 4 + ((at / MAX_CHUNK_BYTES) % 28);
    sampled[place] = ((sampled[place] ?? 0) * 31 + (bytes[at] ?? 0) + at) & 255;
  }
  return sampled;
}
