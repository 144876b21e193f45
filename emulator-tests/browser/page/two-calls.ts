/** The page of a person who is in several calls at once: one client, and a picture for each call. */
import { createClient, type Call, type CallOptions, type Client } from 'firelink';
import { readConfig } from 'firelink/config';

export interface CallSeen {
  readonly link: string | undefined;
  /** In order, each once in a row. */
  readonly phases: readonly string[];
  /** Of the other side's picture, decoded so far. */
  readonly frames: number;
}

export interface ManyCalls {
  /** @param origin where its links lead */
  begin(init: object, origin: string): void;
  startCall(media?: CallOptions['media']): number;
  see(number: number): CallSeen;
  hangUp(number: number): void;
  readonly isCameraOn: boolean;
  /** Names of the camera's tracks that all connections of this page send. */
  cameraTracks(): readonly string[];
  /** How often the browser was asked for devices. */
  readonly asked: number;
  close(): void;
}

declare global {
  interface Window {
    manyCalls: ManyCalls;
  }
}

interface Shown {
  readonly call: Call;
  readonly phases: string[];
  readonly video: HTMLVideoElement;
}

const shown: Shown[] = [];
const connections: RTCPeerConnection[] = [];
const Native = globalThis.RTCPeerConnection;
globalThis.RTCPeerConnection = class extends Native {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    connections.push(this);
  }
};

let asked = 0;
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = (constraints) => {
  asked++;
  return ask(constraints);
};

let client: Client;

function show(call: Call): Shown {
  const video = document.createElement('video');
  Object.assign(video, { muted: true, autoplay: true, playsInline: true });
  document.body.append(video);
  const phases: string[] = [];
  call.observe(({ state, remote }) => {
    if (phases.at(-1) !== state.phase) phases.push(state.phase);
    if (remote.stream && video.srcObject !== remote.stream) video.srcObject = remote.stream;
  });
  return { call, phases, video };
}

function at(number: number): Shown {
  const one = shown[number];
  if (!one) throw new Error(`no call ${number}`);
  return one;
}

window.manyCalls = {
  begin(init, origin) {
    client = createClient(readConfig(init, {}), { origin });
  },
  startCall: (media = 'devices') => shown.push(show(client.startCall({ media }))) - 1,
  see(number) {
    const { call, phases, video } = at(number);
    return { link: call.view.link, phases, frames: video.getVideoPlaybackQuality().totalVideoFrames };
  },
  hangUp: (number) => at(number).call.hangUp(),
  get isCameraOn() {
    return client.localMedia.view.camera.isOn;
  },
  cameraTracks() {
    const senders = connections.filter((one) => one.connectionState === 'connected').flatMap((one) => one.getSenders());
    return senders.flatMap(({ track }) => (track?.kind === 'video' ? [track.id] : []));
  },
  get asked() {
    return asked;
  },
  close: () => client.close(),
};
