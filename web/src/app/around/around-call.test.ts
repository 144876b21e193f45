import { expect, it } from 'vitest';
import { silentLogger } from '../../../../engine/src/base/logger.ts';
import { settle } from '../../../../engine/src/base/testing/manual-clock.ts';
import { Scope } from '../../../../engine/src/base/scope.ts';
import type { CallState, Exchange } from '../../../../engine/src/call/machine/state.ts';
import { AroundCall, type Follower } from './around-call.ts';

const exchange: Exchange = { round: 1, answeredRound: 0, requestedRound: 0, announcedRound: 0, isAttempting: false, hint: 'none', isOnline: true };
const PREPARING: CallState = { phase: 'preparing', role: 'caller', resumes: false, isJoining: false, exchange };
const RINGING: CallState = { phase: 'ringing', role: 'caller', exchange };
const CONNECTING: CallState = { phase: 'connecting', role: 'callee', exchange, firstRound: 1 };
const CONNECTED: CallState = { phase: 'connected', role: 'callee', exchange, since: 0, isInterrupted: false };
const ENDED: CallState = { phase: 'ended', reason: 'you-hung-up' };

class Heard implements Follower {
  readonly phases: string[] = [];
  follow({ phase }: CallState): void {
    this.phases.push(phase);
  }
}

it('is loaded when alice begins to wait, and told what it has missed, each phase once', async () => {
  const heard = new Heard();
  let loads = 0;
  const around = new AroundCall(new Scope(), silentLogger, async () => {
    loads++;
    await settle();
    return heard;
  });
  for (const state of [PREPARING, PREPARING]) around.follow(state);
  expect(loads).toBe(0);
  for (const state of [RINGING, CONNECTING, CONNECTED]) around.follow(state);
  await settle();
  await settle();
  around.follow(ENDED);
  expect([loads, ...heard.phases]).toEqual([1, 'preparing', 'ringing', 'connecting', 'connected', 'ended']);
});

it('is not loaded while bob, who has joined, is connecting', async () => {
  const heard = new Heard();
  const around = new AroundCall(new Scope(), silentLogger, async () => heard);
  around.follow(CONNECTING);
  await settle();
  expect(heard.phases).toEqual([]);
  around.follow(CONNECTED);
  await settle();
  expect(heard.phases).toEqual(['connecting', 'connected']);
});

it('is loaded for bob, who has sent a reply by hand, while he still waits for it to be pasted', async () => {
  const heard = new Heard();
  const around = new AroundCall(new Scope(), silentLogger, async () => heard);
  around.follow(CONNECTING, false);
  around.follow(CONNECTING, true);
  await settle();
  expect(heard.phases).toEqual(['connecting', 'connecting']);
});

it('that can’t be loaded costs the call nothing, and is tried again at the next change', async () => {
  const heard = new Heard();
  let isThere = false;
  const around = new AroundCall(new Scope(), silentLogger, async () => {
    if (!isThere) throw new TypeError('Failed to fetch dynamically imported module');
    return heard;
  });
  around.follow(RINGING);
  await settle();
  isThere = true;
  around.follow(CONNECTED);
  await settle();
  expect(heard.phases).toEqual(['ringing', 'connected']);
});

it('that comes when the screen is gone is told nothing', async () => {
  const heard = new Heard();
  const scope = new Scope();
  const around = new AroundCall(scope, silentLogger, async () => heard);
  around.follow(RINGING);
  scope.end();
  await settle();
  expect(heard.phases).toEqual([]);
});
