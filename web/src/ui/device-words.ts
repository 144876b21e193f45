/** What is said of devices: why one can't be used, what to do, and how the other person will meet you. */
import type { DeviceView, LocalView } from '../call/call-view.ts';
import type { DeviceKind } from './events.ts';
import type { DeviceFailure, Devices, TitleAndText, Words } from './words/words.ts';

/** The name of the button that switches `device`: what a press asks for. */
export function toggleLabel(kind: DeviceKind, isOn: boolean, words: Words['devices']): string {
  if (kind === 'microphone') return isOn ? words.microphoneOff : words.microphoneOn;
  return isOn ? words.cameraOff : words.cameraOn;
}

export interface DeviceNotice extends TitleAndText {
  readonly devices: Devices;
}

/** One notice for each failure; one for both devices when they share it. A device that is being asked again has none. */
export function deviceNotices(local: LocalView, words: Words['devices']): readonly DeviceNotice[] {
  const microphone = failureOf(local.microphone);
  const camera = failureOf(local.camera);
  const notice = (failure: DeviceFailure, devices: Devices): DeviceNotice => {
    const { advice, ...titles } = words.failures[failure];
    return { devices, title: titles[devices], text: advice };
  };
  if (camera !== undefined && camera === microphone) return [notice(camera, 'both')];
  return [
    ...(camera === undefined ? [] : [notice(camera, 'camera')]),
    ...(microphone === undefined ? [] : [notice(microphone, 'microphone')]),
  ];
}

/** What is possible with the devices that are left, or undefined when none has failed. */
export function canStillWords(local: LocalView, words: Words['devices']): string | undefined {
  const isMicrophoneGone = failureOf(local.microphone) !== undefined;
  const isCameraGone = failureOf(local.camera) !== undefined;
  if (isMicrophoneGone && isCameraGone) return words.canStill.both;
  if (isCameraGone) return words.canStill.camera;
  return isMicrophoneGone ? words.canStill.microphone : undefined;
}

export function seenWords(local: LocalView, words: Words['lobby']): string {
  const { microphone, camera } = local;
  if (camera.isOn) return microphone.isOn ? words.seen.both : words.seen.camera;
  return microphone.isOn ? words.seen.microphone : words.seen.none;
}

function failureOf(device: DeviceView): DeviceFailure | undefined {
  return device.isBusy || device.isOn ? undefined : device.failure;
}
