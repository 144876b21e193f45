/**
 * A configuration as Firebase Hosting serves it at `/__/firebase/init.json`; VITE_… variables, given when the app is built
 * or served, override it field by field.
 */
import { AppError } from '../base/errors.ts';
import { fieldsOf, isInteger, NO_FIELDS, parseJson, type Fields } from '../base/parse.ts';
import { completeConfig, type AppConfig, type HostAndPort } from './config.ts';

export type { AppConfig } from './config.ts';

const INIT_JSON = '/__/firebase/init.json';
const HOW_TO_NAME_ONE = `${INIT_JSON} names one, or VITE_FIREBASE_PROJECT_ID and VITE_FIREBASE_API_KEY do`;
const INIT_SCRIPT = '/__/firebase/init.js?useEmulator=true';

/** `VITE_…` variables by name, as `import.meta.env` has them. */
export type Variables = Readonly<Record<string, unknown>>;

/** Reads a path of the site; undefined when it isn't there. */
export type FetchText = (path: string) => Promise<string | undefined>;

/** @throws AppError `failed` when neither source names a project, `unavailable` when another server answers for the site, such as a network's log-in page */
export async function loadConfig(fetchText: FetchText, variables: Variables): Promise<AppConfig> {
  const isComplete = textOf(variables['VITE_FIREBASE_PROJECT_ID']) !== undefined && textOf(variables['VITE_FIREBASE_API_KEY']) !== undefined;
  const text = isComplete ? undefined : await fetchText(INIT_JSON);
  const told = parseSetting(text);
  if (text !== undefined && told === undefined) throw new AppError('unavailable', { detail: `${INIT_JSON} is no JSON: the response is not Firebase Hosting's. ${HOW_TO_NAME_ONE}` });
  const init = fieldsOf(told) ?? NO_FIELDS;
  const config = readConfig(init, variables);
  // A demo- project exists nowhere but in the emulators. The Hosting emulator names them in a script alone.
  const isServedByEmulator = config.firebase.projectId.startsWith('demo-') && init['firelink'] === undefined && !config.emulators.firestore;
  if (!isServedByEmulator) return config;
  const emulators = emulatorsOfScript((await fetchText(INIT_SCRIPT)) ?? '');
  return readConfig({ ...init, firelink: { emulators, iceServers: [] } }, variables);
}

/** `var firebaseEmulators = {…};` in the script that the Hosting emulator serves. */
function emulatorsOfScript(script: string): Fields {
  const emulators = fieldsOf(parseSetting(/var firebaseEmulators = (\{[\s\S]*?\n?\});/.exec(script)?.[1])) ?? NO_FIELDS;
  return { ...emulators, auth: textOf(fieldsOf(emulators['auth'])?.['hostAndPort']) };
}

/** A key that is named counts on emulators too. */
function appCheckOf(siteKey: string | undefined, appId: string | undefined): Partial<Pick<AppConfig, 'appCheck'>> {
  if (siteKey === undefined) return {};
  if (appId === undefined) throw new AppError('failed', { detail: 'App Check has a site key and no appId: its tokens are an app\'s' });
  return { appCheck: { kind: 'recaptcha', siteKey } };
}

