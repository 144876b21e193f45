/** What to do about a device that is refused, in this browser and on this system, or not heard. Loaded when there is one. */
import type { DeviceView } from 'firelink/call';
import { readPlatform, type Platform } from '../shared/platform.ts';
import { deviceWords, type DeviceWords } from '../i18n/device-words.ts';
import type { Devices, Refusal, TitleAndText } from '../i18n/words.ts';

/** Of a microphone that is in use. @param muteKey switches it, in a call that has keys; undefined before a call */
export function hintOn({ hint }: DeviceView, muteKey: string | undefined, words: DeviceWords = deviceWords()): TitleAndText | undefined {
  if (hint === 'silent') return words.silent;
  if (hint !== 'speaks-muted' || muteKey === undefined) return undefined;
  return { title: words.speaksMuted.title, text: muteKey === '' ? words.speaksMuted.text : words.speaksMuted.textWithKey(muteKey) };
}

/** @returns undefined where the general words say it all */
export function adviceOn(device: DeviceView, devices: Devices, platform: Platform = readPlatform(), words: DeviceWords = deviceWords()): TitleAndText | undefined {
  const { refusal } = device;
  if (refusal === undefined) return undefined;
  return { title: words.refusals[refusal][devices], text: textFor(refusal, devices, platform, words) };
}

function textFor(refusal: Refusal, devices: Devices, { browser, site, system }: Platform, words: DeviceWords): string {
  const bySystem = (): string => words.system[system](browser ?? words.thisBrowser, devices);
  switch (refusal) {
    case 'dismissed':
      // Firefox, not allowed by macOS, says neither 'by system' nor 'granted'.
      return site === 'firefox' && system === 'macos' ? `${words.dismissed} ${words.ifThatFails(bySystem())}` : words.dismissed;
    case 'blocked':
      // Which of the two it is, no browser on iOS says.
      return system === 'ios' ? `${words.site[site]} ${words.ifThatFails(bySystem())}` : words.site[site];
    case 'system':
      return bySystem();
    case 'policy':
    case 'insecure':
      return words[refusal];
  }
}
