/**
 * Many calls that begin at the same moment, through one emulator: real sessions, seals and channels on the Firestore
 * SDK, in one process; only the connections are fakes, so that what is measured is the signaling.
 */
import { once } from 'node:events';
import type { CallId } from '#protocol/identifiers.ts';
import { silentLogger } from '../../engine/src/base/logger.ts';
import { systemClock } from '../../engine/src/base/clock.ts';
import type { RoleKeeper } from '../../engine/src/call/role-keeper.ts';
import { CallSession } from '../../engine/src/call/session.ts';
// For its MediaStream, which Node has none of.
import '../../engine/src/call/testing/world.ts';
import { createFakePeers } from '../../engine/src/peer/testing/fake-peer.ts';
import { createCallId } from '../../engine/src/signaling/link/call-link.ts';
import { createWebCryptoSeal } from '../../engine/src/signaling/seal/webcrypto-seal.ts';
import type { TableRow } from '../../scripts/test-run/for-the-record.ts';
import { startFirestoreEmulator } from '../../emulator-tests/support/stacks/firestore-emulator.ts';
import { createParticipants, type Participants } from '../../emulator-tests/signaling/firestore-participants.ts';
import { median } from '../median.ts';

const PATIENCE_MS = 120_000;

type Phase = CallSession['state']['phase'];

/** @param calls at the same moment */
export async function benchCrowd(calls: number, tell: (text: string) => void): Promise<readonly TableRow[]> {
  const projectId = 'demo-firelink-bench-crowd';
  const emulator = await startFirestoreEmulator({ projectId });
  const participants = createParticipants(`http://${emulator.host}:${emulator.port}`, projectId);
  try {
    await participants.warmUp();
    tell(`${calls} callers start at once…`);
    const callers = Array.from({ length: calls }, (_, index) => new CrowdMember(participants, `caller-${index}`, createCallId()));
    const waiting = await timed(callers, 'ringing', (one) => one.session.dispatch({ type: 'start' }));
    tell(`${calls} callees open their links at once…`);
    const callees = callers.map(({ callId, secret, peers }, index) => new CrowdMember(participants, `callee-${index}`, callId, secret, peers));
    const invited = await timed(callees, 'ready', (one) => one.session.open());
    tell('…and all join at once.');
    const connected = Promise.all(callers.map((one) => one.reaches('connected')));
    const answered = await timed(callees, 'connected', (one) => one.session.dispatch({ type: 'join' }));
    await connected;
    const everybody = [...callers, ...callees];
    for (const one of everybody) one.session.dispatch({ type: 'hang-up' });
    await Promise.all(everybody.map(({ hasLeft }) => hasLeft));
    return [rowOf('start, until the link can be shared', waiting), rowOf('open a link, until the answer is ready', invited), rowOf('join, until both are connected', answered)];
  } finally {
    await participants.leave();
    await emulator.stop();
  }
}

class CrowdMember {
  readonly callId: CallId;
  readonly secret: Uint8Array<ArrayBuffer>;
  readonly session: CallSession;
  readonly peers: ReturnType<typeof createFakePeers>;
  /** Resolves once its last write has been made, and its channel is closed. */
  readonly hasLeft: Promise<void>;
  readonly #changes = new EventTarget();

  constructor(participants: Participants, uid: string, callId: CallId, secret = crypto.getRandomValues(new Uint8Array(16)), peers = createFakePeers(systemClock)) {
    this.callId = callId;
    this.secret = secret;
    this.peers = peers;
    const channel = participants.join(callId, uid);
    const close = channel.close.bind(channel);
    this.hasLeft = new Promise((resolve) => {
      channel.close = () => {
        close();
        resolve();
      };
    });
    this.session = new CallSession({
      callId, link: '', channel, seal: createWebCryptoSeal(secret), createPeer: peers.createPeer,
      iceServers: () => Promise.resolve([]), ownAddresses: () => Promise.resolve(''), roles: rolesInMemory(), clock: systemClock, logger: silentLogger,
    });
    this.session.observe(() => this.#changes.dispatchEvent(new Event('change')));
  }

  /** @throws when it takes too long */
  async reaches(step: Phase | 'ready'): Promise<void> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    while (!this.#isAt(step)) await once(this.#changes, 'change', { signal });
  }

  #isAt(step: Phase | 'ready'): boolean {
    const { state } = this.session;
    if (state.phase === 'ended') throw new Error(`it ended: ${state.reason}`);
    return step === 'ready' ? state.phase === 'answering' && state.isReady : state.phase === step;
  }
}

function rolesInMemory(): RoleKeeper {
  return { take: () => Promise.resolve(true), remembered: () => undefined, keepStood: () => undefined, hasStood: () => false, seat: () => 0, freeSeat: () => {}, letGo: () => undefined, release: () => undefined };
}

/** @returns ms that each took */
async function timed(people: readonly CrowdMember[], step: Phase | 'ready', act: (one: CrowdMember) => void): Promise<readonly number[]> {
  const started = performance.now();
  return await Promise.all(people.map(async (one) => {
    act(one);
    await one.reaches(step);
    return performance.now() - started;
  }));
}

function rowOf(what: string, times: readonly number[]): TableRow {
  const sorted = times.toSorted((one, other) => one - other);
  const worst = sorted.at(-1) ?? Number.NaN;
  return { 'all at once': what, calls: times.length, 'median ms': Math.round(median(times)), 'worst ms': Math.round(worst), 'a second': Math.round((times.length * 1000) / worst) };
}