/** Both sources put together; a field of the wrong type counts as missing. */
export function readConfig(init: unknown, variables: Variables): AppConfig {
  const hosting = fieldsOf(init) ?? NO_FIELDS;
  const own = fieldsOf(hosting['firelink']) ?? NO_FIELDS;
  const emulators = fieldsOf(own['emulators']) ?? NO_FIELDS;
  const variable = (name: string): string | undefined => textOf(variables[`VITE_${name}`]);
  const projectId = variable('FIREBASE_PROJECT_ID') ?? textOf(hosting['projectId']);
  const apiKey = variable('FIREBASE_API_KEY') ?? textOf(hosting['apiKey']);
  if (projectId === undefined || apiKey === undefined) {
    throw new AppError('failed', { detail: `no Firebase project. ${HOW_TO_NAME_ONE}` });
  }
  const appId = variable('FIREBASE_APP_ID') ?? textOf(hosting['appId']);
  const authDomain = variable('FIREBASE_AUTH_DOMAIN') ?? textOf(hosting['authDomain']);
  const auth = variable('AUTH_EMULATOR') ?? textOf(emulators['auth']);
  const firestore = hostAndPort(variable('FIRESTORE_EMULATOR') ?? emulators['firestore']);
  const functions = hostAndPort(variable('FUNCTIONS_EMULATOR') ?? emulators['functions']);
  const relay = variable('RELAY') ?? textOf(own['relay']);
  const cleanUp = variable('CLEAN_UP') ?? textOf(own['cleanUp']);
  const policy = variable('ICE_TRANSPORT_POLICY') ?? textOf(own['iceTransportPolicy']);
  const namedEmulators = {
    ...(auth && { auth: auth.includes('://') ? auth : `http://${auth}` }),
    ...(firestore && { firestore }),
    ...(functions && { functions }),
  };
  const iceServers = variableList(variable('ICE_SERVERS')) ?? iceServersOf(own['iceServers']);
  const functionsRegion = variable('FUNCTIONS_REGION') ?? textOf(own['functionsRegion']);
  return completeConfig({
    firebase: { projectId, apiKey, ...(appId && { appId }), ...(authDomain && { authDomain }) },
    emulators: namedEmulators,
    ...(iceServers && { iceServers }),
    relay: relay === 'none' ? 'none' : 'functions',
    cleanUp: cleanUp === 'parties' ? 'parties' : 'functions',
    ...(functionsRegion !== undefined && { functionsRegion }),
    iceTransportPolicy: policy === 'relay' ? 'relay' : 'all',
    ...appCheckOf(variable('APP_CHECK_SITE_KEY') ?? textOf(own['appCheckSiteKey']), appId),
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** undefined for what isn't JSON: the page that a single-page fallback gives, say. */
function parseSetting(text: string | undefined): unknown {
  const parsed = text === undefined ? undefined : parseJson(text);
  return parsed?.ok ? parsed.value : undefined;
}

function variableList(text: string | undefined): readonly RTCIceServer[] | undefined {
  const servers = iceServersOf(parseSetting(text));
  if (text !== undefined && servers === undefined) throw new AppError('failed', { detail: 'VITE_ICE_SERVERS is no JSON list of servers' });
  return servers;
}

/** `{host, port}`, perhaps with `ssl: true`, `host:port` or a URL. */
function hostAndPort(value: unknown): HostAndPort | undefined {
  if (typeof value === 'string') {
    const url = URL.parse(value.includes('://') ? value : `http://${value}`);
    // An address with HTTPS's own port is written without it.
    const ssl = url?.protocol === 'https:';
    const port = url?.port || (ssl ? '443' : '');
    return url && port ? { host: url.hostname, port: Number(port), ...(ssl && { ssl }) } : undefined;
  }
  const { host, port, ssl } = fieldsOf(value) ?? NO_FIELDS;
  return typeof host === 'string' && isInteger(port, 0, 65_535) ? { host, port, ...(ssl === true && { ssl }) } : undefined;
}

/** An RTCIceServer list as configuration may hold it; undefined when it isn't one. */
export function iceServersOf(value: unknown): readonly RTCIceServer[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((entry: unknown): RTCIceServer[] => {
    const { urls, username, credential } = fieldsOf(entry) ?? NO_FIELDS;
    const list: unknown[] = Array.isArray(urls) ? urls : [urls];
    const texts = list.filter((url): url is string => typeof url === 'string' && /^(stuns?|turns?):/.test(url));
    if (texts.length === 0) return [];
    return [{ urls: texts, ...(typeof username === 'string' && { username }), ...(typeof credential === 'string' && { credential }) }];
  });
}
