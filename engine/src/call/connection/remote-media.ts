import type { Slot } from '../../peer/peer.ts';
import type { RemoteView } from '../call-view.ts';

export type RemoteDevices = Pick<RemoteView, 'isMicrophoneOn' | 'isCameraOn'>;

/** The other side's picture and sound as one stream, and what it says of its devices. */
export class RemoteMedia {
  readonly #onChange: () => void;
  #stream: MediaStream | undefined;
  #devices: RemoteDevices = { isMicrophoneOn: true, isCameraOn: true };

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get devices(): RemoteDevices {
    return this.#devices;
  }

  get view(): RemoteView {
    return { ...this.#devices, ...(this.#stream && { stream: this.#stream }) };
  }

  /** What the other side has said over the connection before: it says it again, a moment later. */
  inherit(devices: RemoteDevices): void {
    this.#devices = devices;
  }

  addTrack(slot: Slot, track: MediaStreamTrack): void {
    if (slot !== 'microphone' && slot !== 'camera') return;
    // A new object, so that a comparison by identity shows the change.
    this.#stream = new MediaStream([...(this.#stream?.getTracks() ?? []), track]);
    this.#onChange();
  }

  setDevices({ microphone, camera }: { readonly microphone: boolean; readonly camera: boolean }): void {
    this.#devices = { isMicrophoneOn: microphone, isCameraOn: camera };
    this.#onChange();
  }
}
