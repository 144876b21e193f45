/**
 * The reference: the browser alone, without the app. Two blank pages, each with one RTCPeerConnection and a camera,
 * whose signaling the test carries itself, at once, over a wire that no network of the laboratory is part of.
 */
import type { Participant } from '../../participants/participant.ts';

declare global {
  interface Window {
    bareCall?: { readonly connection: RTCPeerConnection };
    /** To the other page. */
    tellOther?: (candidate: RTCIceCandidateInit) => Promise<void>;
  }
}

export type Repair = 'restart' | 'rebuild';

export class BareCall {
  readonly #caller: Participant;
  readonly #callee: Participant;
  readonly #iceServers: readonly RTCIceServer[];

  constructor(caller: Participant, callee: Participant, iceServers: readonly RTCIceServer[]) {
    this.#caller = caller;
    this.#callee = callee;
    this.#iceServers = iceServers;
  }

  /** @param origin the pages' pretended origin: a browser gives a camera to no other page */
  async begin(origin: string): Promise<void> {
    for (const [who, other] of [[this.#caller, this.#callee], [this.#callee, this.#caller]] as const) {
      await who.page.route(`${origin}/bare`, (route) => route.fulfill({ contentType: 'text/html', body: '<video muted autoplay></video>' }));
      await who.page.exposeFunction('tellOther', (candidate: RTCIceCandidateInit) => other.page.evaluate(addCandidate, candidate));
      await who.page.goto(`${origin}/bare`);
    }
    await this.repair('rebuild');
  }

  /** The next round: the same connection with new addresses, or a new one on both sides. */
  async repair(kind: Repair): Promise<void> {
    const isNew = kind === 'rebuild';
    if (isNew) await Promise.all([this.#caller, this.#callee].map(({ page }) => page.evaluate(build, this.#iceServers)));
    const offer = await this.#caller.page.evaluate(makeOffer, !isNew);
    const answer = await this.#callee.page.evaluate(makeAnswer, offer);
    await this.#caller.page.evaluate(takeAnswer, answer);
  }
}

/** In the page. */
async function build(iceServers: readonly RTCIceServer[]): Promise<void> {
  const old = window.bareCall?.connection;
  const camera = old?.getSenders()[0]?.track ?? (await navigator.mediaDevices.getUserMedia({ video: true })).getVideoTracks()[0]!;
  const connection = new RTCPeerConnection({ iceServers: [...iceServers] });
  window.bareCall = { connection };
  connection.addTrack(camera);
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate) void window.tellOther?.(candidate.toJSON());
  });
  connection.addEventListener('track', ({ track }) => {
    const video = document.querySelector('video');
    if (video) video.srcObject = new MediaStream([track]);
  });
  old?.close();
}

async function makeOffer(iceRestart: boolean): Promise<RTCSessionDescriptionInit> {
  const { connection } = window.bareCall!;
  // An offer without an answer, because an earlier path was gone, would be in the way.
  if (connection.signalingState === 'have-local-offer') await connection.setLocalDescription({ type: 'rollback' });
  await connection.setLocalDescription(await connection.createOffer({ iceRestart }));
  const { type, sdp } = connection.localDescription!;
  return { type, sdp };
}

async function makeAnswer(offer: RTCSessionDescriptionInit): Promise<RTCSessionDescriptionInit> {
  const { connection } = window.bareCall!;
  await connection.setRemoteDescription(offer);
  await connection.setLocalDescription();
  const { type, sdp } = connection.localDescription!;
  return { type, sdp };
}

async function takeAnswer(answer: RTCSessionDescriptionInit): Promise<void> {
  await window.bareCall!.connection.setRemoteDescription(answer);
}

/** Early ones wait in the page for the description that they belong to. */
async function addCandidate(candidate: RTCIceCandidateInit): Promise<void> {
  const connection = window.bareCall?.connection;
  if (!connection) return;
  while (!connection.remoteDescription?.sdp.includes(`a=ice-ufrag:${candidate.usernameFragment ?? ''}`)) {
    if (connection.signalingState === 'closed') return;
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
  await connection.addIceCandidate(candidate).catch(() => undefined);
}
