/** What an answer brings along, and when it is sealed. The peer's descriptions have a medium, as a browser's have. */
import { expect, it } from 'vitest';
import { isCallId } from '#protocol/identifiers.ts';
import { silentLogger } from '../../base/logger.ts';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { Scope } from '../../base/scope.ts';
import type { Peer, PeerEvent } from '../../peer/peer.ts';
import { formatDescription, parseDescription } from '../../signaling/seal/messages.ts';
import { createMemoryStore } from '../../signaling/memory/memory-channel.ts';
import type { Seal, SealContext } from '../../signaling/seal/seal.ts';
import type { SignalWrite } from '../../signaling/signal-channel.ts';
import { createPlainSeal } from '../../signaling/testing/plain-seal.ts';
import { CalleeRounds } from './callee-rounds.ts';
import { Rounds } from './rounds.ts';

const SDP = 'v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n';
const candidate = (address: string, sdpMLineIndex = 0): RTCIceCandidateInit =>
  ({ candidate: `candidate:1 1 udp 2113937151 ${address} 50000 typ host`, sdpMid: String(sdpMLineIndex), sdpMLineIndex });
const [ONE, OTHER, ELSEWHERE] = [candidate('192.0.2.1'), candidate('192.0.2.2'), candidate('192.0.2.3', 1)];

function idOf(text: string) {
  if (!isCallId(text)) throw new TypeError(text);
  return text;
}

/** bob in the lobby, whose browser has gathered `ahead`, and names `given` at the click. */
async function answering(ahead: readonly RTCIceCandidateInit[] | undefined, given: readonly RTCIceCandidateInit[]) {
  const callId = idOf('test-call-0123456789AA');
  const [clock, world, sealed] = [new ManualClock(), { makers: 0, nonces: 0 }, [] as SealContext['kind'][]];
  const seal = createPlainSeal('secret', world);
  const counting: Seal = {
    ...seal,
    createInstance: async () => {
      const keys = await seal.createInstance();
      return {
        instance: keys.instance,
        prepare: (addressee) => keys.prepare(addressee),
        open: (context, bytes) => keys.open(context, bytes),
        seal: (context, content, addressee) => {
          sealed.push(context.kind);
          return keys.seal(context, content, addressee);
        },
      };
    },
  };
  const writes: SignalWrite[] = [];
  const rounds = new Rounds(new Scope(), 'callee', {
    callId, clock, logger: silentLogger, seal: counting,
    channel: createMemoryStore(clock).channel(callId, 'bob'),
    createPeer: (_, { onEvent }) => peerThatGathers(ahead, given, onEvent),
    iceServers: async () => [],
    write: async (write) => {
      writes.push(write);
      return { kind: 'landed' };
    },
    writeBeside: async () => ({ kind: 'landed' }),
    batches: () => [], report: () => {}, onEvent: () => {}, ownRecord: () => undefined, onConnection: () => {},
  });
  const callee = new CalleeRounds(rounds);
  const alice = await seal.createInstance();
  const offer: SealContext = { callId, role: 'caller', kind: 'offer', round: 1, index: 0 };
  await callee.readOffer({ round: 1, sealed: await alice.seal(offer, formatDescription({ sdp: SDP }), undefined) });
  await clock.advance(0);
  const inTheLobby = [...sealed];
  const publishing = callee.publishAnswer(1, true);
  await clock.advance(100);
  await publishing;
  const [write] = writes;
  if (write?.intent !== 'claim') throw new Error('nothing was claimed');
  const opened = await alice.open({ ...offer, role: 'callee', kind: 'answer' }, write.answer.sealed);
  return {
    inTheLobby, sealed, hasBatch: write.batch !== undefined,
    sdp: opened.kind === 'opened' ? parseDescription(opened.content)?.sdp : opened.kind,
  };
}

function peerThatGathers(
  ahead: readonly RTCIceCandidateInit[] | undefined, given: readonly RTCIceCandidateInit[], onEvent: (event: PeerEvent) => void,
): Peer {
  return {
    createOffer: async () => SDP,
    acceptAnswer: async () => {},
    acceptOffer: async () => SDP,
    gathered: () => (ahead ? Promise.resolve(ahead) : new Promise(() => {})),
    answer: async () => {
      for (const one of [...given, null]) onEvent({ type: 'candidate', candidate: one });
      return SDP;
    },
    addRemoteCandidates: () => {}, setTrack: async () => {}, limitSenders: async () => {}, setIceServers: () => {},
    send: () => false, isWritable: () => false, bytesPerSecond: 0, getStats: async () => new Map(), countReceived: async () => 0, close: () => {},
  };
}

const withLines = (...candidates: readonly RTCIceCandidateInit[]): string => SDP + candidates.map((one) => `a=${one.candidate ?? ''}\r\n`).join('');

it('the answer is sealed in the lobby with the candidates that there are, and given as it is', async () => {
  expect(await answering([ONE], [ONE])).toEqual({ inTheLobby: ['answer'], sealed: ['answer'], hasBatch: false, sdp: withLines(ONE) });
});

it('one that has come since is in it: it is sealed anew', async () => {
  expect(await answering([ONE], [ONE, OTHER])).toEqual({ inTheLobby: ['answer'], sealed: ['answer', 'answer'], hasBatch: false, sdp: withLines(ONE, OTHER) });
});

it('where nothing is gathered ahead, it is sealed at the click', async () => {
  expect(await answering(undefined, [ONE])).toEqual({ inTheLobby: [], sealed: ['answer'], hasBatch: false, sdp: withLines(ONE) });
});

it('one that has no place in it goes in a batch beside it', async () => {
  expect(await answering([ONE, ELSEWHERE], [ONE, ELSEWHERE])).toEqual({ inTheLobby: ['answer'], sealed: ['answer', 'candidates'], hasBatch: true, sdp: withLines(ONE) });
});
