/** The texts about devices: why one can't be used, the next step, and how the other person will see and hear you. */
import type { DeviceView, LocalView } from 'firelink/call';
import type { InputKind } from '../shared/events.ts';
import type { Devices, DeviceTrouble, TitleAndText, Messages } from '../i18n/messages.ts';

/** The name of the button that switches `device`: what a press asks for. */
export function toggleLabel(kind: InputKind, isOn: boolean, messages: Messages['devices']): string {
  if (kind === 'microphone') return isOn ? messages.microphoneOff : messages.microphoneOn;
  return isOn ? messages.cameraOff : messages.cameraOn;
}

export interface DeviceNotice extends TitleAndText {
  readonly devices: Devices;
  /** A failure, or a hint; or the person is not heard, which may be intended. */
  readonly kind: 'trouble' | 'replacement' | 'hint';
  /** The label of a button that leaves off what would come on by itself. */
  readonly leaveOff?: string;
}

/** Says more of a device that is refused, or in use and not heard, than the general messages do (device-advice.ts, which comes when it is needed). */
export type Advice = (device: DeviceView, devices: Devices) => TitleAndText | undefined;

/** One notice for each trouble; one for both devices when they share it. A device that is being asked again has none. */
export function deviceNotices(local: LocalView, messages: Messages['devices'], advice?: Advice): readonly DeviceNotice[] {
  const { microphone, camera } = local;
  const trouble = troubleOf(camera);
  const isShared = trouble !== undefined && trouble === troubleOf(microphone) && camera.refusal === microphone.refusal && camera.willRecover === microphone.willRecover;
  if (isShared) return [troubleNotice(camera, 'both', trouble, messages, advice)];
  return [...noticesOf(camera, 'camera', messages, advice), ...noticesOf(microphone, 'microphone', messages, advice)];
}

/** Whether there is more to say of a device than the general messages do. */
export function needsAdvice({ microphone, camera }: LocalView): boolean {
  return microphone.hint !== undefined || [microphone, camera].some((device) => troubleOf(device) !== undefined && device.refusal !== undefined);
}

function noticesOf(device: DeviceView, kind: InputKind, messages: Messages['devices'], advice: Advice | undefined): readonly DeviceNotice[] {
  const trouble = troubleOf(device);
  if (trouble !== undefined) return [troubleNotice(device, kind, trouble, messages, advice)];
  const hint = device.hint && advice?.(device, kind);
  if (hint) return [{ kind: 'hint', devices: kind, ...hint }];
  if (!device.replacement) return [];
  const { label, why } = device.replacement;
  return [{ kind: 'replacement', devices: kind, title: messages.replacement.title(label), text: messages.replacement.why[why] }];
}

function troubleNotice(device: DeviceView, devices: Devices, trouble: DeviceTrouble, messages: Messages['devices'], advice: Advice | undefined): DeviceNotice {
  const { advice: text, willRecover, ...titles } = messages.troubles[trouble];
  const isRecovering = device.willRecover === true && willRecover !== undefined;
  const said = advice?.(device, devices) ?? { title: titles[devices], text: isRecovering ? willRecover : text };
  return { kind: 'trouble', devices, ...said, ...(isRecovering && { leaveOff: messages.leaveOff[devices] }) };
}

/** What is possible with the devices that are left, or undefined when none has failed. */
export function canStillText(local: LocalView, messages: Messages['devices']): string | undefined {
  const isMicrophoneGone = hasFailed(local.microphone);
  const isCameraGone = hasFailed(local.camera);
  if (isMicrophoneGone && isCameraGone) return messages.canStill.both;
  if (isCameraGone) return messages.canStill.camera;
  return isMicrophoneGone ? messages.canStill.microphone : undefined;
}

export function seenText(local: LocalView, messages: Messages['lobby']): string {
  const { microphone, camera } = local;
  if (camera.isOn) return microphone.isOn ? messages.seen.both : messages.seen.camera;
  return microphone.isOn ? messages.seen.microphone : messages.seen.none;
}

/** The failure of a device that the person wants on. */
export function troubleOf(device: DeviceView): DeviceTrouble | undefined {
  if (device.isBusy || device.isOn) return undefined;
  return device.isPaused ? 'paused' : device.failure;
}

function hasFailed(device: DeviceView): boolean {
  return !device.isBusy && !device.isOn && device.failure !== undefined;
}
