import { describe, expect, it } from 'vitest';
import { RaisedHand } from '../../call/participant/raised-hand.ts';
import { NO_SCREEN } from '../../media/testing/no-screen.ts';
import { silentLogger } from '../../base/logger.ts';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { memoryKeyValues } from '../../base/storage/testing/memory-key-values.ts';
import type { CallView } from '../../call/call-view.ts';
import type { NextCallChoice } from '../../call/ending/choose-next-call.ts';
import { NO_EXCHANGE } from '../../call/machine/exchange.ts';
import type { EndedReason } from '../../call/machine/reasons.ts';
import type { CallState } from '../../call/machine/state.ts';
import { createCallId, createLinkSecret } from '../../signaling/link/call-link.ts';
import type { NextCall } from '../../signaling/link/next-calls.ts';
import { NO_CALL } from '../../../../web/src/elements/shared/no-devices.ts';
import { DataChannels } from './data-channels.ts';
import { LinkCall, type LinkCallOptions } from './link-call.ts';
import type { Search } from './search-next-call.ts';

const RINGING: CallState = { phase: 'ringing', role: 'caller', exchange: NO_EXCHANGE };
const AT_THE_DOOR: CallState = { phase: 'answering', role: 'callee', exchange: NO_EXCHANGE, isReady: false, isJoining: false, isCallerAway: false, isOwnLink: true };
const RETURNING: CallState = {
  phase: 'returning', role: 'caller', exchange: NO_EXCHANGE, marked: 0,
  documentState: { kind: 'standing', seat: 'free', offerRound: 1, isOwnOffer: false, answerRound: 0, wanted: 0, isOtherAway: false, isOtherReturning: false },
};
const CONNECTED: CallState = { phase: 'connected', role: 'caller', exchange: NO_EXCHANGE, since: 0, isInterrupted: false };

/** A page at a link, whose calls do what the test says. */
class Tab {
  readonly clock = new ManualClock();
  readonly link = { callId: createCallId(), secret: createLinkSecret() };
  /** What has become of it, in order. */
  readonly story: string[] = [];
  readonly searches: Search[] = [];
  readonly storage = memoryKeyValues();
  /** What searches come to, one after the other. */
  choices: (NextCallChoice | Error)[] = [];
  /** Of the other side, as far as the call knows. */
  otherName: string | undefined;
  calls: LinkCall;
  #state: CallState = { phase: 'idle' };
  #given!: Parameters<LinkCallOptions['begin']>[0];

  constructor(isNew = true) {
    this.calls = this.open(isNew);
  }

