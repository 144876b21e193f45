import { randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Missing } from '../machine/missing.ts';
import { ROOT } from '../machine/paths.ts';
import { type LanFront, lanFront } from './lan-front.ts';
import { type EmulatorPorts, type EmulatorOptions, startEmulators } from './firebase-emulators.ts';
import { NO_VARIABLES, type Site, startWebServer } from './web-server.ts';

const HOST = '127.0.0.1';

export interface StackOptions {
  /** `dev` serves the sources with hot reload, `preview` the production build, made first. Default `dev`. */
  readonly vite?: 'dev' | 'preview';
  /** Default true. An object holds what `.env.local` and `.secret.local` of the functions say instead of their own. */
  readonly functions?: boolean | { readonly params?: string; readonly secrets?: string };
  /** The Emulator UI where it can be had. Default false. */
  readonly ui?: boolean;
  /** An address of this machine on the local network: the web app over HTTPS there, with the emulators behind it. */
  readonly lan?: string;
  /** RTCIceServer list for the web app. Default none: on one machine host candidates suffice. */
  readonly iceServers?: readonly object[];
  /** More fields for `firelink` in the web configuration. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Makes the project's name recognisable: demo-firelink-<label>-<random>. */
  readonly label?: string;
  /** Build web/dist before a preview. Default true, unless FIRELINK_BUILT says that it was just built. */
  readonly build?: boolean;
}

export interface Stack {
  /** Where the web app is, without a slash at the end. */
  readonly url: string;
  readonly projectId: string;
  readonly ports: EmulatorPorts & { readonly web: number };
  /** What the app reads at /__/firebase/init.json. */
  readonly init: InitJson;
  readonly functionNames: readonly string[];
  readonly logFiles: readonly string[];
  stop(): Promise<void>;
}

export interface InitJson {
  readonly projectId: string;
  readonly apiKey: string;
  readonly appId: string;
  readonly authDomain: string;
  readonly firelink: Readonly<Record<string, unknown>>;
}

/** Everything a call needs, on this machine: emulators with the rules on, and the web app that knows their ports. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const mode = options.vite ?? 'dev';
  // A demo- project can't reach production, and one of its own per run keeps two runs apart.
  const projectId = `demo-firelink-${options.label ?? 'run'}-${randomBytes(3).toString('hex')}`;
  if (mode === 'preview' && (options.build ?? process.env['FIRELINK_BUILT'] === undefined)) buildWeb();
  const emulators = await startEmulators({ projectId, functions: functionsOf(options), ui: options.ui ?? false });
  try {
    const { ports, functions } = emulators;
    const lan = options.lan === undefined ? undefined : await lanFront(options.lan, projectId, { ...ports, functions: functions && ports.functions });
    const init = (url: string): InitJson => initFor(projectId, emulatorsAt(url, ports, lan), functions?.region, options);
    const web = await startWebServer(mode, { init, ...(lan && { lan }) });
    return {
      url: web.url,
      projectId,
      ports: { ...emulators.ports, web: web.port },
      init: init(web.url),
      functionNames: emulators.functions?.names ?? [],
      logFiles: [emulators.logFile, web.logFile],
      stop: async () => {
        await Promise.all([web.stop(), emulators.stop()]);
      },
    };
  } catch (error) {
    await emulators.stop();
    throw error;
  }
}

function functionsOf({ functions = true }: StackOptions): EmulatorOptions['functions'] {
  if (functions === true) return {};
  return functions;
}

interface Place {
  readonly host: string;
  readonly port: number;
  readonly ssl?: true;
}

interface EmulatorPlaces {
  readonly auth: string;
  readonly firestore: Place;
  readonly functions: Place;
}

/** Where the page finds them: on loopback, or all behind its own origin. */
function emulatorsAt(url: string, ports: EmulatorPorts, lan: LanFront | undefined): EmulatorPlaces {
  const { hostname, port } = new URL(url);
  const behind: Place = { host: hostname, port: Number(port), ssl: true };
  if (lan) return { auth: url, firestore: behind, functions: behind };
  return { auth: `http://${HOST}:${ports.auth}`, firestore: { host: HOST, port: ports.firestore }, functions: { host: HOST, port: ports.functions } };
}

function initFor(projectId: string, { auth, firestore, functions }: EmulatorPlaces, region: string | undefined, options: StackOptions): InitJson {
  return {
    projectId,
    // The emulators take any key; the app takes none for "not configured".
    apiKey: 'demo-key',
    appId: '1:1:web:1',
    authDomain: `${projectId}.firebaseapp.com`,
    firelink: {
      emulators: {
        auth,
        firestore,
        ...(region === undefined ? {} : { functions }),
      },
      iceServers: options.iceServers ?? [],
      // Without functions the page can't ask for a relay.
      ...(region === undefined ? { relay: 'none' } : { functionsRegion: region }),
      ...options.settings,
    },
  };
}

/** Builds the web app, by default this checkout's, into web/dist. @throws Missing with the compiler's output */
export function buildWeb({ root, dist }: Site = { root: ROOT, dist: join(ROOT, 'web/dist') }): void {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const done = spawnSync(process.execPath, [vite, 'build', join(root, 'web'), '--outDir', dist, '--emptyOutDir', '--logLevel', 'warn'], {
    cwd: root,
    // Vitest sets NODE_ENV to `test`, with which Lit would come in its larger build for development.
    env: { ...process.env, ...NO_VARIABLES, NODE_ENV: 'production' },
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Missing(`${done.stdout}${done.stderr}\nThe web app could not be built: see above.`);
}
