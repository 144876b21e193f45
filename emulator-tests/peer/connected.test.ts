import { describe, expect } from 'vitest';
import { test } from './blank-page-test.ts';

describe('pictures', () => {
  test('that were put in before there was an offer are seen by the other side, in both directions', async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const caller = new lab.Side();
      const callee = new lab.Side();
      await caller.peer.setTrack('camera', lab.colorTrack('rgb(255,0,0)'));
      await callee.peer.setTrack('camera', lab.colorTrack('rgb(0,255,0)')); // Green is replaced before it is ever sent.
      await callee.peer.setTrack('camera', lab.colorTrack('rgb(0,0,255)'));
      await lab.runRound(caller, callee, 1, false);
      await Promise.all([lab.untilSeen(callee.track('camera'), 'red'), lab.untilSeen(caller.track('camera'), 'blue')]);
      return { isScreenSilent: callee.track('screen').muted };
    });
    expect(seen.isScreenSilent).toBe(true);
  });

  test('change, and a screen comes and goes, without a new round', async ({ page }) => {
    const rounds = await page.evaluate(async () => {
      const { caller, callee } = await lab.connectedPair();
      const before = [caller.events.length, callee.events.length];
      await caller.peer.setTrack('camera', lab.colorTrack('rgb(255,0,0)'));
      await lab.untilSeen(callee.track('camera'), 'red');
      await caller.peer.setTrack('camera', lab.colorTrack('rgb(0,0,255)'));
      await lab.untilSeen(callee.track('camera'), 'blue');
      await callee.peer.setTrack('screen', lab.colorTrack('rgb(0,255,0)'));
      await lab.untilSeen(caller.track('screen'), 'green');
      await callee.peer.setTrack('screen', null);
      const isNew = (line: string): boolean => !line.startsWith('candidate');
      return [caller.story.slice(before[0]).filter(isNew), callee.story.slice(before[1]).filter(isNew)];
    });
    expect(rounds).toEqual([[], []]);
  });
});

describe('the control channel', () => {
  test('sends nothing before it is open, carries text both ways afterwards, and refuses what is too long to be read', async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const early = new lab.Side();
      const { caller, callee } = await lab.connectedPair();
      const sent = [early.peer.send('control', 'early'), caller.peer.send('control', 'x'.repeat(65_537)), caller.peer.send('control', 'hello'), callee.peer.send('control', 'hello yourself')];
      await callee.until((events) => events.some((event) => event.type === 'message'));
      await caller.until((events) => events.some((event) => event.type === 'message'));
      const messages = (story: readonly string[]): readonly string[] => story.filter((line) => line.startsWith('message'));
      return { sent, caller: messages(caller.story), callee: messages(callee.story) };
    });
    expect(seen).toEqual({ sent: [false, true, true, true], caller: ['message hello yourself'], callee: ['message hello'] });
  });
});

describe('a restart of ICE in round 2', () => {
  test('makes new credentials on both sides, is used, and interrupts neither pictures nor messages', async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const { caller, callee, first } = await lab.connectedPair();
      await caller.peer.setTrack('camera', lab.colorTrack('rgb(255,0,0)'));
      await lab.untilSeen(callee.track('camera'), 'red');
      const before = callee.events.length;
      const second = await lab.runRound(caller, callee, 2, true);
      const fragment = (sdp: string): string => /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1] ?? '';
      const inUse = async (): Promise<string> => {
        let found = '';
        (await caller.peer.getStats()).forEach((entry: RTCStats & { readonly iceLocalUsernameFragment?: string }) => {
          if (entry.type === 'transport') found = entry.iceLocalUsernameFragment ?? '';
        });
        return found;
      };
      await caller.peer.setTrack('camera', lab.colorTrack('rgb(0,0,255)'));
      await lab.untilSeen(callee.track('camera'), 'blue');
      caller.peer.send('control', 'after');
      await callee.until((events) => events.some((event) => event.type === 'message'));
      const sent = callee.events.slice(before).flatMap((event) => (event.type === 'candidate' && event.candidate ? [event.candidate.usernameFragment] : []));
      return {
        fragments: [first.offer, second.offer, first.answer, second.answer].map(fragment),
        inUse: await inUse(),
        second: fragment(second.offer),
        answered: fragment(second.answer),
        sent,
        later: callee.story.slice(before).filter((line) => /^(track|control|connection (disconnected|failed))/.test(line)),
      };
    });
    expect(new Set(seen.fragments).size).toBe(4);
    expect(seen.inUse).toBe(seen.second);
    expect(new Set(seen.sent)).toEqual(new Set([seen.answered]));
    expect(seen.later).toEqual([]);
  });
});

describe('closing', () => {
  test('ends everything: no event comes later, nothing is sent, nothing stays under way, and the scope is empty', async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const { caller, callee } = await lab.connectedPair();
      const underWay = caller.peer.createOffer({ restart: true });
      const waiting = caller.peer.acceptAnswer('v=0');
      const told = caller.events.length;
      caller.peer.close();
      caller.peer.close();
      const failures = [await lab.failureOf(underWay), await lab.failureOf(waiting), await lab.failureOf(caller.peer.answer())];
      callee.peer.send('control', 'to nobody');
      await callee.until((events) => events.some((event) => event.type === 'channel' && !event.isOpen));
      await caller.peer.setTrack('camera', lab.colorTrack('rgb(255,0,0)'));
      caller.addRemoteCandidates(9, [{ candidate: '' }]);
      caller.releaseCandidates(9);
      caller.peer.setIceServers([]);
      return { failures, sent: caller.peer.send('control', 'late'), later: caller.events.length - told, owned: caller.scope.size };
    });
    expect(seen).toEqual({ failures: ['failed', 'failed', 'failed'], sent: false, later: 0, owned: 0 });
  });

  test('comes with the scope, also from within an event, which is then the last', async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const caller = new lab.Side();
      const callee = new lab.Side();
      const isConnecting = callee.until((events) => {
        const found = events.some((event) => event.type === 'connection');
        if (found) callee.scope.end();
        return found;
      });
      await lab.runRound(caller, callee, 1, false);
      await isConnecting;
      caller.scope.end();
      return callee.story.at(-1);
    });
    expect(seen).toBe('connection connecting');
  });
});

describe('a description that can not be', () => {
  test('is called malformed when it is no description, or has other media than the slots', async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const offer = await new lab.Side().peer.createOffer({ restart: false });
      const bare = new RTCPeerConnection();
      bare.createDataChannel('control');
      const dataOnly = (await bare.createOffer()).sdp ?? '';
      bare.close();
      const accepting = (sdp: string): Promise<string> => lab.failureOf(new lab.Side().peer.acceptOffer(sdp));
      return [await accepting(offer), await accepting('hello'), await accepting(dataOnly)];
    });
    expect(seen).toEqual(['none', 'malformed', 'malformed']);
  });

  test('is called failed when it comes at the wrong time: an answer to no offer, an answer with no offer to it', async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const { first } = await lab.connectedPair();
      const fresh = new lab.Side();
      return [await lab.failureOf(fresh.peer.acceptAnswer(first.answer)), await lab.failureOf(fresh.peer.answer())];
    });
    expect(seen).toEqual(['failed', 'failed']);
  });
});
