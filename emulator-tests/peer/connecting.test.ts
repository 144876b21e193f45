import { describe, expect } from 'vitest';
import { test } from './blank-page-test.ts';
import { listenAsStunServer } from './stun-server.ts';

const MEDIA_LINES = ['m=audio', 'm=video', 'm=video', 'm=audio', 'm=application'];

describe('an offer and its answer', () => {
  test('hold every medium, in the order of the slots and both ways, and no candidate', async ({ page }) => {
    const { offer, answer } = await page.evaluate(async () => (await lab.connectedPair()).first);
    for (const sdp of [offer, answer]) {
      expect(sdp.match(/^m=\w+/gm)).toEqual(MEDIA_LINES);
      expect(sdp.match(/^a=(?:sendrecv|sendonly|recvonly|inactive)/gm)).toEqual(Array(4).fill('a=sendrecv'));
      expect(sdp).toMatch(/^a=group:BUNDLE 0 1 2 3 4\r$/m);
      expect(sdp).not.toContain('a=candidate');
    }
  });

  test('play microphone and camera in step, and the screen with its own sound', async ({ page }) => {
    const { offer, answer } = await page.evaluate(async () => (await lab.connectedPair()).first);
    for (const sdp of [offer, answer]) {
      const [microphone, camera, screen, screenSound, ...more] = Array.from(sdp.matchAll(/^a=msid:(\S+)/gm), ([, stream]) => stream);
      expect(camera).toBe(microphone);
      expect(screenSound).toBe(screen);
      expect(screen).not.toBe(camera);
      expect(more).toEqual([]);
    }
  });

  test('bring each side one muted track a slot, and then the connection and the channel, each told once', async ({ page }) => {
    const stories = await page.evaluate(async () => {
      const { caller, callee } = await lab.connectedPair();
      const slots = ['microphone', 'camera', 'screen', 'screenSound'];
      return [caller, callee].map((side) => ({
        kinds: slots.map((slot) => side.track(slot).kind),
        areMuted: slots.every((slot) => side.track(slot).muted),
        // The end of gathering may come before or after the rest.
        story: side.story.filter((line) => !line.startsWith('candidate')),
      }));
    });
    for (const { kinds, areMuted, story } of stories) {
      expect(kinds).toEqual(['audio', 'video', 'video', 'audio']);
      expect(areMuted).toBe(true);
      expect(story.slice(0, 4)).toEqual(['track microphone', 'track camera', 'track screen', 'track screenSound']);
      // Chromium may say that the channels are open before it says that it is connecting.
      expect(story.slice(4).sort()).toEqual(['chat open', 'connection connected', 'connection connecting', 'control open', 'files open']);
    }
  });
});

