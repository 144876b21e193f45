import { describe, expect, it } from 'vitest';
import {
  formatCandidates, formatDescription, MAX_CANDIDATE_LENGTH, MAX_CANDIDATES, MAX_SDP_LENGTH, parseCandidates, parseDescription,
} from './messages.ts';

const digest = 'x'.repeat(43);
const host = { candidate: 'candidate:1 1 udp 2122260223 192.0.2.1 50000 typ host', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'abcd' };

describe('a description', () => {
  it.each([{ sdp: 'v=0\r\n' }, { sdp: 'v=0\r\n', answers: digest }])('comes back as it went: %j', (description) => {
    expect(parseDescription(formatDescription(description))).toEqual(description);
  });

  it('leaves out what it does not know', () => {
    expect(parseDescription('{"sdp":"v=0","type":"rollback"}')).toEqual({ sdp: 'v=0' });
  });

  it.each([
    '', 'v=0', 'null', '[]', '"v=0"', '{}', '{"sdp":1}', '{"sdp":"hello"}', '{"sdp":"v=0\\ud800"}', '{"__proto__":{"sdp":"v=0"}}', `{"sdp":"v=0","answers":null}`,
    `{"sdp":"v=0","answers":"${digest}x"}`, `{"sdp":"v=0","answers":"${digest.slice(1)}="}`,
    JSON.stringify({ sdp: `v=0${'x'.repeat(MAX_SDP_LENGTH)}` }),
  ])('is not %j', (content) => {
    expect(parseDescription(content)).toBeUndefined();
  });
});

describe('a description with candidates in it', () => {
  const withLines = (count: number): string => `v=0\r\nm=audio 9 RTP/AVP 0\r\n${`a=${host.candidate}\r\n`.repeat(count)}`;

  it('has as many as a batch at most', () => {
    expect(parseDescription(formatDescription({ sdp: withLines(MAX_CANDIDATES) }))).toEqual({ sdp: withLines(MAX_CANDIDATES) });
    expect(parseDescription(formatDescription({ sdp: withLines(MAX_CANDIDATES + 1) }))).toBeUndefined();
  });
});

describe('candidates', () => {
  it('come back as they went', () => {
    expect(parseCandidates(formatCandidates([host, { ...host, sdpMid: null }]))).toEqual([host, { ...host, sdpMid: null }]);
    expect(parseCandidates(formatCandidates([]))).toEqual([]);
  });

  it('carry nothing but their four fields', () => {
    const more = { ...host, foundation: '1', address: '192.0.2.1' };
    expect(JSON.parse(formatCandidates([more]))).toEqual([host]);
    expect(parseCandidates(JSON.stringify([more]))).toEqual([host]);
  });

  it('may leave out what is optional, but not the m-line', () => {
    const { candidate } = host;
    expect(parseCandidates(JSON.stringify([{ candidate, sdpMid: '0' }]))).toEqual([{ candidate, sdpMid: '0', sdpMLineIndex: null, usernameFragment: null }]);
    expect(parseCandidates(JSON.stringify([{ candidate }]))).toBeUndefined();
  });

  it('are so many at most', () => {
    expect(parseCandidates(formatCandidates(Array.from({ length: MAX_CANDIDATES + 5 }, () => host)))).toHaveLength(MAX_CANDIDATES);
    expect(parseCandidates(JSON.stringify(Array.from({ length: MAX_CANDIDATES + 1 }, () => host)))).toBeUndefined();
  });

  it.each([
    {}, null, [host], 'candidate', { ...host, candidate: 1 }, { ...host, candidate: 'x'.repeat(MAX_CANDIDATE_LENGTH + 1) }, { ...host, sdpMid: 0 },
    { ...host, sdpMLineIndex: -1 }, { ...host, sdpMLineIndex: 0.5 }, { ...host, sdpMLineIndex: '0' }, { ...host, sdpMid: '\ud800' }, { ...host, usernameFragment: 'x'.repeat(257) },
  ])('are refused all together when one is %j', (spoilt) => {
    expect(parseCandidates(JSON.stringify([host, host]))).toHaveLength(2);
    expect(parseCandidates(JSON.stringify([host, spoilt]))).toBeUndefined();
  });

  it.each(['', '{}', 'null', '[', '1'])('are not %j', (content) => {
    expect(parseCandidates(content)).toBeUndefined();
  });
});
