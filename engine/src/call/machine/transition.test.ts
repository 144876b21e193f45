import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CallEvent, EventType, DocumentState, TimerName, WriteProblem } from './events.ts';
import { NEXT_PHASES, type CallState, type Phase } from './state.ts';
import { timersOf } from './timers.ts';
import { PHASES, transition } from './transition.ts';

/** A record, so that the compiler misses a new event here. */
const EVENTS: Readonly<Record<EventType, true>> = {
  start: true, open: true, 'taken-over': true, join: true, decline: true, 'hang-up': true, 'let-in': true, renamed: true, 'looked-up': true, 'call-read': true,
  'lease-ended': true, 'offer-landed': true, 'offer-failed': true, 'answer-refused': true, 'offer-ready': true, 'offer-unusable': true,
  'answer-landed': true, 'answer-failed': true, 'round-request-failed': true, 'peer-connected': true, 'peer-interrupted': true, 'peer-failed': true, 'attempt-failed': true,
  'peer-silent': true, 'peer-heard': true, 'channel-lost': true, 'said-hang-up': true, 'said-goodbye': true, 'round-announced': true, timer: true, 'network-lost': true,
  'network-changed': true, broke: true,
};
const EVENT_TYPES = Object.keys(EVENTS);
const ALL_PHASES = Object.keys(NEXT_PHASES) as Phase[];

describe('every phase', () => {
  it.each(ALL_PHASES)('%s: takes each event or ignores it on purpose, and never both', (phase) => {
    const { moves, ignored } = PHASES[phase];
    const named = [...Object.keys(moves), ...Object.values(ignored).flat()];
    expect(named.toSorted()).toEqual(EVENT_TYPES.toSorted());
  });
});

describe('the drawing above the states', () => {
  it('shows exactly the steps of the table', () => {
    const source = readFileSync(new URL('state.ts', import.meta.url), 'utf8');
    const drawn = [...source.matchAll(/^ \* {3}([a-z, ]+?) +──► ([a-z]+)/gm)].flatMap(([, from = '', to = '']) =>
      from.split(', ').map((phase) => `${phase} ► ${to}`),
    );
    const table = ALL_PHASES.flatMap((from) => NEXT_PHASES[from].map((to) => `${from} ► ${to}`));
    expect(drawn.toSorted()).toEqual(table.toSorted());
  });
});

/** mulberry32: small, seeded, good enough to choose events with. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** These end most lives at once: taken rarely, so that the walk also comes to where calls seldom get. */
const DEADLY: ReadonlySet<EventType> = new Set(['hang-up', 'said-hang-up', 'broke', 'lease-ended', 'decline', 'offer-failed', 'answer-failed']);

function livelyEvent(random: () => number, state: CallState): CallEvent {
  for (;;) {
    const event = randomEvent(random, state);
    if (!DEADLY.has(event.type) || random() < 0.1) return event;
  }
}

function randomEvent(random: () => number, state: CallState): CallEvent {
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  };
  const near = 'exchange' in state ? (state.exchange.offerInFlight?.round ?? state.exchange.round) : 1;
  const round = Math.max(1, near + pick([-1, 0, 0, 0, 1]));
  const problem = pick<WriteProblem>([
    { kind: 'superseded', round: round + 1 }, { kind: 'full' }, { kind: 'open-elsewhere' }, { kind: 'ended' }, { kind: 'lost', failure: 'unavailable' },
  ]);
  const standing: DocumentState = {
    kind: 'standing', seat: random() < 0.8 && 'role' in state && state.role === 'callee' ? 'mine' : pick(['free', 'mine', 'elsewhere', 'taken'] as const), offerRound: round, isOwnOffer: random() < 0.7, answerRound: pick([0, round]),
    wanted: pick([0, round + 1]), isOtherAway: random() < 0.2, isOtherReturning: random() < 0.1,
  };
  const documentState = random() < 0.95 ? standing : pick<DocumentState>([
    { kind: 'missing' }, { kind: 'expired' }, { kind: 'ended', by: 'caller', reason: 'hung-up' }, { kind: 'lost', failure: 'unavailable' }, { kind: 'lost', failure: 'refused' },
  ]);
  const timers: readonly TimerName[] = ['look-up', 'stale-answer', 'connect', 'grace', 'retry', 'give-up', 'leave', 'resend', 'refused'];
  const at = 1_000;
  return pick<CallEvent>([
    { type: pick(['start', 'open', 'join', 'decline', 'hang-up', 'let-in', 'renamed', 'lease-ended', 'network-lost', 'network-changed'] as const) },
    { type: 'looked-up', documentState, ...(random() < 0.5 && { mine: pick(['caller', 'callee'] as const) }) },
    { type: 'call-read', documentState },
    { type: pick(['offer-landed', 'answer-refused', 'answer-landed', 'round-request-failed', 'round-announced'] as const), round },
    { type: 'offer-failed', round, problem }, { type: 'answer-failed', round, problem },
    { type: 'offer-ready', round }, { type: 'answer-landed', round },
    { type: 'offer-unusable', round, why: pick(['wrong-key', 'other-version', 'not-for-me', 'failed'] as const) },
    { type: 'peer-connected', at }, { type: 'peer-heard', at }, { type: 'channel-lost', at, isControl: random() < 0.5, isAgain: random() < 0.5 },
    { type: pick(['peer-interrupted', 'peer-failed', 'attempt-failed', 'peer-silent', 'said-goodbye'] as const) }, { type: 'said-hang-up', reason: pick(['hung-up', 'left']) },
    { type: 'timer', name: pick(timers) }, { type: 'broke', reason: 'failed' },
  ]);
}

describe('a walk through six thousand lives of a call', () => {
  it('takes only steps of the table, takes every one of them, and tears down once, at the end', () => {
    const taken = new Set<string>();
    const faults: string[] = [];
    for (let life = 0; life < 6_000; life++) {
      const random = seeded(life);
      let state: CallState = { phase: 'idle' };
      let tornDown = 0;
      for (let step = 0; step < 60; step++) {
        const event = livelyEvent(random, state);
        const next = transition(state, event);
        if (next.state.phase !== state.phase) taken.add(`${state.phase} ► ${next.state.phase}`);
        tornDown += next.effects.filter(({ type }) => type === 'tear-down').length;
        // An offer never falls behind the one before it.
        if ('exchange' in state && 'exchange' in next.state && next.state.exchange.round < state.exchange.round) {
          faults.push(`life ${life}, step ${step}: the round fell on ${event.type}`);
        }
        state = next.state;
        const keys = timersOf(state).map(({ key }) => key);
        if (new Set(keys).size < keys.length) faults.push(`life ${life}, step ${step}: two timers of one key in ${state.phase}`);
      }
      if (tornDown !== (state.phase === 'ended' ? 1 : 0)) faults.push(`life ${life}: torn down ${tornDown} times`);
    }
    expect(faults).toEqual([]);
    const table = ALL_PHASES.flatMap((from) => NEXT_PHASES[from].map((to) => `${from} ► ${to}`));
    expect([...taken].toSorted()).toEqual(table.toSorted());
  });
});
