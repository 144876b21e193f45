import { Agent, get } from 'node:https';
import { join } from 'node:path';
import { Missing } from '../machine/missing.ts';
import { ROOT, runFolder } from '../machine/paths.ts';
import { freePort } from '../machine/ports.ts';
import { launch } from '../machine/processes.ts';

const HOST = '127.0.0.1';
/** A first dev start optimises Firebase: some seconds on two busy cores. */
const START_MS = 60_000;
const BETWEEN_MS = 100;

export interface WebServer {
  readonly url: string;
  readonly port: number;
  readonly logFile: string;
  stop(): Promise<void>;
}

let count = 0;

/** A site owner's own VITE_… variables, in the environment or in `.env`, are not for a stack that brings its own. */
export const NO_VARIABLES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'FIREBASE_PROJECT_ID', 'FIREBASE_API_KEY', 'FIREBASE_APP_ID', 'FIREBASE_AUTH_DOMAIN', 'AUTH_EMULATOR', 'FIRESTORE_EMULATOR',
    'FUNCTIONS_EMULATOR', 'FUNCTIONS_REGION', 'APP_CHECK_SITE_KEY', 'ICE_SERVERS', 'ICE_TRANSPORT_POLICY', 'RELAY', 'CLEAN_UP',
  ].map((name) => [`VITE_${name}`, '']),
);

/** A version of the web app: the checkout that holds its sources, and the folder of its build. */
export interface Site {
  readonly root: string;
  readonly dist: string;
}

export interface WebServerOptions {
  /** Default this checkout's. */
  readonly site?: Site;
  /** What the app is told, once its own address is known. */
  readonly init: (url: string) => object;
  /** For the local network: over HTTPS at this address of the machine's, with what web/vite/one-origin.ts puts behind it. */
  readonly lan?: { readonly address: string; readonly cert: string; readonly oneOrigin: object };
}

/** Serves the web app: `dev` from the sources with hot reload, `preview` the build in web/dist. */
export async function startWebServer(mode: 'dev' | 'preview', { init, lan, site = { root: ROOT, dist: join(ROOT, 'web/dist') } }: WebServerOptions): Promise<WebServer> {
  const host = lan?.address ?? HOST;
  const port = await freePort(mode === 'dev' ? 5173 : 4173);
  count += 1;
  const logFile = join(runFolder(), `web-${count}.log`);
  const url = `${lan ? 'https' : 'http'}://${host}:${port}`;
  const vite = launch(
    process.execPath,
    [
      join(ROOT, 'node_modules/vite/bin/vite.js'),
      ...(mode === 'preview' ? ['preview', join(site.root, 'web'), '--outDir', site.dist] : [join(site.root, 'web')]),
      ...['--port', String(port), '--strictPort', '--host', host, '--clearScreen', 'false'],
    ],
    {
      env: { ...process.env, ...NO_VARIABLES, FIRELINK_INIT_JSON: JSON.stringify(init(url)), FIRELINK_ONE_ORIGIN: lan ? JSON.stringify(lan.oneOrigin) : '' },
      logFile, stopSignal: 'SIGKILL',
    },
  );
  const deadline = Date.now() + START_MS;
  while (!(await (lan ? answersSecurely(`${url}/`, lan.cert) : answers(`${url}/`)))) {
    if (!vite.isRunning() || Date.now() > deadline) {
      await vite.stop();
      throw new Missing(`${vite.tail()}\nThe web server did not start: see above, and all of it in ${logFile}.`);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, BETWEEN_MS);
    });
  }
  return { url, port, logFile, stop: () => vite.stop() };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** Without a proxy, despite the environment: it is this machine. */
function answersSecurely(url: string, ca: string): Promise<boolean> {
  return new Promise((resolve) => {
    const agent = new Agent({ ca });
    const done = (isThere: boolean): void => {
      agent.destroy();
      resolve(isThere);
    };
    get(url, { agent }, (response) => {
      response.resume();
      done(response.statusCode === 200);
    }).once('error', () => done(false));
  });
}
