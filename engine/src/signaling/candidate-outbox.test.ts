import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../base/testing/manual-clock.ts';
import { Scope } from '../base/scope.ts';
import { CandidateOutbox } from './candidate-outbox.ts';
import { MAX_CANDIDATES } from './seal/messages.ts';

const candidate = (name: string): RTCIceCandidateInit => ({ candidate: name, sdpMid: '0' });
const names = (candidates: readonly RTCIceCandidateInit[]): (string | undefined)[] => candidates.map(({ candidate: name }) => name);

describe('the outbox of candidates', () => {
  let clock: ManualClock;
  let scope: Scope;
  let flushed: [number, (string | undefined)[]][];
  let outbox: CandidateOutbox;

  beforeEach(() => {
    clock = new ManualClock();
    scope = new Scope();
    flushed = [];
    outbox = new CandidateOutbox(scope, clock, { firstMs: 400, laterMs: 250 }, (index, candidates) => flushed.push([index, names(candidates)]));
  });

  const add = (...all: string[]): void => all.forEach((name) => outbox.add(candidate(name)));
  /** What the first batch turned out to be, undefined while it is held back. */
  const first = (): { readonly names: (string | undefined)[] | undefined } => {
    const result: { names: (string | undefined)[] | undefined } = { names: undefined };
    void outbox.first().then((candidates) => { result.names = names(candidates); });
    return result;
  };

  it('gives the description what came before its window closes', async () => {
    add('a');
    const batch = first();
    await clock.advance(399);
    add('b');
    expect(batch.names).toBeUndefined();
    await clock.advance(1);
    expect(batch.names).toEqual(['a', 'b']);
    expect(flushed).toEqual([]);
  });

  it('closes the window sooner once none has come for a while: what was gathered ahead comes all at once', async () => {
    outbox = new CandidateOutbox(scope, clock, { firstMs: 20, quietMs: 6, laterMs: 250 }, () => {});
    add('a');
    const batch = first();
    await clock.advance(5);
    add('b');
    await clock.advance(5);
    expect(batch.names).toBeUndefined();
    await clock.advance(1);
    expect([batch.names, clock.pending]).toEqual([['a', 'b'], 0]);
    add('late');
    await clock.advance(0);
    expect(batch.names).toEqual(['a', 'b']);
  });

  it('waits for a first candidate as long as the window is open, and no longer for those that keep coming', async () => {
    outbox = new CandidateOutbox(scope, clock, { firstMs: 20, quietMs: 6, laterMs: 250 }, () => {});
    const batch = first();
    await clock.advance(9);
    for (const name of ['a', 'b', 'c']) {
      add(name);
      await clock.advance(4);
    }
    expect(batch.names).toEqual(['a', 'b', 'c']);
  });

  it('counts the window from when the description is ready', async () => {
    await clock.advance(10_000);
    add('a');
    expect(clock.pending).toBe(0);
    const batch = first();
    await clock.advance(399);
    expect(batch.names).toBeUndefined();
  });

  it('waits no longer than gathering takes', async () => {
    const batch = first();
    add('a', 'b');
    outbox.add(null);
    await clock.advance(0);
    expect([batch.names, flushed, clock.pending, scope.size]).toEqual([['a', 'b'], [], 0, 0]);
  });

  it('does not wait at all when gathering had ended', async () => {
    add('a');
    outbox.add(null);
    const batch = first();
    await clock.advance(0);
    expect([batch.names, clock.pending, scope.size]).toEqual([['a'], 0, 0]);
  });

  it('gives out the first batch once, however often it is asked', async () => {
    add('a');
    const batches = [first(), first()];
    await clock.advance(400);
    expect(batches.map((batch) => batch.names)).toEqual([['a'], ['a']]);
  });

  it('flushes late ones together when a window closes', async () => {
    first();
    add('a');
    await clock.advance(400);
    add('b');
    await clock.advance(200);
    add('c');
    await clock.advance(49);
    expect(flushed).toEqual([]);
    await clock.advance(1);
    expect(flushed).toEqual([[1, ['b', 'c']]]);
    add('d');
    outbox.add(null);
    expect(flushed).toEqual([[1, ['b', 'c']], [2, ['d']]]);
    expect([clock.pending, scope.size]).toEqual([0, 0]);
  });

  it('begins at batch 0 when none went with the description', async () => {
    const batch = first();
    await clock.advance(400);
    expect(batch.names).toEqual([]);
    add('a');
    await clock.advance(250);
    expect(flushed).toEqual([[0, ['a']]]);
  });

  it('keeps the last batch for the end of gathering', async () => {
    first();
    add('0');
    await clock.advance(400);
    for (let index = 1; index < 7; index++) {
      add(`${index}`);
      await clock.advance(250);
    }
    add('7');
    await clock.advance(10_000);
    add('8');
    await clock.advance(10_000);
    expect(flushed.map(([index]) => index)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(clock.pending).toBe(0);
    outbox.add(null);
    expect(flushed.at(-1)).toEqual([7, ['7', '8']]);
  });

  it('puts no more into a batch than the other side takes', async () => {
    const all = Array.from({ length: MAX_CANDIDATES + 2 }, (_, index) => `${index}`);
    add(...all);
    const batch = first();
    outbox.add(null);
    await clock.advance(0);
    expect([batch.names, flushed]).toEqual([all.slice(0, MAX_CANDIDATES), [[1, all.slice(MAX_CANDIDATES)]]]);
  });

  it('ignores the end of one m-line, and whatever comes after the end of gathering', async () => {
    const batch = first();
    outbox.add({ candidate: '', sdpMid: '0' });
    add('a');
    outbox.add(null);
    add('b');
    outbox.add(null);
    await clock.advance(1000);
    expect([batch.names, flushed]).toEqual([['a'], []]);
  });

  it.each(['its scope', 'itself'])('sends nothing once %s has ended, and settles every promise', async (which) => {
    const batch = first();
    add('a');
    if (which === 'itself') outbox.end();
    else scope.end();
    add('b');
    outbox.add(null);
    await clock.advance(1000);
    expect([batch.names, flushed, clock.pending, scope.size]).toEqual([[], [], 0, 0]);
    expect(await outbox.first()).toEqual([]);
  });

  it('gives nothing out when its scope had ended before it was asked', async () => {
    add('a');
    scope.end();
    expect(await outbox.first()).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});
