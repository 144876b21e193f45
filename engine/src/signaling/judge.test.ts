import { describe, expect, it } from 'vitest';
import type { CallDocument } from '#protocol/call-document.ts';
import { LEASE_MS } from '#protocol/lifetimes.ts';
import { PROTOCOL_VERSION } from '#protocol/limits.ts';
import { AppError } from '../base/errors.ts';
import { judge } from './judge.ts';
import type { SignalWrite } from './signal-channel.ts';
import { answer, away, claim, decline, description, end, extend, late, offer, open, remove, returning, requestRound } from './testing/messages-of-a-call.ts';

const now = Date.UTC(2030, 0, 1);
const ringing: CallDocument = {
  v: PROTOCOL_VERSION, caller: 'alice', callee: '', createdAt: now - 1000, expiresAt: now + LEASE_MS / 3, shard: 'A', offer: description(1), away: {}, returning: {},
};
const answered: CallDocument = { ...ringing, callee: 'bob', answer: description(1) };
const reoffered: CallDocument = { ...answered, offer: description(2) };
const freed: CallDocument = { ...reoffered, callee: '' };
const taken: CallDocument = { ...ringing, callee: 'carol', answer: description(1, 9) };
const hungUp: CallDocument = { ...answered, ended: { by: 'caller', reason: 'hung-up', at: now } };
const declined: CallDocument = { ...ringing, callee: 'bob', ended: { by: 'callee', reason: 'declined', at: now } };

const verdict = (write: SignalWrite, uid: string, call: CallDocument): string => judge(write, uid, { kind: 'present', call }, now).kind;

