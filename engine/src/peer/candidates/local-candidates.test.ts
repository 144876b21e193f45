import { describe, expect, it } from 'vitest';
import { LocalCandidates } from './local-candidates.ts';
import type { PeerEvent } from '../peer.ts';

const sdp = (fragment: string): string => `v=0\r\na=ice-ufrag:${fragment}\r\n`;

/** As much of the browser's as is looked at. */
function host(address: string, usernameFragment = 'now', line = `candidate:1 1 udp 1 ${address} 5000 typ host`): RTCIceCandidate {
  const init = { candidate: line, sdpMid: '0', usernameFragment };
  return { ...init, type: 'host', address, toJSON: () => init } as unknown as RTCIceCandidate;
}

function start({ isHeld }: { readonly isHeld: boolean }): { readonly candidates: LocalCandidates; told(): readonly string[] } {
  const events: PeerEvent[] = [];
  const candidates = new LocalCandidates((event) => events.push(event));
  candidates.begin(sdp('now'), { isHeld });
  return { candidates, told: () => events.map((event) => (event.type === 'candidate' ? (event.candidate?.candidate?.split(' ')[4] ?? 'end') : event.type)) };
}

describe('the candidates of an answer that is not given yet', () => {
  it('wait for it, with the end of gathering, and what comes later is told at once', () => {
    const { candidates, told } = start({ isHeld: true });
    candidates.take(host('192.0.2.1'));
    candidates.take(null);
    expect(told()).toEqual([]);
    candidates.release();
    expect(told()).toEqual(['192.0.2.1', 'end']);
    candidates.take(host('192.0.2.2'));
    expect(told()).toEqual(['192.0.2.1', 'end', '192.0.2.2', 'network-changed']);
  });

  it('are told ahead once gathering has ended, to the maker of the answer, and with another network once more', async () => {
    const { candidates, told } = start({ isHeld: true });
    const addresses = async (): Promise<readonly string[]> => (await candidates.gathered()).map(({ candidate }) => candidate?.split(' ')[4] ?? '');
    const early = addresses();
    candidates.take(host('192.0.2.1'));
    candidates.take(null);
    expect(await early).toEqual(['192.0.2.1']);
    candidates.take(host('192.0.2.2'));
    candidates.take(null);
    expect(await addresses()).toEqual(['192.0.2.1', '192.0.2.2']);
    expect(told()).toEqual(['network-changed']);
  });

  it('are dropped with it, when a later one is made', () => {
    const { candidates, told } = start({ isHeld: true });
    candidates.take(host('192.0.2.1'));
    candidates.begin(sdp('later'), { isHeld: true });
    candidates.take(host('192.0.2.1'));
    candidates.take(host('192.0.2.2', 'later'));
    candidates.release();
    expect(told()).toEqual(['192.0.2.2']);
  });

  it('are those of another network, too, that came up after gathering had ended, and tell that the network has changed', () => {
    const { candidates, told } = start({ isHeld: true });
    candidates.take(host('192.0.2.1'));
    candidates.take(null);
    candidates.take(host('192.0.2.2'));
    expect(told()).toEqual(['network-changed']);
    candidates.release();
    // Of an end that was none, nothing: what comes after an end is not looked at.
    expect(told()).toEqual(['network-changed', '192.0.2.1', '192.0.2.2']);
  });
});

describe('candidates of no use', () => {
  it.each([
    ['of other credentials', host('192.0.2.1', 'before')],
    ['an empty line', host('192.0.2.1', 'now', '')],
    ['one that only calls out', host('192.0.2.1', 'now', 'candidate:1 1 tcp 1 192.0.2.1 9 typ host tcptype active')],
  ])('are not told: %s', (_what, candidate) => {
    const { candidates, told } = start({ isHeld: false });
    candidates.take(candidate);
    expect(told()).toEqual([]);
  });

  it('nothing is released twice', () => {
    const { candidates, told } = start({ isHeld: true });
    candidates.take(host('192.0.2.1'));
    candidates.release();
    candidates.release();
    expect(told()).toEqual(['192.0.2.1']);
  });
});
