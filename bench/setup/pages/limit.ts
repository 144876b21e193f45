/**
 * What physics leaves: two pages of one browser with a channel between them that takes no time. Before the click all is
 * done that can be, also what a real lobby must not do (it sends nothing to the caller): the offer is applied with its
 * candidates and the answer computed.
 */
import { isCaller, offerToJoin, openDevices, parameter, shareLink, show } from './stage.ts';

type Message =
  | { readonly kind: 'ask' }
  | { readonly kind: 'description'; readonly description: RTCSessionDescriptionInit; readonly candidates: readonly RTCIceCandidateInit[] }
  | { readonly kind: 'candidate'; readonly candidate: RTCIceCandidateInit };

const name = isCaller ? crypto.randomUUID() : parameter('name');
const channel = new BroadcastChannel(name);
const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle', iceCandidatePoolSize: 1 });
const candidates: RTCIceCandidateInit[] = [];
let isAnswered = false;

connection.addEventListener('track', ({ streams: [stream] }) => {
  if (stream) show(stream);
});
connection.addEventListener('icecandidate', ({ candidate }) => {
  if (!candidate) return;
  if (isAnswered) say({ kind: 'candidate', candidate: candidate.toJSON() });
  else candidates.push(candidate.toJSON());
});
const stream = await openDevices();
for (const track of stream.getTracks()) connection.addTrack(track, stream);

function say(message: Message): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel reaches its own origin alone
  channel.postMessage(message);
}

async function apply(message: Extract<Message, { kind: 'description' }>): Promise<void> {
  await connection.setRemoteDescription(message.description);
  for (const candidate of message.candidates) void connection.addIceCandidate(candidate);
}

if (isCaller) {
  const description = await connection.createOffer();
  await connection.setLocalDescription(description);
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (connection.iceGatheringState === 'complete') resolve();
    };
    connection.addEventListener('icegatheringstatechange', look);
    look();
  });
  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'ask') say({ kind: 'description', description, candidates });
    else if (data.kind === 'description') void apply(data);
    else void connection.addIceCandidate(data.candidate);
  });
  shareLink({ name });
} else {
  const offer = new Promise<Extract<Message, { kind: 'description' }>>((resolve) => {
    channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
      if (data.kind === 'description') resolve(data);
    });
  });
  say({ kind: 'ask' });
  await apply(await offer);
  const description = await connection.createAnswer();
  await offerToJoin();
  const set = connection.setLocalDescription(description);
  isAnswered = true;
  say({ kind: 'description', description, candidates });
  await set;
}
