/** What to do about a device that is refused, in this browser and on this system, or not heard. Loaded when there is one. */
import type { DeviceView } from 'firelink/call';
import { readPlatform, type Platform } from '../shared/platform.ts';
import { deviceMessages, type DeviceMessages } from '../i18n/device-messages.ts';
import type { Devices, Refusal, TitleAndText } from '../i18n/messages.ts';

/** Of a microphone that is in use. @param muteKey switches it, in a call that has keys; undefined before a call */
export function hintOn({ hint }: DeviceView, muteKey: string | undefined, messages: DeviceMessages = deviceMessages()): TitleAndText | undefined {
  if (hint === 'silent') return messages.silent;
  if (hint !== 'speaks-muted' || muteKey === undefined) return undefined;
  return { title: messages.speaksMuted.title, text: muteKey === '' ? messages.speaksMuted.text : messages.speaksMuted.textWithKey(muteKey) };
}

/** @returns undefined where the general messages say it all */
export function adviceOn(device: DeviceView, devices: Devices, platform: Platform = readPlatform(), messages: DeviceMessages = deviceMessages()): TitleAndText | undefined {
  const { refusal } = device;
  if (refusal === undefined) return undefined;
  return { title: messages.refusals[refusal][devices], text: textFor(refusal, devices, platform, messages) };
}

function textFor(refusal: Refusal, devices: Devices, { browser, site, system }: Platform, messages: DeviceMessages): string {
  const bySystem = (): string => messages.system[system](browser ?? messages.thisBrowser, devices);
  switch (refusal) {
    case 'dismissed':
      // Firefox, not allowed by macOS, says neither 'by system' nor 'granted'.
      return site === 'firefox' && system === 'macos' ? `${messages.dismissed} ${messages.ifThatFails(bySystem())}` : messages.dismissed;
    case 'blocked':
      // Which of the two it is, no browser on iOS says.
      return system === 'ios' ? `${messages.site[site]} ${messages.ifThatFails(bySystem())}` : messages.site[site];
    case 'system':
      return bySystem();
    case 'policy':
    case 'insecure':
      return messages[refusal];
  }
}
