/** This side's devices as the screens draw them. */
import type { DeviceChoices, DeviceView, LocalView } from '../../call/call-view.ts';
import { DEVICE_KINDS, type DeviceKind, type DeviceList } from '../../media/devices/device-list.ts';
import { trackOf, type InputState, type LocalMediaState } from '../../media/inputs/local-media-state.ts';

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
  const base = { isOn: state.kind === 'on', isBusy: state.kind === 'starting' };
  if (state.kind === 'failed') {
    const { failure, refusal, willRecover } = state;
    return { ...base, failure, ...(refusal && { refusal }), ...(willRecover && { willRecover }) };
  }
  if (state.kind !== 'on' && state.kind !== 'muted') return base;
  return {
    ...base,
    ...(state.kind === 'muted' && state.by === 'system' && { isPaused: true }),
    ...(state.replacement && { replacement: { label: state.label, why: state.replacement } }),
  };
}


/** One device is no choice, and without names (before the first grant) there is nothing to choose by. */
export function choicesIn(list: DeviceList, current: Readonly<Partial<Record<DeviceKind, string>>>): NonNullable<LocalView['choices']> {
  const made = DEVICE_KINDS.flatMap((kind): (readonly [DeviceKind, DeviceChoices])[] => {
    const devices = list[kind].filter(({ id, label }) => id !== '' && label !== '');
    if (devices.length < 2) return [];
    return [[kind, { devices: devices.map(({ id, label }) => ({ id, label })), current: current[kind] ?? devices[0]?.id ?? '' }]];
  });
  return Object.fromEntries(made);
}