describe('a callee that has an offer and has not joined', () => {
  test('knows no address of the caller, though the offer names some, and tells none of its own', async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const caller = new lab.Side();
      const callee = new lab.Side();
      const candidates: string[] = [];
      caller.onCandidate = ({ candidate }) => candidates.push(candidate ?? '');
      const offer = await caller.peer.createOffer({ restart: false });
      await caller.until((events) => events.some((event) => event.type === 'candidate' && event.candidate === null));
      const withCandidates = offer.replace(/^(a=mid:0\r\n)/m, (mid) => `${mid}${candidates.map((line) => `a=${line}\r\n`).join('')}a=end-of-candidates\r\n`);
      await callee.peer.acceptOffer(withCandidates);
      const types = (report: RTCStatsReport): readonly string[] => {
        const found: string[] = [];
        report.forEach((entry: RTCStats) => found.push(entry.type));
        return found;
      };
      return {
        offered: candidates.length,
        isInOffer: withCandidates.includes('a=candidate:'),
        stats: types(await callee.peer.getStats()),
        story: callee.story,
      };
    });
    expect(seen.offered).toBeGreaterThan(0);
    expect(seen.isInOffer).toBe(true);
    expect(seen.stats).not.toContain('remote-candidate');
    expect(seen.story.filter((line) => !line.startsWith('track'))).toEqual([]);
  });

  test('has asked its STUN server already, so that its candidates are there at the click', async ({ page }) => {
    const stun = await listenAsStunServer();
    try {
      await page.evaluate(async (url) => {
        const callee = new lab.Side({ iceServers: [{ urls: url }], waitsAnswered: true });
        Object.assign(globalThis, { held: callee });
        await callee.peer.acceptOffer(await new lab.Side().peer.createOffer({ restart: false }));
      }, stun.url);
      await stun.asked;
    } finally {
      stun.close();
    }
  });

  test('has its candidates together by the click, and tells them then, all at once, before anything else happens', async ({ page }) => {
    const told = await page.evaluate(async () => {
      const caller = new lab.Side();
      const callee = new lab.Side({ waitsAnswered: true });
      await callee.peer.acceptOffer(await caller.peer.createOffer({ restart: false }));
      const ready = (await callee.peer.gathered()).length;
      // As long as a person takes to press: the test shows that nothing is sent meanwhile.
      await new Promise((resolve) => {
        setTimeout(resolve, 500);
      });
      const before = callee.story.filter((line) => line.startsWith('candidate'));
      await callee.peer.answer();
      return { before, ready, after: callee.story.filter((line) => line.startsWith('candidate')) };
    });
    expect(told.before).toEqual([]);
    expect(told.ready).toBe(told.after.length - 1);
    expect(told.after.length).toBeGreaterThan(1);
    expect(told.after.at(-1)).toBe('candidates done');
  });

  test('may wait longer than some browsers bear to wait answered: it sends nothing and encodes nothing, and connects after the click', async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const caller = new lab.Side();
      const callee = new lab.Side({ waitsAnswered: true });
      await callee.peer.setTrack('camera', lab.colorTrack('#408050'));
      caller.onCandidate = (candidate) => callee.addRemoteCandidates(1, [candidate]);
      callee.onCandidate = (candidate) => caller.addRemoteCandidates(1, [candidate]);
      await callee.peer.acceptOffer(await caller.peer.createOffer({ restart: false }));
      // The wait itself is the case: Firefox's gives up after 5 s.
      await new Promise((resolve) => {
        setTimeout(resolve, 12_000);
      });
      const entries = async (side: typeof caller): Promise<readonly Record<string, unknown>[]> => {
        const found: Record<string, unknown>[] = [];
        (await side.peer.getStats()).forEach((entry: Record<string, unknown>) => found.push(entry));
        return found;
      };
      const [atCaller, atCallee] = await Promise.all([entries(caller), entries(callee)]);
      const waited = {
        story: callee.story.filter((line) => line.startsWith('connection')),
        // A single check of the callee's would show as one.
        knownToCaller: atCaller.filter(({ type }) => type === 'remote-candidate').length,
        sent: atCallee.filter(({ type }) => type === 'transport').map(({ bytesSent }) => bytesSent),
        encoded: atCallee.filter(({ type }) => type === 'outbound-rtp').map(({ framesEncoded = 0 }) => framesEncoded),
      };
      const answer = await callee.peer.answer();
      callee.releaseCandidates(1);
      await caller.peer.acceptAnswer(answer);
      caller.releaseCandidates(1);
      await Promise.all([caller.connected(), callee.connected()]);
      return waited;
    });
    expect(seen.story).not.toContain('connection failed');
    expect(seen.knownToCaller).toBe(0);
    expect(seen.sent).toEqual([0]);
    expect(seen.encoded.length).toBeGreaterThan(0);
    expect(new Set(seen.encoded)).toEqual(new Set([0]));
  });

  test('asks new servers too, when they come after the answer was computed and before it is set, and connects after the click', async ({ page }) => {
    const stun = await listenAsStunServer();
    try {
      const joining = await page.evaluateHandle(async (url) => {
        const certificate = await RTCPeerConnection.generateCertificate({ name: 'ECDSA', namedCurve: 'P-256' } as AlgorithmIdentifier);
        const caller = new lab.Side();
        const callee = new lab.Side({ certificates: [certificate], waitsAnswered: false });
        caller.onCandidate = (candidate) => callee.addRemoteCandidates(1, [candidate]);
        callee.onCandidate = (candidate) => caller.addRemoteCandidates(1, [candidate]);
        await callee.peer.acceptOffer(await caller.peer.createOffer({ restart: false }));
        callee.peer.setIceServers([{ urls: url }]);
        return { caller, callee };
      }, stun.url);
      const answer = await joining.evaluate(({ callee }) => callee.peer.answer());
      await stun.asked;
      await joining.evaluate(async ({ caller, callee }, answer) => {
        callee.releaseCandidates(1);
        await caller.peer.acceptAnswer(answer);
        caller.releaseCandidates(1);
        await Promise.all([caller.connected(), callee.connected()]);
      }, answer);
    } finally {
      stun.close();
    }
  });

  test('keeps the servers that it has when the new ones make no sense', async ({ page }) => {
    const log = await page.evaluate(() => {
      const callee = new lab.Side();
      callee.peer.setIceServers([{ urls: 'stunned:nowhere' }]);
      return callee.log;
    });
    expect(log.map(({ level }) => level)).toEqual(['warn', 'error']);
  });

  test('answers the later of two offers, and candidates of the earlier one are dropped', async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const caller = new lab.Side();
      const callee = new lab.Side();
      const early: RTCIceCandidateInit[] = [];
      caller.onCandidate = (candidate) => early.push(candidate);
      const first = await caller.peer.createOffer({ restart: false });
      await caller.until((events) => events.some((event) => event.type === 'candidate'));
      await callee.peer.acceptOffer(first);
      callee.addRemoteCandidates(1, early);
      await lab.runRound(caller, callee, 2, true);
      await Promise.all([caller.connected(), callee.connected()]);
      return { tracks: callee.story.filter((line) => line.startsWith('track')).length };
    });
    expect(seen.tracks).toBe(4);
  });
});

