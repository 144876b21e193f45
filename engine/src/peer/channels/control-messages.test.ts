import { describe, expect, it } from 'vitest';
import { MAX_MESSAGE_LENGTH } from './channel-kinds.ts';
import { formatControlMessage, parseControlMessage, type ControlMessage } from './control-messages.ts';

const round: ControlMessage = { type: 'announce-round', round: 7 };

describe('a message on the control channel', () => {
  it.each<ControlMessage>([
    round,
    { type: 'hang-up', reason: 'hung-up' },
    { type: 'goodbye' },
    { type: 'restart-request' },
    { type: 'restart-offer', n: 1, content: '{"sdp":"v=0"}' },
    { type: 'restart-answer', n: 1, content: '' },
    { type: 'restart-candidates', n: 2, content: '[]' },
    { type: 'ping', n: 0 },
    { type: 'pong', n: Number.MAX_SAFE_INTEGER },
  ])('$type is read as it was written', (message) => {
    expect(parseControlMessage(formatControlMessage(message))).toEqual(message);
  });

  it.each([
    ['a type of a later release', { type: 'reaction', text: 'wave' }],
    ['a field missing', { type: 'announce-round' }],
    ['a field of another type', { ...round, round: true }],
    ['a reason that is a text to show', { type: 'hang-up', reason: 'You won! Visit example.com' }],
    ['a reason too long', { type: 'hang-up', reason: 'a'.repeat(33) }],
    ['no reason', { type: 'hang-up' }],
    ['a restart without a number', { type: 'restart-offer', content: '' }],
    ['a restart without content', { type: 'restart-answer', n: 1 }],
    ['a round that is no number', { type: 'announce-round', round: '2' }],
    ['a negative number', { type: 'ping', n: -1 }],
    ['half a number', { type: 'pong', n: 0.5 }],
    ['a number beyond exactness', { type: 'ping', n: 2 ** 53 }],
    ['a list', [round]],
    ['null', null],
    ['a type that every object has', { type: 'toString' }],
  ])('with %s is ignored', (_, value) => {
    expect(parseControlMessage(JSON.stringify(value))).toBeUndefined();
  });

  it('that is no JSON is ignored', () => {
    expect(parseControlMessage('{')).toBeUndefined();
    expect(parseControlMessage('')).toBeUndefined();
  });

  it('may have fields of a later release, which are left out', () => {
    expect(parseControlMessage(JSON.stringify({ ...round, hand: true }))).toEqual(round);
  });

  it('may be as long as the bound and not longer', () => {
    const bare = JSON.stringify(round);
    const padded = bare.padEnd(MAX_MESSAGE_LENGTH, ' ');
    expect(parseControlMessage(padded)).toEqual(round);
    expect(parseControlMessage(`${padded} `)).toBeUndefined();
  });
});
