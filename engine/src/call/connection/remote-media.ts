import type { Slot } from '../../peer/peer.ts';
import type { RemoteView } from '../call-view.ts';

export type RemoteDevices = Pick<RemoteView, 'isMicrophoneOn' | 'isCameraOn'>;

/** The other side's picture and sound as one stream, and what it says of its devices. */
export class RemoteMedia {
  readonly #onChange: () => void;
  #stream: MediaStream | undefined;
  #devices: RemoteDevices;

  /** @param devices what the other side has said of them over the connection before: it says it again, a moment later */
  constructor(onChange: () => void, devices: RemoteDevices = { isMicrophoneOn: true, isCameraOn: true }) {
    this.#onChange = onChange;
    this.#devices = devices;
  }

  get devices(): RemoteDevices {
    return this.#devices;
  }

  get view(): RemoteView {
    return { ...this.#devices, ...(this.#stream && { stream: this.#stream }) };
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
