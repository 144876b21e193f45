import { describe, expect, it } from 'vitest';
import { iceFragments, isActiveTcp, stripCandidates, withCandidates, withPassiveSetup } from './sdp.ts';

const lines = (...text: readonly string[]): string => text.map((line) => `${line}\r\n`).join('');

describe('a description without its candidates', () => {
  it('keeps every other line as it was', () => {
    const kept = ['v=0', 'a=group:BUNDLE 0 1', 'm=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=ice-ufrag:Ab1+', 'a=candidate-like:no', 'a=mid:0'];
    const sdp = lines(...kept.slice(0, 3), 'a=candidate:1 1 udp 2113937151 192.0.2.1 5000 typ host', 'a=candidate:2 1 tcp 1 2001:db8::1 9 typ host tcptype active', ...kept.slice(3), 'a=end-of-candidates');
    expect(stripCandidates(sdp)).toBe(lines(...kept));
  });

  it('is the same where there are none, with bare line feeds, and when the last line is not ended', () => {
    expect(stripCandidates(lines('v=0', 'a=mid:0'))).toBe(lines('v=0', 'a=mid:0'));
    expect(stripCandidates('v=0\na=candidate:1 1 udp 1 192.0.2.1 9 typ host\na=mid:0\n')).toBe('v=0\na=mid:0\n');
    expect(stripCandidates('v=0\r\na=candidate:1 1 udp 1 192.0.2.1 9 typ host')).toBe('v=0\r\n');
  });
});

describe('the fragments of a description', () => {
  it('are those of its ice-ufrag lines, each once', () => {
    expect(iceFragments(lines('a=ice-ufrag:one', 'a=ice-pwd:x', 'a=ice-ufrag:one', 'a=ice-ufrag:two'))).toEqual(new Set(['one', 'two']));
    expect(iceFragments('')).toEqual(new Set());
  });
});

it('tells a TCP candidate that only calls out from those that can be called', () => {
  expect(isActiveTcp('candidate:1 1 tcp 1518214911 192.0.2.2 9 typ host tcptype active generation 0 ufrag 9xm0')).toBe(true);
  expect(isActiveTcp('candidate:1 1 tcp 1518214911 192.0.2.2 50000 typ host tcptype passive generation 0')).toBe(false);
  expect(isActiveTcp('candidate:1 1 udp 2122194687 192.0.2.2 39853 typ host generation 0 ufrag active')).toBe(false);
});

it('turns who begins the handshake round in an answer, in every medium of it, and touches no offer', () => {
  expect(withPassiveSetup(lines('a=setup:active', 'a=mid:0', 'a=setup:active'))).toBe(lines('a=setup:passive', 'a=mid:0', 'a=setup:passive'));
  expect(withPassiveSetup(lines('a=setup:actpass'))).toBe(lines('a=setup:actpass'));
});

describe('candidates that come with a description', () => {
  const SDP = 'v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\n';
  const one = (candidate: string, sdpMLineIndex: number | null = 0): RTCIceCandidateInit => ({ candidate, sdpMid: '0', sdpMLineIndex });
  const HOST = 'candidate:1 1 udp 2122260223 192.0.2.7 54321 typ host generation 0 ufrag ab+/';

  it('stand at the end of its first medium', () => {
    expect(withCandidates(SDP, [one(HOST)])).toEqual({ sdp: SDP.replace('m=video', `a=${HOST}\r\nm=video`), left: [] });
    const alone = SDP.slice(0, SDP.indexOf('m=video'));
    expect(withCandidates(alone, [one(HOST)]).sdp).toBe(`${alone}a=${HOST}\r\n`);
  });

  it.each([
    ['with a line of its own making', one(`${HOST}\r\na=setup:passive`)], ['of an unknown type', one(HOST.replace('host', 'magic'))],
    ['that is none', one('hello')], ['that is empty', one('')], ['of another medium', one(HOST, 1)], ['of no medium', one(HOST, null)],
  ])('but one %s is left to the browser', (_, candidate) => {
    expect(withCandidates(SDP, [candidate])).toEqual({ sdp: SDP, left: [candidate] });
  });

  it('and a description without a medium stays as it is', () => {
    expect(withCandidates('v=0\r\n', [one(HOST)])).toEqual({ sdp: 'v=0\r\n', left: [one(HOST)] });
  });
});
