import type { Devices, DeviceMessages } from './messages.ts';

const INSIDE: Readonly<Record<Devices, string>> = { camera: 'Camera', microphone: 'Microphone', both: 'Camera and Microphone' };
const NOUN: Readonly<Record<Devices, string>> = { camera: 'the camera', microphone: 'the microphone', both: 'camera and microphone' };

/** English of devices that make trouble, and of what they are watched and turned with. */
export const enDevices: DeviceMessages = {
  refusals: {
    dismissed: {
      camera: 'The browser’s question about your camera was not answered',
      microphone: 'The browser’s question about your microphone was not answered',
      both: 'The browser’s question about your camera and microphone was not answered',
    },
    blocked: { camera: 'Your camera is blocked', microphone: 'Your microphone is blocked', both: 'Your camera and microphone are blocked' },
    policy: {
      camera: 'This page may not use a camera',
      microphone: 'This page may not use a microphone',
      both: 'This page may not use camera and microphone',
    },
    system: {
      camera: 'Your system blocks the camera',
      microphone: 'Your system blocks the microphone',
      both: 'Your system blocks camera and microphone',
    },
    insecure: {
      camera: 'No camera at an address without https',
      microphone: 'No microphone at an address without https',
      both: 'No camera or microphone at an address without https',
    },
  },
  dismissed: 'Switch it on here: the browser asks again. Select Allow then.',
  policy: 'The page around this one, or the administrator of this browser, does not allow it. Open the link in a tab of its own, or in another browser.',
  insecure: 'Browsers give it to pages with https alone. Open the link with https:// at its beginning.',
  site: {
    chromium: 'Select the icon to the left of the address and allow access. If it doesn’t come on by itself then, switch it on here.',
    'chromium-android': 'Tap the icon to the left of the address, then Permissions, and allow access. If it doesn’t come on by itself then, switch it on here.',
    firefox: 'Select the crossed-out icon to the left of the address and remove the block. Then switch it on here.',
    'firefox-android': 'Tap the icon to the left of the address and allow access. Then switch it on here.',
    safari: 'In the menu bar, choose Safari › Settings for this website, and allow access. Then reload the page.',
    'safari-ios': 'Tap the icon beside the address, then Website Settings, and allow access. Then reload the page.',
    other: 'Allow access in the browser’s settings for this site. If it doesn’t come on by itself then, switch it on here.',
  },
  system: {
    macos: (browser, devices) => `Open System Settings › Privacy & Security › ${INSIDE[devices]}, and allow ${browser}. Then restart the browser.`,
    windows: (browser, devices) => `Open Settings › Privacy & security › ${INSIDE[devices]}, and allow access for apps and for ${browser}. Then switch it on here.`,
    android: (browser, devices) => `Open Settings › Apps › ${browser} › Permissions, and allow ${NOUN[devices]}. Then switch it on here.`,
    ios: (browser, devices) => `Open Settings › Apps › ${browser}, and allow ${NOUN[devices]}. Then reload the page.`,
    chromeos: (_browser, devices) => `Open Settings › Privacy and security › Privacy controls, and allow ${NOUN[devices]}. Then switch it on here.`,
    other: (browser, devices) => `Allow ${browser} to use ${NOUN[devices]} in the privacy settings of your system. Then switch it on here.`,
  },
  silent: {
    title: 'Nothing is heard from your microphone',
    text: 'Say something. If this stays, look for a mute switch on the device or its cable, or choose another microphone.',
  },
  speaksMuted: {
    title: 'You are muted',
    text: 'Nobody hears you. Unmute your microphone to speak.',
    textWithKey: (key) => `Nobody hears you. Press ${key} or unmute your microphone to speak.`,
  },
  microphoneLevel: 'Microphone level',
  switchCamera: 'Switch camera',
  thisBrowser: 'this browser',
  ifThatFails: (advice) => `If that doesn’t help: ${advice}`,
};
