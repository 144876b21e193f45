/** This side's devices as the screens draw them. */
import type { DeviceView, LocalView } from '../call/call-view.ts';
import { trackOf, type InputState, type LocalMediaState } from '../media/local-media-state.ts';

/** Keeps the stream's identity for as long as the camera's track is the same: a video element would start anew. */
export class LocalViewer {
  #track: MediaStreamTrack | null = null;
  #stream: MediaStream | undefined;

  view(state: LocalMediaState): LocalView {
    const track = trackOf(state.camera);
    if (track !== this.#track) {
      this.#track = track;
      this.#stream = track ? new MediaStream([track]) : undefined;
    }
    return {
      microphone: deviceView(state.microphone),
      camera: deviceView(state.camera),
      ...(this.#stream && { stream: this.#stream }),
    };
  }
}

function deviceView(state: InputState): DeviceView {
  return {
    isOn: state.kind === 'on',
    isBusy: state.kind === 'starting',
    ...(state.kind === 'failed' && { failure: state.failure }),
  };
}
