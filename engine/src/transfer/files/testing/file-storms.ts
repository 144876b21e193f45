/**
 * Files between two pages in a storm: connections are lost and replaced, pages reloaded, people accept, decline, pause, resume and
 * cancel, a byte is flipped. In the end both connect and undo what they paused; then each file has one outcome on both sides.
 */
import { contained, uncaught } from '../../../base/contained.ts';
import { Seeded } from '../../../call/testing/simulator/seeded.ts';
import type { OwnBytes } from '../../../base/bytes.ts';
import { BLOCK_BYTES } from '../ports.ts';
import type { TransferView } from '../transfer-view.ts';
import { Pages } from './pages.ts';
import { madeUp } from './store-contract.ts';

const STEPS = 25;
/** One for all schedules: making bytes up costs more than a schedule. */
const BYTES = madeUp(3 * BLOCK_BYTES);
const SIZES = [0, 1, 16_384, 50_000, BLOCK_BYTES, BLOCK_BYTES + 1, 2 * BLOCK_BYTES + 99] as const;

export async function runFileStorms(seeds: readonly number[]): Promise<{ readonly failures: readonly string[]; readonly summary: Readonly<Record<string, number>> }> {
  const failures: string[] = [];
  const summary = { schedules: 0, done: 0, declined: 0, cancelled: 0, failed: 0 };
  for (const seed of seeds) {
    try {
      for (const outcome of await storm(seed)) summary[outcome]++;
      summary.schedules++;
    } catch (error) {
      failures.push(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { failures, summary };
}

type End = 'done' | 'declined' | 'cancelled' | 'failed';

async function storm(seed: number): Promise<readonly End[]> {
  const random = new Seeded(seed);
  const pages = new Pages({ stores: [{ hasHandles: true, digest: sampled }, { digest: sampled }], random: () => random.next(), stepMs: 15 });
  await pages.until(() => pages.wire.end(0).isFlowing);
  const sizes = Array.from({ length: random.integer(1, 5) }, () => random.pick(SIZES));
  pages.sender.offer(sizes.map((size, index) => ({ file: new File([BYTES.subarray(0, size)], `${index}`) })));
  for (let step = 0; step < STEPS; step++) {
    act(random, pages);
    for (let turn = random.integer(0, 3); turn >= 0; turn--) await pages.step();
  }
  pages.wire.tamper = (frame) => frame;
  // What people would do who want their files.
  await pages.until(() => {
    if (!pages.wire.isConnected) pages.wire.connect();
    for (const { id, state } of pages.receiver.views) {
      if (state.kind === 'offered') pages.receiver.accept(id);
      if (state.kind === 'failed' && state.why === 'mismatch') pages.receiver.retry(id);
      if (state.kind === 'paused' && state.by === 'self') pages.receiver.resume(id);
    }
    for (const { id, state, name } of pages.sender.views) {
      if (state.kind === 'paused' && state.by === 'self') pages.sender.resume(id);
      // The receiver's page was reloaded, and has forgotten that it failed.
      if (state.kind === 'failed' && state.why === 'mismatch') pages.sender.retry(id);
      if (state.kind === 'needs-file') contained(pages.sender.provide(id, new File([BYTES.subarray(0, sizes[Number(name)])], name)), uncaught);
    }
    return isSettled(pages);
  });
  const [wrong] = pages.logged;
  if (wrong !== undefined) throw new Error(wrong);
  return Promise.all(sizes.map((size, index) => outcomeOf(pages, `${index}`, size)));
}

function act(random: Seeded, pages: Pages): void {
  const side = random.pick<0 | 1>([0, 1]);
  const page = side === 0 ? pages.sender : pages.receiver;
  const view = page.views[random.integer(0, Math.max(0, page.views.length - 1))];
  switch (random.integer(0, 11)) {
    case 0: return pages.wire.cut();
    case 1: return random.chance(0.4) ? pages.reload(side) : undefined;
    case 2: case 3: return pages.wire.isConnected ? undefined : pages.wire.connect();
    case 4: return view && page.pause(view.id);
    case 5: return view && page.resume(view.id);
    case 6: return view && random.chance(0.2) ? page.cancel(view.id) : undefined;
    case 7: return view && random.chance(0.2) ? page.decline(view.id) : undefined;
    case 8: pages.wire.tamper = flipping(random); return undefined;
    case 9: return view && page.retry(view.id);
    default: pages.receiver.acceptAll();
  }
}

function flipping(random: Seeded): (frame: Uint8Array) => Uint8Array {
  let isDue = random.chance(0.3);
  // The first byte of the bytes is one that the sampled digest sees.
  return (frame) => {
    if (!isDue || frame.length < 12) return frame;
    isDue = false;
    return frame.with(11, (frame[11] ?? 0) ^ 1);
  };
}

const isOver = ({ state }: TransferView): boolean => state.kind === 'done' || state.kind === 'declined' || state.kind === 'cancelled' || (state.kind === 'failed' && state.why !== 'mismatch');

/** A page that was reloaded remembers nothing of what was over before: what it has is over, too. */
function isSettled(pages: Pages): boolean {
  return pages.wire.end(0).isFlowing && pages.wire.end(1).isFlowing && [pages.sender, pages.receiver].every(({ views }) => views.every(isOver));
}

async function outcomeOf(pages: Pages, name: string, size: number): Promise<End> {
  const [sent, received] = [pages.sender, pages.receiver].map(({ views }) => views.find((view) => view.name === name));
  if (received?.state.kind === 'done') {
    const bytes = new Uint8Array(await ((await pages.receiver.blob(received.id)) ?? new Blob(['none'])).arrayBuffer());
    if (Buffer.compare(bytes, BYTES.subarray(0, size)) !== 0) throw new Error(`${name} is done with other bytes`);
  }
  // A page that was reloaded before it heard of an end has no offer of it any more, and says that it has vanished.
  const isVanished = received?.state.kind === 'failed' && received.state.why === 'vanished' && sent?.state.kind !== 'done';
  // Its sender has cancelled it while the last word of its receiver was on its way.
  const hasCrossed = sent?.state.kind === 'cancelled' && received !== undefined && isOver(received);
  if (sent && received && !isVanished && !hasCrossed && sent.state.kind !== received.state.kind) throw new Error(`${name}: ${JSON.stringify(sent.state)} and ${JSON.stringify(received.state)}`);
  if (sent?.state.kind === 'done' && !received) throw new Error(`${name} is done for its sender alone`);
  for (const { state } of [sent, received].flatMap((view) => view ?? [])) if (state.kind === 'failed' && state.why !== 'vanished') throw new Error(`${name} has failed: ${state.why}`);
  const kind = (received ?? sent)?.state.kind;
  return kind === 'done' || kind === 'declined' || kind === 'cancelled' ? kind : 'failed';
}

/** As good as a digest for what a storm does, and quick: length, and every 16,384th byte. */
function sampled(bytes: OwnBytes): OwnBytes {
  const digest = new Uint8Array(32);
  new DataView(digest.buffer).setUint32(0, bytes.length);
  for (let at = 0; at < bytes.length; at += 16_384) digest[4 + ((at / 16_384) % 28)] = ((digest[4 + ((at / 16_384) % 28)] ?? 0) * 31 + (bytes[at] ?? 0) + at) & 255;
  return digest;
}