describe('candidates', () => {
  test('may come before the description that they belong to', async ({ page }) => {
    const connected = await page.evaluate(async () => {
      const caller = new lab.Side();
      const callee = new lab.Side();
      caller.onCandidate = (candidate) => callee.addRemoteCandidates(1, [candidate]);
      const offer = await caller.peer.createOffer({ restart: false });
      await caller.until((events) => events.some((event) => event.type === 'candidate' && event.candidate === null));
      await callee.peer.acceptOffer(offer);
      const answer = await callee.peer.answer();
      await callee.until((events) => events.some((event) => event.type === 'candidate' && event.candidate === null));
      // Only the callee knows addresses: the caller learns them from the checks that arrive (peer-reflexive).
      await caller.peer.acceptAnswer(answer);
      callee.releaseCandidates(1);
      await Promise.all([caller.connected(), callee.connected()]);
      return caller.story.includes('connection connected');
    });
    expect(connected).toBe(true);
  });

  test('that the browser refuses cost nothing and leave no text of theirs in the log', async ({ page }) => {
    const log = await page.evaluate(async () => {
      const { caller } = await lab.connectedPair();
      caller.addRemoteCandidates(1, [{ candidate: 'candidate:nonsense 192.0.2.7', sdpMid: '0' }, { candidate: 'candidate:1 1 udp 1 192.0.2.7 9 typ host', sdpMid: '77' }]);
      await caller.peer.createOffer({ restart: false }); // Behind them in the queue.
      return caller.log;
    });
    expect(log.map(({ level, message }) => `${level}: ${message}`)).toEqual(Array(2).fill('debug: a remote candidate was refused'));
    expect(JSON.stringify(log)).not.toContain('192.0.2.7');
  });
});

