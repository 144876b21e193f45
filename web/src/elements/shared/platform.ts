/** Which browser and system this is, for texts alone: where to press, and what a setting is called. Nothing else depends on it. Pure. */
import type { SitePlace, SystemPlace } from '../i18n/messages.ts';

/** As much of `navigator` as is looked at. */
export interface NavigatorFacts {
  readonly userAgent: string;
  readonly maxTouchPoints: number;
}

export interface Platform {
  /** Its name, where it is one of the known ones. */
  readonly browser: string | undefined;
  readonly site: SitePlace;
  readonly system: SystemPlace;
}

/** The more special first: Edge and the others call themselves Chrome too, and Chrome calls itself Safari. */
const NAMES: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOPT\/|\bOPX\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\bYaBrowser\//, 'Yandex'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bCriOS\/|Chrome\//, 'Chrome'],
  [/\bVersion\/[\d.]+ .*Safari\//, 'Safari'],
];

export function readPlatform(facts: NavigatorFacts = navigator): Platform {
  const { userAgent } = facts;
  const system = systemOf(facts);
  // An app that shows pages within itself is none of them, whatever it says beside.
  const isWithinApp = /; wv\)|\bFBA[NV]\b|\bInstagram\b|\bLine\/|\bMicroMessenger\b/.test(userAgent);
  const browser = isWithinApp ? undefined : NAMES.find(([pattern]) => pattern.test(userAgent))?.[1];
  return { browser, site: browser === undefined ? 'other' : siteOf(browser, system, userAgent), system };
}

function systemOf({ userAgent, maxTouchPoints }: NavigatorFacts): SystemPlace {
  // An iPad says that it is a Mac; no Mac has a screen that is touched.
  if (/\biP(?:hone|ad|od)\b/.test(userAgent) || (/\bMacintosh\b/.test(userAgent) && maxTouchPoints > 1)) return 'ios';
  if (/\bMacintosh\b/.test(userAgent)) return 'macos';
  if (/\bWindows\b/.test(userAgent)) return 'windows';
  if (/\bAndroid\b/.test(userAgent)) return 'android';
  return /\bCrOS\b/.test(userAgent) ? 'chromeos' : 'other';
}

function siteOf(browser: string, system: SystemPlace, userAgent: string): SitePlace {
  // On iOS every browser is Safari within, and only Safari keeps what a site may have.
  if (system === 'ios') return browser === 'Safari' ? 'safari-ios' : 'other';
  if (browser === 'Safari') return 'safari';
  if (browser === 'Firefox') return system === 'android' ? 'firefox-android' : 'firefox';
  if (!userAgent.includes('Chrome/')) return 'other';
  return system === 'android' ? 'chromium-android' : 'chromium';
}