  open(isNew = false): LinkCall {
    this.calls = new LinkCall({
      link: this.link, address: '', dataChannels: new DataChannels(silentLogger), mediaChoice: { media: 'devices' }, isNew, opening: {}, clock: this.clock, logger: silentLogger, storage: this.storage,
      begin: (given) => {
        this.story.push(given.isNew ? 'starts' : 'opens');
        this.#given = given;
        this.#state = { phase: 'preparing', role: given.isNew ? 'caller' : 'callee', resumes: false, isJoining: false, exchange: NO_EXCHANGE };
        if (given.isJoinPressed()) this.story.push('joins');
        const view = (): CallView => ({ ...NO_CALL, state: this.#state, remote: { ...NO_CALL.remote, ...(this.otherName !== undefined && { displayName: this.otherName }) } });
        return {
          get view(): CallView { return view(); },
          isRunning: false,
          join: () => this.story.push('joins'), hangUp: () => this.story.push('hangs up'), dispose: () => this.story.push('is left'),
          decline: () => {}, letSomebodyElseIn: () => {}, useMedia: () => {}, leave: () => false, screen: NO_SCREEN, hand: new RaisedHand({ tell: () => {}, onChange: () => {} }),
        };
      },
      search: async (search) => {
        this.searches.push(search);
        const choice = this.choices.shift();
        if (choice instanceof Error) throw choice;
        return choice ?? { kind: 'used-up' };
      },
    });
    return this.calls;
  }

  async becomes(state: CallState): Promise<void> {
    this.#state = state;
    this.#given.onChange();
    await this.clock.advance(0);
  }

  ends(reason: EndedReason): Promise<void> {
    return this.becomes({ phase: 'ended', reason });
  }

  /** The other side was there, and a value was sent. */
  async talks(): Promise<void> {
    await this.becomes(CONNECTED);
    this.#given.nextCall.offer();
  }

  async presses(): Promise<void> {
    this.calls.callAgain();
    await this.clock.advance(0);
  }

  get shown(): string {
    const { state } = this.calls.view;
    return `${state.phase === 'ended' ? state.reason : state.phase}${this.calls.canCallAgain ? ', Call again' : ''}`;
  }
}

const next = (step: number): NextCall => ({ step, callId: createCallId(), secret: createLinkSecret() });

describe('a link whose call is over', () => {
  it('has no next call where the two did not meet', async () => {
    const tab = new Tab();
    await tab.becomes(RINGING);
    await tab.ends('you-hung-up');
    expect(tab.shown).toBe('you-hung-up');
    await tab.presses();
    expect(tab.searches).toEqual([]);
  });

  it.each<EndedReason>(['you-hung-up', 'other-hung-up', 'other-left', 'expired', 'failed', 'unreachable'])('can be called again after %s', async (reason) => {
    const tab = new Tab();
    await tab.talks();
    expect(tab.shown).toBe('connected');
    await tab.ends(reason);
    expect(tab.shown).toBe(`${reason}, Call again`);
  });

  it.each<EndedReason>(['full', 'open-elsewhere', 'offline', 'unavailable', 'wrong-key'])('is not over for having ended with %s', async (reason) => {
    const tab = new Tab();
    await tab.talks();
    await tab.ends(reason);
    expect(tab.shown).toBe(reason);
  });
});

describe('a person who calls again', () => {
  async function talked(): Promise<Tab> {
    const tab = new Tab();
    await tab.talks();
    await tab.ends('you-hung-up');
    tab.story.length = 0;
    return tab;
  }

  it('starts the next call where the other one has not', async () => {
    const tab = await talked();
    tab.choices = [{ kind: 'start', call: next(1), skips: false }];
    tab.calls.callAgain();
    // Pressed once more meanwhile.
    tab.calls.callAgain();
    expect([tab.calls.isCallingAgain, tab.shown]).toEqual([true, 'you-hung-up, Call again']);
    await tab.clock.advance(0);
    expect([tab.story, tab.calls.isNext, tab.searches.map(({ step, over }) => [step, over])]).toEqual([['is left', 'starts'], true, [[0, 0]]]);
    await tab.becomes(RINGING);
    await tab.clock.advance(600_000);
    expect([tab.searches.length, tab.clock.pending]).toEqual([1, 0]);
  });

  it('waits in the next call for the person whose name the call before has told', async () => {
    const tab = new Tab();
    tab.otherName = 'Ana';
    await tab.talks();
    await tab.ends('you-hung-up');
    tab.otherName = undefined;
    tab.choices = [{ kind: 'start', call: next(1), skips: false }];
    await tab.presses();
    expect(tab.calls.view.remote.displayName).toBe(undefined);
    await tab.becomes(RINGING);
    expect(tab.calls.view.remote.displayName).toBe('Ana');
    // What the other side says of itself counts from then on.
    await tab.becomes(CONNECTED);
    expect(tab.calls.view.remote.displayName).toBe(undefined);
  });

  it('joins the call that the other one has started', async () => {
    const tab = await talked();
    tab.choices = [{ kind: 'open', call: next(1), isOwn: false }];
    await tab.presses();
    expect(tab.story).toEqual(['is left', 'opens', 'joins']);
  });

  it('joins the other one’s where both have started it at once', async () => {
    const tab = await talked();
    const call = next(1);
    tab.choices = [{ kind: 'start', call, skips: false }, { kind: 'open', call, isOwn: false }];
    await tab.presses();
    await tab.ends('failed');
    expect(tab.story).toEqual(['is left', 'starts', 'is left', 'opens', 'joins']);
  });

  it('is not told that the call failed while it is looked up whose was the first', async () => {
    const tab = await talked();
    const call = next(1);
    tab.choices = [{ kind: 'start', call, skips: false }, { kind: 'open', call, isOwn: false }];
    await tab.presses();
    const crossed = tab.ends('failed');
    await Promise.resolve();
    expect(tab.calls.view.state).toMatchObject({ phase: 'preparing', isJoining: true });
    await crossed;
  });

  it('goes on in the call that this browser has started; where another tab is in that, it is at the door', async () => {
    for (const [phase, story] of [['returning', ['is left', 'opens', 'joins']], ['answering', ['is left', 'opens']]] as const) {
      const tab = await talked();
      tab.choices = [{ kind: 'open', call: next(1), isOwn: true }];
      await tab.presses();
      await tab.becomes(phase === 'returning' ? RETURNING : AT_THE_DOOR);
      expect(tab.story).toEqual(story);
    }
  });

  it('is told where the start goes on failing', async () => {
    const tab = await talked();
    const call = next(1);
    tab.choices = Array.from({ length: 4 }, () => ({ kind: 'start' as const, call, skips: false }));
    await tab.presses();
    for (let time = 0; time < 4; time++) await tab.ends('failed');
    expect([tab.searches.length, tab.shown]).toEqual([4, 'failed, Call again']);
  });

  it.each<EndedReason>(['unavailable', 'offline', 'refused'])('can do so once more where the start came to nothing: %s', async (reason) => {
    const tab = await talked();
    tab.choices = [{ kind: 'start', call: next(1), skips: false }];
    await tab.presses();
    await tab.ends(reason);
    expect(tab.shown).toBe(`${reason}, Call again`);
    // A call that has rung is looked up again, as any other.
    tab.choices = [{ kind: 'start', call: next(1), skips: false }];
    await tab.presses();
    await tab.becomes(RINGING);
    await tab.ends(reason);
    expect(tab.shown).toBe(reason);
  });

  it('looks again twice where it has skipped a call, and joins that one if the other has started it anew', async () => {
    const tab = await talked();
    tab.choices = [{ kind: 'start', call: next(2), skips: true }, { kind: 'start', call: next(3), skips: true }, { kind: 'open', call: next(1), isOwn: false }];
    await tab.presses();
    await tab.becomes(RINGING);
    await tab.clock.advance(8_000);
    expect(tab.story).toEqual(['is left', 'starts', 'hangs up', 'is left', 'opens', 'joins']);
    expect(tab.searches.map(({ over }) => over)).toEqual([0, 0, 0]);
  });

  it('knows that the call it has just left is over, though the other side did not come', async () => {
    const tab = await talked();
    tab.choices = [{ kind: 'start', call: next(1), skips: false }, { kind: 'start', call: next(2), skips: true }];
    await tab.presses();
    await tab.becomes(RINGING);
    await tab.ends('you-hung-up');
    await tab.presses();
    expect(tab.searches.map(({ step, over }) => [step, over])).toEqual([[0, 0], [0, 1]]);
  });

  it.each([
    ['the store can’t be reached', { kind: 'lost', failure: 'offline' }, 'offline, Call again'],
    ['there have been eight', { kind: 'used-up' }, 'you-hung-up'],
    ['the code for it can’t be loaded', new TypeError('Failed to fetch'), 'page-incomplete'],
  ] as const)('is told where %s', async (_, choice, shown) => {
    const tab = await talked();
    tab.choices = [choice];
    await tab.presses();
    expect([tab.shown, tab.story]).toEqual([shown, []]);
  });

  it('has no ninth call', async () => {
    const tab = new Tab();
    tab.storage.set(`firelink/next-call/${tab.link.callId}`, 'value');
    tab.storage.set(`firelink/next-call/${tab.link.callId}/step`, '8');
    await tab.talks();
    tab.storage.set(`firelink/next-call/${tab.link.callId}/step`, '8');
    await tab.ends('you-hung-up');
    expect(tab.shown).toBe('you-hung-up');
  });
});

describe('the link opened again in the tab where the two have talked', () => {
  it('leads into the call that the other one has started, and takes a press that came before that was known', async () => {
    const tab = new Tab();
    await tab.talks();
    tab.open();
    tab.calls.join();
    tab.story.length = 0;
    tab.choices = [{ kind: 'open', call: next(1), isOwn: false }];
    const told = tab.ends('over');
    expect(tab.shown).not.toBe('over');
    await told;
    expect(tab.story).toEqual(['is left', 'opens', 'joins']);
  });

  it('leads to its door, where Join was not pressed', async () => {
    const tab = new Tab();
    await tab.talks();
    tab.open();
    tab.choices = [{ kind: 'open', call: next(1), isOwn: false }];
    await tab.ends('not-found');
    expect(tab.story.at(-1)).toBe('opens');
  });

  it('says that it is over where no call follows, after one search', async () => {
    const tab = new Tab();
    await tab.talks();
    tab.open();
    tab.choices = [{ kind: 'start', call: next(1), skips: false }];
    await tab.ends('over');
    await tab.ends('over');
    expect([tab.searches.length, tab.shown]).toEqual([1, 'over, Call again']);
  });

  it('goes back into the call in which it was', async () => {
    const tab = new Tab();
    await tab.talks();
    await tab.ends('you-hung-up');
    const call = next(1);
    tab.choices = [{ kind: 'start', call, skips: false }];
    await tab.presses();
    expect(tab.open().isNext).toBe(true);
  });

  it('is over for a holder of the link alone, without a search', async () => {
    const tab = new Tab(false);
    await tab.ends('over');
    expect([tab.searches.length, tab.shown]).toEqual([0, 'over']);
  });
});