describe('an offer whose first answerer has given up', () => {
  test('connects to the next one, though the caller hears of that answer before she has heard anything else of its maker', async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const caller = new lab.Side();
      const candidates: RTCIceCandidateInit[] = [];
      caller.onCandidate = (candidate) => candidates.push(candidate);
      const offer = await caller.peer.createOffer({ restart: false });
      const hasGathered = (side: typeof caller): Promise<void> => side.until((events) => events.some((event) => event.type === 'candidate' && event.candidate === null));
      await hasGathered(caller);
      const answered = async () => {
        const callee = new lab.Side({ answersAs: 'passive' });
        const own: RTCIceCandidateInit[] = [];
        callee.onCandidate = (candidate) => own.push(candidate);
        await callee.peer.acceptOffer(offer);
        const answer = await callee.peer.answer();
        await hasGathered(callee);
        callee.addRemoteCandidates(1, candidates);
        callee.releaseCandidates(1);
        return { callee, answer, own };
      };
      const first = await answered();
      // Her browser hears the first one's checks, and answers them.
      await first.callee.until((events) => events.some((event) => event.type === 'connection' && event.state === 'connecting'));
      const heard = async (): Promise<number> => {
        const requests: number[] = [];
        (await caller.peer.getStats()).forEach((entry: { type: string; requestsReceived?: number }) => {
          if (entry.type === 'candidate-pair') requests.push(entry.requestsReceived ?? 0);
        });
        return Math.max(0, ...requests);
      };
      while ((await heard()) < 4) await new Promise(requestAnimationFrame);
      first.callee.scope.end();
      const second = await answered();
      await caller.peer.acceptAnswer(second.answer, second.own);
      caller.releaseCandidates(1);
      await Promise.all([caller.connected(), second.callee.connected()]);
      return [first.answer, second.answer].map((sdp) => [...new Set(sdp.match(/^a=setup:\w+/gm))]);
    });
    expect(seen).toEqual([['a=setup:passive'], ['a=setup:passive']]);
  });
});

describe('settings that a browser refuses', () => {
  test('are left out, a spoilt server and a certificate that has run out, and the two connect', async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const algorithm = { name: 'ECDSA', namedCurve: 'P-256', expires: 1 } as AlgorithmIdentifier;
      const certificate = await RTCPeerConnection.generateCertificate(algorithm);
      while (certificate.expires > Date.now()) await new Promise(requestAnimationFrame);
      const refusal = (configuration: RTCConfiguration): string => {
        try {
          new RTCPeerConnection(configuration).close();
          return '';
        } catch (error) {
          return error instanceof DOMException ? error.name : String(error);
        }
      };
      const spoilt = { urls: 'stun:stun.example.org:99999' };
      const { caller } = await lab.connectedPair({ iceServers: [spoilt], certificates: [certificate] }, { iceServers: [spoilt] });
      return { refusals: [refusal({ iceServers: [spoilt] }), refusal({ certificates: [certificate] })], log: caller.log.map(({ level }) => level) };
    });
    expect(seen.refusals).not.toContain('');
    expect(seen.log).toContain('error');
  });
});

describe('a certificate of the page', () => {
  test('serves every peer, and its fingerprint stands in the offer', async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const certificate = await RTCPeerConnection.generateCertificate({ name: 'ECDSA', namedCurve: 'P-256' } as AlgorithmIdentifier);
      const { first } = await lab.connectedPair({ certificates: [certificate] }, { certificates: [certificate] });
      return { first, value: certificate.getFingerprints()[0]?.value };
    });
    const fingerprint = seen.value?.toUpperCase();
    expect(fingerprint).toBeDefined();
    expect(seen.first.offer.toUpperCase()).toContain(fingerprint);
    expect(seen.first.answer.toUpperCase()).toContain(fingerprint);
  });
});
