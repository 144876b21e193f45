import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canStartUi, requireFirestoreJar, runnableJar } from '../machine/firestore-jar.ts';
import { findJava } from '../machine/java.ts';
import { Missing } from '../machine/missing.ts';
import { ROOT, runFolder } from '../machine/paths.ts';
import { freePort } from '../machine/ports.ts';
import { type Child, launch, removeAtEnd } from '../machine/processes.ts';
import { withoutProxies } from '../machine/proxies.mjs';
import { buildFunctions } from '../build-functions.mjs';
import { type Hosting, hashedAssets, hostingFor, type Site } from '../deploy/hosting.ts';
import { awaitFunctions, type FunctionsState } from './functions-state.ts';

/** The slowest start seen, on two busy cores, was 25 s; a first one may download 140 MB. */
const START_MS = 240_000;
const ADOPT_MS = 300;
const HOST = '127.0.0.1';

export interface EmulatorPorts {
  readonly auth: number;
  readonly firestore: number;
  readonly firestoreWebSocket: number;
  readonly functions: number;
  readonly hub: number;
  readonly logging: number;
  readonly eventarc: number;
  readonly tasks: number;
  readonly ui: number | undefined;
  readonly hosting: number | undefined;
}

export interface Emulators {
  readonly projectId: string;
  readonly ports: EmulatorPorts;
  /** Undefined when they run without functions. */
  readonly functions: FunctionsState | undefined;
  readonly logFile: string;
  stop(): Promise<void>;
}

export interface EmulatorOptions {
  readonly projectId: string;
  /** Functions with these settings (`.env.local` and `.secret.local`); false leaves them out. */
  readonly functions: { readonly params?: string; readonly secrets?: string } | false;
  /** The Emulator UI, where it can be had. */
  readonly ui: boolean;
  /** web/dist, which was built, served as it would be deployed. Default false. */
  readonly hosting?: boolean;
}

let count = 0;

