import type { Slot } from '../peer/peer.ts';
import type { RemoteView } from './call-view.ts';

/** The other side's picture and sound as one stream, and what it says of its devices. */
export class RemoteMedia {
  readonly #onChange: () => void;
  #stream: MediaStream | undefined;
  #devices = { isMicrophoneOn: true, isCameraOn: true };

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get view(): RemoteView {
    return { ...this.#devices, ...(this.#stream && { stream: this.#stream }) };
  }

  /** Another RTCPeerConnection: the tracks of the one before are void. */
  reset(): void {
    this.#stream = undefined;
  }

  addTrack(slot: Slot, track: MediaStreamTrack): void {
    if (slot !== 'microphone' && slot !== 'camera') return;
    // A new object, so that whoever compares by identity sees the change.
    this.#stream = new MediaStream([...(this.#stream?.getTracks() ?? []), track]);
    this.#onChange();
  }

  setDevices({ microphone, camera }: { readonly microphone: boolean; readonly camera: boolean }): void {
    this.#devices = { isMicrophoneOn: microphone, isCameraOn: camera };
    this.#onChange();
  }
}
