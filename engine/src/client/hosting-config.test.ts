import { describe, expect, it } from 'vitest';
import { type HostAndPort, originOf } from './config.ts';
import { loadConfig, readConfig } from './hosting-config.ts';

const HOSTED = { projectId: 'mine', apiKey: 'key', appId: 'app', authDomain: 'mine.firebaseapp.com' };
const serving = (pages: Readonly<Record<string, string>>) => async (path: string) => pages[path];

describe('the configuration', () => {
  it('of a deployed project is what Hosting serves, with public STUN servers and its functions', () => {
    expect(readConfig(HOSTED, {})).toMatchObject({ firebase: HOSTED, emulators: {}, relay: 'functions', cleanUp: 'functions', functionsRegion: 'us-central1', iceTransportPolicy: 'all' });
    expect(readConfig(HOSTED, {}).iceServers).toHaveLength(1);
  });

  it('of a local run names emulators, ports and ICE servers beside it', () => {
    const firelink = {
      emulators: { auth: 'http://127.0.0.1:1', firestore: { host: '127.0.0.1', port: 2 }, functions: { host: '127.0.0.1', port: 3 } },
      iceServers: [], functionsRegion: 'europe-west1', relay: 'none', cleanUp: 'parties',
    };
    expect(readConfig({ ...HOSTED, firelink }, {})).toMatchObject(firelink);
  });

  it('of a run for the local network names emulators behind HTTPS', () => {
    const emulators = { auth: 'https://192.168.1.5:5173', firestore: { host: '192.168.1.5', port: 5173, ssl: true }, functions: { host: '192.168.1.5', port: 5173, ssl: true } };
    expect(readConfig({ ...HOSTED, firelink: { emulators } }, {}).emulators).toEqual(emulators);
    expect(readConfig(HOSTED, { VITE_FIRESTORE_EMULATOR: 'https://desk.example', VITE_FUNCTIONS_EMULATOR: 'http://desk.example:5001' }).emulators).toEqual({
      firestore: { host: 'desk.example', port: 443, ssl: true }, functions: { host: 'desk.example', port: 5001 },
    });
  });

  it('is overridden by variables, field by field', () => {
    const variables = {
      VITE_FIREBASE_PROJECT_ID: 'other', VITE_FIRESTORE_EMULATOR: 'localhost:8080', VITE_AUTH_EMULATOR: 'localhost:9099',
      VITE_ICE_SERVERS: '[{"urls":"turn:t","username":"u","credential":"c"}]', VITE_RELAY: 'none', VITE_CLEAN_UP: 'parties', VITE_ICE_TRANSPORT_POLICY: 'relay',
    };
    expect(readConfig(HOSTED, variables)).toMatchObject({
      firebase: { ...HOSTED, projectId: 'other' }, relay: 'none', cleanUp: 'parties', iceTransportPolicy: 'relay',
      emulators: { firestore: { host: 'localhost', port: 8080 }, auth: 'http://localhost:9099' },
      iceServers: [{ urls: ['turn:t'], username: 'u', credential: 'c' }],
    });
  });

  it('takes an emulator behind TLS by its URL, and by a field', () => {
    const emulators = (firestore: unknown, functions: string) => readConfig({ ...HOSTED, firelink: { emulators: { firestore } } }, { VITE_FUNCTIONS_EMULATOR: functions }).emulators;
    const secure: HostAndPort = { host: 'lan.test', port: 8443, ssl: true };
    expect(emulators('https://lan.test:8443', 'https://lan.test')).toEqual({ firestore: secure, functions: { ...secure, port: 443 } });
    expect(emulators(secure, 'http://lan.test:5001')).toEqual({ firestore: secure, functions: { host: 'lan.test', port: 5001 } });
    expect([secure, { host: 'lan.test', port: 80 }].map(originOf)).toEqual(['https://lan.test:8443', 'http://lan.test:80']);
  });

  it('has App Check where a site key is named, unsigned on emulators, and none otherwise', () => {
    const appCheck = (firelink: object, variables = {}) => readConfig({ ...HOSTED, firelink }, variables).appCheck;
    expect(appCheck({})).toEqual({ kind: 'none' });
    expect(appCheck({ appCheckSiteKey: 'site' })).toEqual({ kind: 'recaptcha', siteKey: 'site' });
    expect(appCheck({ appCheckSiteKey: 'site' }, { VITE_APP_CHECK_SITE_KEY: 'other' })).toEqual({ kind: 'recaptcha', siteKey: 'other' });
    expect(appCheck({ emulators: { firestore: '127.0.0.1:1' } })).toEqual({ kind: 'emulated' });
    expect(() => readConfig({ projectId: 'p', apiKey: 'k' }, { VITE_APP_CHECK_SITE_KEY: 'site' })).toThrow('no appId');
  });

  it('needs no server when the variables name the project', async () => {
    const config = await loadConfig(async () => { throw new Error('asked'); }, { VITE_FIREBASE_PROJECT_ID: 'p', VITE_FIREBASE_API_KEY: 'k' });
    expect(config.firebase).toEqual({ projectId: 'p', apiKey: 'k' });
  });

  it('finds the emulators that the Hosting emulator serves with', async () => {
    const script = `if (x) { var y = {}; }\nvar firebaseConfig = {};\nvar firebaseEmulators = {
  "auth": { "host": "127.0.0.1", "port": 9099, "hostAndPort": "127.0.0.1:9099" },
  "firestore": { "host": "127.0.0.1", "port": 8080, "hostAndPort": "127.0.0.1:8080" }
};\nif (y) {}`;
    const config = await loadConfig(serving({
      '/__/firebase/init.json': JSON.stringify({ ...HOSTED, projectId: 'demo-local' }), '/__/firebase/init.js?useEmulator=true': script,
    }), {});
    expect(config.emulators).toEqual({ auth: 'http://127.0.0.1:9099', firestore: { host: '127.0.0.1', port: 8080 } });
    expect(config.iceServers).toEqual([]);
  });

  it.each([[undefined], ['{"projectId":"p"}'], ['[]']])('without a project in %s says what is missing', async (page) => {
    await expect(loadConfig(async () => page, {})).rejects.toThrow(/no Firebase project.*VITE_FIREBASE_PROJECT_ID/);
  });

  it.each([['<!doctype html><title>Log in to the Wi-Fi</title>'], ['']])('answered by another server (%s): the service is out of reach, and nothing has broken', async (page) => {
    await expect(loadConfig(async () => page, {})).rejects.toMatchObject({ failure: 'unavailable' });
  });

  it('leaves out what is no ICE server, and refuses a list that is no JSON', () => {
    const iceServers = [{ urls: 'http://x' }, { urls: ['stun:a', 3] }, 'stun:b'];
    expect(readConfig({ ...HOSTED, firelink: { iceServers } }, {}).iceServers).toEqual([{ urls: ['stun:a'] }]);
    expect(() => readConfig(HOSTED, { VITE_ICE_SERVERS: 'stun:a' })).toThrow('VITE_ICE_SERVERS');
  });
});