describe('what a document says about a commit', () => {
  it.each<[string, SignalWrite, string, CallDocument, string]>([
    ["alice's call is there", open, 'alice', ringing, 'landed'],
    ["alice's call is there, and was answered since", open, 'alice', answered, 'landed'],
    ["somebody's call is in its place", open, 'bob', ringing, 'superseded'],
    ['alice opened with other bytes before', { intent: 'open', offer: description(1, 5) }, 'alice', ringing, 'superseded'],

    ['bob has the seat with this answer', claim(1), 'bob', answered, 'landed'],
    ['bob has the seat with this answer, and alice has offered since', claim(1), 'bob', reoffered, 'landed'],
    ['the seat is free at this round', claim(1), 'bob', ringing, 'again'],
    ['the seat is free at a later round', claim(1), 'bob', freed, 'superseded'],
    ['carol has the seat', claim(1), 'bob', taken, 'full'],
    ['another tab of bob has the seat', claim(1, 5), 'bob', answered, 'open-elsewhere'],
    ['carol has the seat with the very same bytes', claim(1, 9), 'bob', taken, 'full'],

    ['bob may still decline', decline, 'bob', ringing, 'again'],
    ['bob has declined', decline, 'bob', declined, 'landed'],
    ['carol declined first', decline, 'carol', declined, 'ended'],
    ['carol has joined meanwhile', decline, 'bob', taken, 'full'],

    ['the offer is there', offer(2), 'alice', reoffered, 'landed'],
    ['the offer is not there', offer(2), 'alice', answered, 'again'],
    ['another tab of alice has offered', { intent: 'offer', offer: description(2, 5), freesSeat: false }, 'alice', reoffered, 'superseded'],
    ['alice is two rounds behind', offer(2), 'alice', { ...answered, offer: description(4) }, 'superseded'],

    ['the answer is there', answer(2), 'bob', { ...reoffered, answer: description(2) }, 'landed'],
    ['the answer is not there', answer(2), 'bob', reoffered, 'again'],
    ['alice has offered again', answer(1, 5), 'bob', reoffered, 'superseded'],
    ['another tab of bob has answered', answer(2, 5), 'bob', { ...reoffered, answer: description(2) }, 'open-elsewhere'],
    ['the seat was freed', answer(2, 5), 'bob', freed, 'superseded'],
    ['the seat was freed and taken', answer(2), 'bob', { ...freed, callee: 'carol' }, 'full'],

    ['it is wanted', requestRound(2), 'bob', { ...answered, wanted: { round: 2 } }, 'landed'],
    ['it is not wanted', requestRound(2), 'bob', answered, 'again'],
    ['what was wanted has come', requestRound(2), 'bob', reoffered, 'superseded'],
    ['bob has lost the seat', requestRound(2), 'bob', freed, 'superseded'],
    ['bob has lost the seat to carol', requestRound(2), 'bob', taken, 'full'],

    ['bob is away', away('callee', 1), 'bob', { ...answered, away: { callee: 1 } }, 'landed'],
    ['bob is not away', away('callee', 1), 'bob', answered, 'again'],
    ['the round has moved on', away('callee', 1), 'bob', reoffered, 'superseded'],
    ['bob is back', returning('callee', 1), 'bob', { ...answered, returning: { callee: 1 } }, 'landed'],
    ['bob is not back', returning('callee', 1), 'bob', answered, 'again'],
    ['the round has moved on, back', returning('callee', 1), 'bob', reoffered, 'superseded'],

    ['these candidates may still come', late('callee', 1, 1), 'bob', answered, 'again'],
    ['candidates of a round that is over', late('callee', 1, 1), 'bob', reoffered, 'superseded'],
    ['candidates of a seat that was lost', late('callee', 1, 1), 'bob', taken, 'superseded'],

    ['alice has ended it', end('caller'), 'alice', hungUp, 'landed'],
    ['alice had ended it when bob did', end('callee'), 'bob', hungUp, 'ended'],
    ['it has not ended', end('callee'), 'bob', answered, 'again'],
    ['it is no longer his to end', end('callee'), 'bob', taken, 'full'],
    ['it was freed before bob ended it', end('callee'), 'bob', freed, 'superseded'],

    ['the lease is long', extend, 'bob', { ...answered, expiresAt: now + LEASE_MS }, 'landed'],
    ['the lease is short', extend, 'bob', answered, 'again'],
    ['the lease is not his', extend, 'carol', answered, 'superseded'],
    ['nobody has joined', extend, 'alice', ringing, 'superseded'],

    ['it is there to be deleted', remove, 'bob', hungUp, 'again'],
    ['carol may not delete it', remove, 'carol', hungUp, 'superseded'],
    ['carol may delete it once expired', remove, 'carol', { ...answered, expiresAt: now }, 'again'],
    ['it has not ended yet', remove, 'bob', answered, 'superseded'],
  ])('%s', (_, write, uid, call, expected) => {
    expect(verdict(write, uid, call)).toBe(expected);
  });

  it.each([claim(1), answer(2), offer(2), requestRound(2), away('caller', 1), extend, late('caller', 1, 1), open])('$intent: an end is the last word', (write) => {
    for (const uid of ['alice', 'bob']) expect(judge(write, uid, { kind: 'present', call: hungUp }, now)).toEqual({ kind: 'ended', call: hungUp });
  });

  it.each([claim(1), offer(2), end('caller'), late('caller', 1, 1)])('$intent: expired from the millisecond on', (write) => {
    expect(verdict(write, 'alice', { ...ringing, expiresAt: now })).toBe('expired');
    expect(verdict(write, 'alice', { ...ringing, expiresAt: now + 1 })).toBe('again');
  });

  it('says when there is no document, or none to be read', () => {
    expect(judge(open, 'alice', { kind: 'missing' }, now)).toEqual({ kind: 'again' });
    expect(judge(remove, 'alice', { kind: 'missing' }, now)).toEqual({ kind: 'landed' });
    for (const write of [claim(1), offer(2), end('caller'), extend]) expect(judge(write, 'alice', { kind: 'missing' }, now)).toEqual({ kind: 'gone' });
    const error = new AppError('offline');
    expect(judge(claim(1), 'bob', { kind: 'lost', error }, now)).toEqual({ kind: 'lost', error });
    expect(judge(claim(1), 'bob', { kind: 'unreadable', problem: { kind: 'other-version', version: 1 } }, now)).toMatchObject({ kind: 'lost', error: { failure: 'other-version' } });
    expect(judge(claim(1), 'bob', { kind: 'unreadable', problem: { kind: 'malformed', field: 'offer' } }, now)).toMatchObject({ kind: 'lost', error: { failure: 'malformed' } });
  });
});
