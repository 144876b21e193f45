import { expect, it } from 'vitest';
import { candidatesOf, slimDescription } from './manual-sdp.ts';

const lines = (...all: readonly string[]): string => `${all.join('\r\n')}\r\n`;
const SESSION = ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0 1 2', 'a=msid-semantic: WMS'];
const AUDIO = [
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 63 0', 'c=IN IP4 0.0.0.0', 'a=rtcp:9 IN IP4 0.0.0.0', 'a=ice-ufrag:abcd', 'a=mid:0',
  'a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid', 'a=extmap:7 http://www.webrtc.org/experiments/rtp-hdrext/video-timing',
  'a=msid:5f8c-stream 77aa-track', 'a=rtpmap:111 opus/48000/2', 'a=fmtp:111 useinbandfec=1', 'a=rtpmap:63 red/48000/2',
  'a=fmtp:63 111/111', 'a=rtpmap:0 PCMU/8000', 'a=ssrc:1 cname:x', 'a=ssrc:1 msid:5f8c-stream 77aa-track',
];
const VIDEO = [
  'm=video 9 UDP/TLS/RTP/SAVPF 96 97 98 99', 'a=mid:1', 'a=msid:5f8c-stream 88bb-track', 'a=rtpmap:96 VP8/90000', 'a=rtcp-fb:96 nack pli',
  'a=rtpmap:97 rtx/90000', 'a=fmtp:97 apt=96', 'a=rtpmap:98 VP9/90000', 'a=rtpmap:99 rtx/90000', 'a=fmtp:99 apt=98',
];
const DATA = ['m=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'a=mid:2', 'a=sctp-port:5000'];
const sdp = lines(...SESSION, ...AUDIO, ...VIDEO, ...DATA);
const host = 'candidate:0 1 udp 2113937151 192.0.2.2 54074 typ host';
const mapped = 'candidate:1 1 udp 1677729535 203.0.113.5 60565 typ srflx raddr 0.0.0.0 rport 9';

it('keeps one codec of each medium, what tells media apart, and the candidates', () => {
  const slim = slimDescription(sdp, [
    { candidate: `${host.replace(':0', ':3224602580')} generation 0 ufrag abcd network-id 1 network-cost 999`, sdpMid: '0', sdpMLineIndex: 0 },
    { candidate: 'candidate:842163049 1 udp 1677729535 203.0.113.5 60565 typ srflx raddr 192.0.2.2 rport 54074', sdpMLineIndex: 0 },
    { candidate: 'candidate:3 1 tcp 1518280447 192.0.2.2 9 typ host tcptype active', sdpMid: '0' },
  ]);
  expect(slim).toBe(lines(
    ...SESSION.slice(0, -1),
    'm=audio 9 UDP/TLS/RTP/SAVPF 111', 'c=IN IP4 0.0.0.0', 'a=ice-ufrag:abcd', 'a=mid:0', 'a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid',
    'a=msid:0', 'a=rtpmap:111 opus/48000/2', 'a=fmtp:111 useinbandfec=1', 'a=ssrc:1 cname:x', `a=${host}`, `a=${mapped}`,
    'm=video 9 UDP/TLS/RTP/SAVPF 96 97', 'a=mid:1', 'a=msid:0', ...VIDEO.slice(3, 7),
    ...DATA,
  ));
});

it('gives the candidates back, each with its medium', () => {
  const candidates = [{ candidate: host, sdpMid: '0', sdpMLineIndex: 0 }, { candidate: mapped, sdpMid: '0', sdpMLineIndex: 0 }];
  expect(candidatesOf(slimDescription(sdp, candidates))).toEqual(candidates);
  expect(candidatesOf(sdp)).toEqual([]);
});

it('leaves a medium alone that has none of the codecs', () => {
  const odd = lines(...SESSION.slice(0, -1), 'm=video 9 UDP/TLS/RTP/SAVPF 98', 'a=mid:0', 'a=rtpmap:98 H264/90000');
  expect(slimDescription(odd, [])).toBe(odd);
});
