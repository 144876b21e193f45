import { expect, it } from 'vitest';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { Scope } from '../../base/scope.ts';
import type { Peer, PeerEvent, PeerOptions } from '../../peer/peer.ts';
import { createLinkSecret } from '../../signaling/link/call-link.ts';
import { createWebCryptoSeal } from '../../signaling/seal/webcrypto-seal.ts';
import { forOneConnection, GATHER_LIMIT_MS, gatherFirst } from './manual-peer.ts';

const SDP = 'v=0\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:0\r\n';
const LINE = 'candidate:0 1 udp 2113937151 192.0.2.2 54074 typ host';
const candidate = { candidate: LINE, sdpMid: '0', sdpMLineIndex: 0 };

function setUp() {
  const clock = new ManualClock();
  const log: string[] = [];
  const told: PeerEvent[] = [];
  let options: PeerOptions | undefined;
  const inner: Peer = {
    createOffer: async () => SDP,
    answer: async () => SDP,
    acceptAnswer: async () => {},
    acceptOffer: async () => {
      log.push('offer');
      return SDP;
    },
    gathered: () => new Promise(() => {}),
    addRemoteCandidates: (candidates) => void log.push(`candidates: ${candidates.length}`),
    setTrack: async () => {},
    limitSenders: async () => {},
    setIceServers: () => {},
    send: () => true,
    isWritable: () => true,
    bytesPerSecond: 0,
    getStats: async () => new Map(),
    countReceived: async () => 0,
    close: () => {},
  };
  const peer = gatherFirst((_, given) => {
    options = given;
    return inner;
  }, clock)(new Scope(), { iceServers: [], onEvent: (event) => told.push(event) });
  return { clock, log, told, peer, gather: (one: RTCIceCandidateInit | null) => options?.onEvent({ type: 'candidate', candidate: one }), send: (event: PeerEvent) => options?.onEvent(event) };
}

it('an offer waits for its candidates and brings them along; beside it there are none', async () => {
  const { clock, told, peer, gather } = setUp();
  let offer = '';
  void peer.createOffer({ restart: false }).then((sdp) => { offer = sdp; });
  await clock.advance(100);
  gather(candidate);
  expect([offer, told]).toEqual(['', []]);
  gather(null);
  await clock.advance(0);
  expect(offer).toBe(`${SDP}a=${LINE}\r\n`);
  expect(told).toEqual([{ type: 'candidate', candidate: null }]);
  expect(clock.pending).toBe(0);
});

it('an answer waits no longer than for servers that answer', async () => {
  const { clock, peer, gather } = setUp();
  let answer = '';
  void peer.answer().then((sdp) => { answer = sdp; });
  gather(candidate);
  await clock.advance(GATHER_LIMIT_MS - 1);
  expect(answer).toBe('');
  await clock.advance(1);
  expect(answer).toContain(LINE);
});

it('the candidates of an offer reach the connection when the answer is given, not before', async () => {
  const { log, peer, gather } = setUp();
  await peer.acceptOffer(`${SDP}a=${LINE}\r\n`);
  expect(log).toEqual(['offer']);
  gather(null);
  await peer.answer();
  expect(log).toEqual(['offer', 'candidates: 1']);
});

it('neither a second offer nor a second connection is begun: the channel could not carry it', async () => {
  const { clock, peer, gather } = setUp();
  gather(null);
  await peer.createOffer({ restart: false });
  await expect(peer.createOffer({ restart: true })).rejects.toMatchObject({ failure: 'unreachable' });
  const seal = forOneConnection(createWebCryptoSeal(createLinkSecret()));
  await seal.createInstance();
  await expect(seal.createInstance()).rejects.toMatchObject({ failure: 'unreachable' });
  expect(clock.pending).toBe(0);
});

it('another network is told of once there is a connection, which can be restarted', async () => {
  const { told, send } = setUp();
  send({ type: 'network-changed' });
  expect(told).toEqual([]);
  send({ type: 'connection', state: 'connected' });
  send({ type: 'network-changed' });
  expect(told.map(({ type }) => type)).toEqual(['connection', 'network-changed']);
});
