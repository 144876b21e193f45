import { type Browser, chromium } from 'playwright-core';
import { requireProgram } from '../../../scripts/machine/programs.ts';
import { PATIENCE_MS } from '../patience.ts';

export interface BrowserOptions {
  /** A .y4m file that every camera of this browser shows, see fake-media.ts. */
  readonly fakeVideoFile?: string;
  /** A .wav file that every microphone of this browser plays. */
  readonly fakeAudioFile?: string;
  /** Grants camera and microphone without asking. Default true; false leaves it to the context's permissions. */
  readonly fakeUi?: boolean;
  /** Host candidates have mDNS names, as in any Chromium whose page was given no device. Default false. */
  readonly hidesAddresses?: boolean;
  readonly args?: readonly string[];
  /** A program that starts Chromium with the arguments that it is given. Default Chromium itself. */
  readonly executablePath?: string;
}

/** Nothing of the browser's own on the network or on the screen; one machine's tests must not depend on either. */
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Sound has to play without a click, as it does on a page that holds a microphone.
  '--autoplay-policy=no-user-gesture-required',
  // A page in the background would be slowed down, and only one can be in front.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** Off: host candidates as plain addresses, since mDNS names need a network that multicasts. */
const MDNS_NAMES = 'WebRtcHideLocalIpsWithMdns';

/** What Chromium is told for its fake devices and its quiet, however it is started. */
export function browserArguments(options: BrowserOptions = {}): readonly string[] {
  const args = [...QUIET, '--use-fake-device-for-media-stream'];
  args.push(`--${options.hidesAddresses ? 'enable' : 'disable'}-features=${MDNS_NAMES}`);
  if (options.fakeUi ?? true) args.push('--use-fake-ui-for-media-stream');
  if (options.fakeVideoFile !== undefined) args.push(`--use-file-for-fake-video-capture=${options.fakeVideoFile}`);
  if (options.fakeAudioFile !== undefined) args.push(`--use-file-for-fake-audio-capture=${options.fakeAudioFile}`);
  // Chromium's sandbox refuses to run as root.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return [...args, ...(options.args ?? [])];
}

/**
 * Chromium with fake devices. A browser has one fake camera, so a participant with a picture of their own needs a
 * browser of their own; participants that share one still need a context each.
 *
 * @throws Missing when there is no Chromium
 */
export async function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const executablePath = options.executablePath ?? requireProgram('chromium');
  const browser = await chromium.launch({ executablePath, headless: true, args: [...browserArguments(options)] });
  browser.on('context', (context) => context.setDefaultTimeout(PATIENCE_MS));
  return browser;
}
