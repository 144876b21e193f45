/** Two tabs at one link in virtual time: real sessions over a store in memory, and presses at any time on either side. */
import { describe, expect, it } from 'vitest';
import type { CallId } from '#protocol/identifiers.ts';
import { delay } from '../../base/clock.ts';
import { RaisedHand } from '../../call/participant/raised-hand.ts';
import { NO_SCREEN } from '../../media/testing/no-screen.ts';
import { silentLogger } from '../../base/logger.ts';
import { memoryKeyValues } from '../../base/storage/testing/memory-key-values.ts';
import { chooseNextCall } from '../../call/ending/choose-next-call.ts';
import { Seeded } from '../../call/testing/simulator/seeded.ts';
import { World, type Page } from '../../call/testing/world.ts';
import { createCallId, createLinkSecret, MAX_NEXT_CALLS } from '../../signaling/link/call-link.ts';
import type { LinkSecret, NextCall } from '../../signaling/link/next-calls.ts';
import type { CallSeen } from '../../signaling/signal-channel.ts';
import { DataChannels } from './data-channels.ts';
import { LinkCall } from './link-call.ts';

/** One person's tab. */
class Tab {
  readonly calls: LinkCall;
  /** How long a request takes. */
  delayMs = 30;
  readonly #world: World;
  readonly #uid: string;
  readonly #next: readonly NextCall[];

  constructor(world: World, uid: string, { next, ...link }: LinkSecret & { readonly next: readonly NextCall[] }, isNew: boolean) {
    this.#world = world;
    this.#next = next;
    this.#uid = uid;
    const { clock } = world;
    this.calls = new LinkCall({
      link, address: '', dataChannels: new DataChannels(silentLogger), mediaChoice: { media: 'devices' }, isNew, opening: {}, clock, logger: silentLogger, storage: memoryKeyValues(),
      begin: ({ callId, secret, isNew: starts, opening, isJoinPressed, nextCall, onChange }) => {
        const page: Page = world.page(world.browser(uid), {}, { secret: secret.join(), ports: () => ({ callId, channel: this.#channel(callId), nextCall }) });
        const { session } = page;
        session.observe(onChange);
        if (starts) session.dispatch({ type: 'start' });
        else session.open(opening);
        if (isJoinPressed()) session.dispatch({ type: 'join' });
        return {
          get view() { return session.view; },
          isRunning: false,
          join: () => session.dispatch({ type: 'join' }),
          hangUp: () => session.dispatch({ type: 'hang-up' }),
          dispose: () => { if (session.state.phase !== 'ended') session.dispatch({ type: 'hang-up' }); },
          decline: () => {}, letSomebodyElseIn: () => {}, useMedia: () => {}, leave: () => false, screen: NO_SCREEN, hand: new RaisedHand({ tell: () => {}, onChange: () => {} }),
        };
      },
      // As search-next-call.ts does it; deriving takes real time, and there is none here.
      search: async ({ step, over }) => chooseNextCall(next, await this.#readCalls(), { uid, step, over, now: clock.now() }),
    });
  }

  get shown(): string {
    const { state } = this.calls.view;
    return state.phase === 'ended' ? state.reason : state.phase;
  }

  /** Presses each button on the way to another call. */
  presses(): void {
    this.calls.callAgain();
  }

  hangsUp(): void {
    this.calls.hangUp();
  }

  #channel(callId: CallId): ReturnType<World['store']['channel']> {
    return this.#world.store.channel(callId, this.#uid);
  }

  async #readCalls(): Promise<readonly CallSeen[]> {
    const { clock, store } = this.#world;
    await delay(clock, this.delayMs);
    const seen = this.#next.map(({ callId }): CallSeen => {
      const { document } = store.peek(callId);
      return document ? { kind: 'present', call: document } : { kind: 'missing' };
    });
    await delay(clock, this.delayMs);
    return seen;
  }
}

async function talking() {
  const world = new World();
  const secrets = (): LinkSecret => ({ callId: createCallId(), secret: createLinkSecret() });
  const link = { ...secrets(), next: Array.from({ length: MAX_NEXT_CALLS }, (_, index) => ({ step: index + 1, ...secrets() })) };
  const alice = new Tab(world, 'alice', link, true);
  await world.run(1_000);
  const bob = new Tab(world, 'bob', link, false);
  bob.calls.join();
  await world.run(3_000);
  expect([alice.shown, bob.shown]).toEqual(['connected', 'connected']);
  return { world, alice, bob, link };
}

function deleteEnded({ store }: World, calls: readonly NextCall[]): void {
  for (const { callId } of calls) if (store.peek(callId).document?.ended) store.put({ callId, batches: { caller: [], callee: [] } });
}

describe('two who have talked', () => {
  it('meet eight times more with the same link', async () => {
    const { world, alice, bob } = await talking();
    for (let time = 1; time <= 8; time++) {
      (time % 2 ? alice : bob).hangsUp();
      await world.run(1_000);
      (time % 3 ? alice : bob).presses();
      await world.run(time * 300);
      (time % 3 ? bob : alice).presses();
      await world.run(5_000);
      expect([time, alice.shown, bob.shown]).toEqual([time, 'connected', 'connected']);
    }
    alice.hangsUp();
    await world.run(1_000);
    expect([alice.calls.canCallAgain, bob.calls.canCallAgain]).toEqual([false, false]);
  });

  it('are not called again by a page that has turned to something else', async () => {
    const { world, alice } = await talking();
    alice.hangsUp();
    await world.run(1_000);
    expect(alice.calls.canCallAgain).toBe(true);
    alice.calls.dispose();
    alice.presses();
    expect(alice.calls.isCallingAgain).toBe(false);
  });

  it('meet whenever each of them presses, gives up and presses again, whatever requests take', async () => {
    let pressesMore = 0;
    for (let seed = 1; seed <= 500; seed++) {
      const random = new Seeded(seed);
      const { world, alice, bob, link } = await talking();
      const both = [alice, bob];
      for (const tab of both) tab.delayMs = random.integer(0, 400);
      alice.hangsUp();
      await world.run(random.integer(0, 1_500));
      // Some give up once, before the two press in earnest.
      if (random.chance(0.5)) {
        const first = random.chance(0.5) ? alice : bob;
        first.presses();
        await world.run(random.integer(0, 3_000));
        if (first.shown === 'ringing') first.hangsUp();
        await world.run(random.integer(0, 1_500));
        // What is over is deleted, and may go between the one's look and the other's.
        if (random.chance(0.7)) world.clock.after(random.integer(0, 1_200), () => deleteEnded(world, link.next));
      }
      for (const tab of random.chance(0.5) ? both : both.toReversed()) {
        tab.presses();
        await world.run(random.chance(0.7) ? random.integer(0, 800) : 0);
      }
      await world.run(12_000);
      const isMet = (): boolean => both.every(({ shown }) => shown === 'connected');
      if (!isMet()) {
        // A side that entered a call at its end is told so, and presses once more.
        for (const tab of both) tab.presses();
        await world.run(12_000);
        expect([seed, ...both.map(({ shown }) => shown)]).toEqual([seed, 'connected', 'connected']);
        pressesMore++;
      }
    }
    expect(pressesMore).toBeLessThan(10);
  }, 60_000);
});
