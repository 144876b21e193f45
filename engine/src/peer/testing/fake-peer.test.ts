import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { Scope } from '../../base/scope.ts';
import type { Peer, PeerEvent } from '../peer.ts';
import { createFakePeers } from './fake-peer.ts';
import { CONNECT_MS, DISCONNECTED_MS, FAILED_MS, TRAVEL_MS } from './fake-network.ts';

interface Side {
  readonly peer: Peer;
  readonly story: string[];
  readonly scope: Scope;
  to: (candidate: RTCIceCandidateInit) => void;
}

function world() {
  const clock = new ManualClock();
  const fakes = createFakePeers(clock);
  const join = (): Side => {
    const scope = new Scope();
    const story: string[] = [];
    const onEvent = (event: PeerEvent): void => {
      if (event.type === 'candidate') {
        if (event.candidate) side.to(event.candidate);
      } else if (event.type === 'connection') story.push(event.state);
      else if (event.type === 'channel' && event.kind === 'control') story.push(event.isOpen ? 'open' : 'closed');
      else if (event.type === 'message') story.push(String(event.data));
    };
    const side: Side = { peer: fakes.createPeer(scope, { iceServers: [], onEvent }), story, scope, to: () => {} };
    return side;
  };
  const run = async (caller: Side, callee: Side, restart: boolean): Promise<void> => {
    caller.to = (candidate) => callee.peer.addRemoteCandidates([candidate]);
    callee.to = (candidate) => caller.peer.addRemoteCandidates([candidate]);
    await callee.peer.acceptOffer(await caller.peer.createOffer({ restart }));
    const answer = await callee.peer.answer();
    await caller.peer.acceptAnswer(answer);
    await clock.advance(CONNECT_MS + TRAVEL_MS);
  };
  return { clock, fakes, join, run };
}

async function connected() {
  const all = world();
  const [caller, callee] = [all.join(), all.join()];
  await all.run(caller, callee, false);
  return { ...all, caller, callee };
}

describe('two fake peers', () => {
  it('connect and talk when they have each other\'s descriptions and candidates', async () => {
    const { clock, caller, callee } = await connected();
    expect(caller.peer.send('control', 'hello')).toBe(true);
    await clock.advance(TRAVEL_MS);
    expect(caller.story).toEqual(['connecting', 'connected', 'open']);
    expect(callee.story).toEqual(['connecting', 'connected', 'open', 'hello']);
  });

  it('do not connect without candidates', async () => {
    const { clock, join } = world();
    const [caller, callee] = [join(), join()];
    await callee.peer.acceptOffer(await caller.peer.createOffer({ restart: false }));
    await caller.peer.acceptAnswer(await callee.peer.answer());
    await clock.advance(60_000);
    expect([...caller.story, ...callee.story]).toEqual([]);
  });

  it('refuse an answer to an earlier offer, and an offer of another peer', async () => {
    const { join } = world();
    const [caller, callee] = [join(), join()];
    await callee.peer.acceptOffer(await caller.peer.createOffer({ restart: false }));
    const late = await callee.peer.answer();
    await caller.peer.createOffer({ restart: true });
    await expect(caller.peer.acceptAnswer(late)).rejects.toMatchObject({ failure: 'failed' });
    await expect(callee.peer.acceptOffer(await join().peer.createOffer({ restart: false }))).rejects.toMatchObject({ failure: 'failed' });
    await expect(callee.peer.acceptOffer('v=0')).rejects.toMatchObject({ failure: 'malformed' });
  });

  it('lose each other when the network is cut, and find each other when it is back in time', async () => {
    const { clock, fakes, caller, callee } = await connected();
    fakes.network.cut();
    caller.peer.send('control', 'held');
    await clock.advance(DISCONNECTED_MS);
    fakes.network.restore();
    await clock.advance(TRAVEL_MS);
    expect(callee.story.slice(3)).toEqual(['disconnected', 'connected', 'held']);
  });

  it('that have failed stay so until ICE is restarted', async () => {
    const { clock, fakes, run, caller, callee } = await connected();
    fakes.network.cut();
    await clock.advance(FAILED_MS);
    fakes.network.restore();
    await clock.advance(60_000);
    expect(caller.story.slice(3)).toEqual(['disconnected', 'failed']);
    await run(caller, callee, true);
    expect(caller.story.slice(5)).toEqual(['connecting', 'connected']);
  });

  it('are not interrupted by a restart of what works', async () => {
    const { run, caller, callee } = await connected();
    await run(caller, callee, true);
    expect(caller.story).toEqual(['connecting', 'connected', 'open']);
  });

  it('of which one closes: it says nothing more, the other sees its channel close, and no timer stays', async () => {
    const { clock, caller, callee } = await connected();
    caller.scope.end();
    expect(caller.peer.send('control', 'late')).toBe(false);
    await clock.advance(TRAVEL_MS);
    expect(callee.story.slice(3)).toEqual(['closed']);
    callee.peer.close();
    expect(clock.pending).toBe(0);
    await expect(callee.peer.createOffer({ restart: false })).rejects.toMatchObject({ failure: 'failed' });
    expect(caller.story).toEqual(['connecting', 'connected', 'open']);
  });
});