/** Starts Auth, Firestore and, unless told otherwise, Functions, on ports of their own. @throws Missing */
export async function startEmulators(options: EmulatorOptions): Promise<Emulators> {
  const [java, jar, hasUi] = await Promise.all([findJava(), requireFirestoreJar(), options.ui && canStartUi()]);
  const ports = await choosePorts(hasUi, options.hosting === true);
  count += 1;
  const id = `${process.pid}-${count}`;
  const functionsFolder = `functions/dist-run-${id}`;
  const forgetFunctions = removeAtEnd(join(ROOT, functionsFolder));
  if (options.functions !== false) await buildFunctions(join(ROOT, functionsFolder), options.functions);
  const config = join(ROOT, `firebase.run-${id}.json`);
  const forgetConfig = removeAtEnd(config);
  writeFileSync(config, JSON.stringify(configFor(ports, options.functions !== false, functionsFolder), null, 2));

  const logFile = join(runFolder(), `emulators-${count}.log`);
  const names = ['auth', 'firestore', ...(options.functions === false ? [] : ['functions']), ...(ports.hosting === undefined ? [] : ['hosting'])];
  const firebase = launch(
    process.execPath,
    [
      join(ROOT, 'node_modules/firebase-tools/lib/bin/firebase.js'),
      'emulators:start',
      ...['--only', names.join(',')],
      ...['--config', config, '--project', options.projectId],
    ],
    { cwd: runFolder(), env: environment(java, jar), logFile, stopSignal: 'SIGTERM' },
  );
  const stop = async (): Promise<void> => {
    await firebase.stop();
    forgetConfig();
    forgetFunctions();
  };
  try {
    await awaitReady(firebase, logFile);
    const functions = options.functions === false ? undefined : await awaitFunctions(HOST, ports.functions, logFile);
    return { projectId: options.projectId, ports, functions, logFile, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The CLI's default ports first, so that the addresses are the usual ones when nothing else runs. */
async function choosePorts(hasUi: boolean, hasHosting: boolean): Promise<EmulatorPorts> {
  return {
    auth: await freePort(9099),
    firestore: await freePort(8080),
    firestoreWebSocket: await freePort(9150),
    functions: await freePort(5001),
    hub: await freePort(4400),
    logging: await freePort(4500),
    eventarc: await freePort(9299),
    tasks: await freePort(9499),
    ui: hasUi ? await freePort(4000) : undefined,
    // The Hosting emulator leaves 5001 to functions, whichever process has it.
    hosting: hasHosting ? await freePort(5002) : undefined,
  };
}

function configFor(ports: EmulatorPorts, hasFunctions: boolean, functionsFolder: string): object {
  const project = JSON.parse(readFileSync(join(ROOT, 'firebase.json'), 'utf8')) as { firestore: object; hosting: Hosting };
  const at = (port: number): object => ({ host: HOST, port });
  return {
    firestore: project.firestore,
    ...(hasFunctions ? { functions: { source: functionsFolder } } : {}),
    ...(ports.hosting === undefined ? {} : { hosting: hostingFor(project.hosting, siteOn(ports)) }),
    emulators: {
      singleProjectMode: true,
      auth: at(ports.auth),
      firestore: { host: HOST, port: ports.firestore, websocketPort: ports.firestoreWebSocket },
      functions: at(ports.functions),
      hub: at(ports.hub),
      logging: at(ports.logging),
      eventarc: at(ports.eventarc),
      tasks: at(ports.tasks),
      ...(ports.hosting === undefined ? {} : { hosting: at(ports.hosting) }),
      ui: ports.ui === undefined ? { enabled: false } : { enabled: true, ...at(ports.ui) },
    },
  };
}

function siteOn(ports: EmulatorPorts): Site {
  const connect = [ports.auth, ports.firestore, ports.functions].map((port) => `http://${HOST}:${port}`);
  return { connect, assets: hashedAssets(join(ROOT, 'web/dist')) };
}

function environment(java: { binary: string; home: string }, jar: string | undefined): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    // Emulators ask each other, and the CLI would ask them through a proxy. What it may have to download, it downloads
    // without one, just as `canDownload` has asked.
    ...withoutProxies(process.env),
    JAVA_HOME: java.home,
    PATH: `${join(java.home, 'bin')}:${process.env['PATH'] ?? ''}`,
    // Asks nothing, checks for no update, and finds the functions in one step instead of by polling: 13 s less.
    CI: 'true',
    NO_UPDATE_NOTIFIER: '1',
    FIREBASE_FUNCTIONS_DISCOVERY_OUTPUT_PATH: 'true',
    npm_config_fetch_retries: '0',
  };
  if (jar !== undefined) env['FIRESTORE_EMULATOR_BINARY_PATH'] = runnableJar(jar);
  // Left over in a shell, these would send the functions to another stack's emulator.
  delete env['FIRESTORE_EMULATOR_HOST'];
  delete env['FIREBASE_AUTH_EMULATOR_HOST'];
  return env;
}

async function awaitReady(firebase: Child, logFile: string): Promise<void> {
  const ready = new Promise<'ready'>((resolve) => {
    let seen = '';
    firebase.onOutput((text) => {
      seen += text;
      if (seen.includes('All emulators ready')) resolve('ready');
    });
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), START_MS);
  });
  // Java starts somewhere in between.
  const adopting = setInterval(() => firebase.adopt(), ADOPT_MS);
  const outcome = await Promise.race([ready, firebase.exited, late]);
  clearTimeout(timer);
  clearInterval(adopting);
  firebase.adopt();
  if (outcome === 'ready') return;
  const why = outcome === 'late' ? `were not ready after ${START_MS / 1000} s` : 'ended while starting';
  throw new Missing([firebase.tail(), unexpectedError(), `The emulators ${why}: see above, and all of it in ${logFile}.`].filter(Boolean).join('\n'));
}

/** The CLI prints "An unexpected error has occurred"; which one, a port that is taken for instance, it says in its own log. */
function unexpectedError(): string | undefined {
  const log = join(runFolder(), 'firebase-debug.log');
  if (!existsSync(log)) return undefined;
  return /^\[debug\] \[[^\]]*\] (Error: .*)$/gm.exec(readFileSync(log, 'utf8'))?.[1];
}
