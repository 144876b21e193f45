import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Hosting } from '../../../scripts/deploy/hosting.ts';
import { ROOT, runFolder } from '../../../scripts/machine/paths.ts';
import { freePort } from '../../../scripts/machine/ports.ts';
import { launch } from '../../../scripts/machine/processes.ts';
import { withoutProxies } from '../../../scripts/machine/proxies.mjs';

const HOST = '127.0.0.1';

export interface HostingEmulator {
  readonly url: string;
  stop(): Promise<void>;
}

/** The Hosting emulator alone, which needs no Java: a site of these files, by path. */
export async function startHostingEmulator(hosting: Hosting, files: Readonly<Record<string, string>>): Promise<HostingEmulator> {
  const folder = mkdtempSync(join(runFolder(), 'hosting-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, 'site', dirname(path)), { recursive: true });
    writeFileSync(join(folder, 'site', path), text);
  }
  // The CLI keeps 5001 for functions, whatever it is told.
  const [port, hub, logging] = [await freePort(5002), await freePort(4400), await freePort(4500)];
  const at = (one: number): object => ({ host: HOST, port: one });
  writeFileSync(join(folder, 'firebase.json'), JSON.stringify({
    hosting: { ...hosting, public: 'site' },
    emulators: { hosting: at(port), hub: at(hub), logging: at(logging), ui: { enabled: false } },
  }));
  const firebase = launch(
    process.execPath,
    [join(ROOT, 'node_modules/firebase-tools/lib/bin/firebase.js'), 'emulators:start', '--only', 'hosting', '--project', 'demo-firelink-hosting'],
    { cwd: folder, env: { ...withoutProxies(process.env), CI: 'true', NO_UPDATE_NOTIFIER: '1' }, logFile: join(folder, 'emulator.log'), stopSignal: 'SIGKILL' },
  );
  const stop = async (): Promise<void> => {
    await firebase.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const ready = new Promise<'ready'>((resolve) => {
    firebase.onOutput((text) => text.includes('All emulators ready') && resolve('ready'));
  });
  if ((await Promise.race([ready, firebase.exited])) !== 'ready') {
    const words = firebase.tail();
    await stop();
    throw new Error(`the Hosting emulator ended while starting: ${words}`);
  }
  return { url: `http://${HOST}:${port}`, stop };
}
