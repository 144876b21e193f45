import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, launch } from 'puppeteer-core';
import { homeFolder } from '../../../scripts/machine/paths.ts';
import { requireProgram } from '../../../scripts/machine/programs.ts';
import { entrust, withdraw } from '../../../scripts/machine/reaper-client.ts';

export interface FirefoxOptions {
  /** What every microphone of this browser hums. Default 1,000. */
  readonly hz?: number;
  /** Whether camera and microphone are had without a question. Default true; false refuses both. */
  readonly isAllowed?: boolean;
}

export interface Firefox {
  readonly browser: Browser;
  /** The folder that it downloads into, without a question; it goes with the browser. */
  readonly downloads: string;
  /** Stops all its processes where they are, as a machine does that is suspended; `continue` lets them go on. */
  freeze(): void;
  continue(): void;
  close(): Promise<void>;
}

/** As quiet as our Chromium, and as free with devices and sound. */
function preferences({ hz = 1_000, isAllowed = true }: FirefoxOptions, downloads: string): Record<string, unknown> {
  return {
    'intl.accept_languages': 'en',
    // Sound has to play without a click, as it does on a page that holds a microphone.
    'media.autoplay.default': 0,
    // Host candidates as plain addresses: mDNS names need a network that multicasts.
    'media.peerconnection.ice.obfuscate_host_addresses': false,
    // A picture whose colour goes round, and a tone.
    'media.navigator.streams.fake': true,
    'media.navigator.audio.fake_frequency': hz,
    // A null loudspeaker: on a machine without one no AudioContext ever runs.
    'media.cubeb.force_mock_context': true,
    ...(isAllowed ? { 'media.navigator.permission.disabled': true } : { 'permissions.default.camera': 2, 'permissions.default.microphone': 2 }),
    'browser.download.folderList': 2,
    'browser.download.dir': downloads,
    // Nothing of the browser's own on the network.
    'media.gmp-manager.updateEnabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
  };
}

/**
 * Firefox with fake devices, over WebDriver BiDi. One browser serves several participants: each has a user context.
 *
 * @throws Missing when there is no Firefox
 */
export async function launchFirefox(options: FirefoxOptions = {}): Promise<Firefox> {
  const downloads = mkdtempSync(join(tmpdir(), 'firelink-downloads-'));
  const browser = await launch({
    browser: 'firefox',
    executablePath: requireProgram('firefox'),
    headless: true,
    // It keeps its profiles' list there, and refuses to start where that can't be written.
    env: { ...process.env, HOME: homeFolder() },
    extraPrefsFirefox: preferences(options, downloads),
  });
  const pid = browser.process()?.pid;
  if (pid === undefined) throw new Error('Firefox has no process');
  // Unlike Chromium, it lives on when its driver is killed.
  entrust(pid);
  // It leads a process group, which its content processes belong to.
  const signal = (name: NodeJS.Signals): void => void process.kill(-pid, name);
  return {
    browser,
    downloads,
    freeze: () => signal('SIGSTOP'),
    continue: () => signal('SIGCONT'),
    async close() {
      await browser.close();
      withdraw(pid);
      rmSync(downloads, { recursive: true, force: true });
    },
  };
}
