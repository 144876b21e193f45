/** The messages that belong to one connection, each as its feature declares it. */
import { describe, expect, it } from 'vitest';
import { MAX_MESSAGE_LENGTH } from '../../peer/channels/channel-kinds.ts';
import { formatMessage, MessageRegistry, type MessageType } from '../channels/message-registry.ts';
import { GOODBYE, HANG_UP } from '../ending/departure-messages.ts';
import { ANNOUNCE_ROUND } from '../negotiation/announce-round.ts';
import { RESTART_ANSWER, RESTART_CANDIDATES, RESTART_OFFER, RESTART_REQUEST } from './ice-restart-messages.ts';
import { PING, PONG } from './liveness-monitor.ts';
import { REVEAL } from './sas-verification.ts';

type Heard = readonly [string, object];

/** Listens to all of them. */
function setUp(): { readonly registry: MessageRegistry; readonly heard: Heard[] } {
  const registry = new MessageRegistry();
  const heard: Heard[] = [];
  const listen = <Message extends object>(type: MessageType<Message>): void => {
    registry.on(type, (message) => heard.push([type.type, message]));
  };
  for (const type of [PING, PONG]) listen(type);
  for (const type of [RESTART_OFFER, RESTART_ANSWER, RESTART_CANDIDATES]) listen(type);
  for (const type of [GOODBYE, RESTART_REQUEST]) listen(type);
  listen(HANG_UP);
  listen(ANNOUNCE_ROUND);
  listen(REVEAL);
  return { registry, heard };
}

function heardOf(text: string): readonly Heard[] {
  const { registry, heard } = setUp();
  registry.hear(text);
  return heard;
}

const round = { type: 'announce-round', round: 7 };

describe('a message on the control channel', () => {
  it.each<[string, object, string]>([
    ['announce-round', { round: 7 }, formatMessage(ANNOUNCE_ROUND, { round: 7 })],
    ['hang-up', { reason: 'hung-up' }, formatMessage(HANG_UP, { reason: 'hung-up' })],
    ['goodbye', {}, formatMessage(GOODBYE, {})],
    ['reveal', { nonce: 'AAECAwQFBgcICQoLDA0ODw' }, formatMessage(REVEAL, { nonce: 'AAECAwQFBgcICQoLDA0ODw' })],
    ['restart-request', {}, formatMessage(RESTART_REQUEST, {})],
    ['restart-offer', { n: 1, content: '{"sdp":"v=0"}' }, formatMessage(RESTART_OFFER, { n: 1, content: '{"sdp":"v=0"}' })],
    ['restart-answer', { n: 1, content: '' }, formatMessage(RESTART_ANSWER, { n: 1, content: '' })],
    ['restart-candidates', { n: 2, content: '[]' }, formatMessage(RESTART_CANDIDATES, { n: 2, content: '[]' })],
    ['ping', { n: 0 }, formatMessage(PING, { n: 0 })],
    ['pong', { n: Number.MAX_SAFE_INTEGER }, formatMessage(PONG, { n: Number.MAX_SAFE_INTEGER })],
  ])('%s is read as it was written', (type, message, text) => {
    expect(heardOf(text)).toEqual([[type, message]]);
  });

  it.each([
    ['a type of a later release', { type: 'reaction', text: 'wave' }],
    ['a field missing', { type: 'announce-round' }],
    ['a field of another type', { ...round, round: true }],
    ['a reason that is a text to show', { type: 'hang-up', reason: 'You won! Visit example.com' }],
    ['a reason too long', { type: 'hang-up', reason: 'a'.repeat(33) }],
    ['no reason', { type: 'hang-up' }],
    ['a nonce too short', { type: 'reveal', nonce: 'AAECAwQF' }],
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
    expect(heardOf(JSON.stringify(value))).toEqual([]);
  });

  it('that is no JSON is ignored', () => {
    expect([...heardOf('{'), ...heardOf('')]).toEqual([]);
  });

  it('may have fields of a later release, which are left out', () => {
    expect(heardOf(JSON.stringify({ ...round, hand: true }))).toEqual([['announce-round', { round: 7 }]]);
  });

  it('may be as long as the bound and not longer', () => {
    const padded = JSON.stringify(round).padEnd(MAX_MESSAGE_LENGTH, ' ');
    expect(heardOf(padded)).toHaveLength(1);
    expect(heardOf(`${padded} `)).toHaveLength(0);
  });
});
