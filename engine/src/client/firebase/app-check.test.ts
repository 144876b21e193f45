import { deleteApp, initializeApp, type FirebaseApp } from 'firebase/app';
import { getToken, ReCaptchaEnterpriseProvider } from 'firebase/app-check';
import { afterEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { startAppCheck } from './app-check.ts';
import type { AppConfig } from '../config.ts';
import { readConfig } from '../hosting-config.ts';
import { unsignedToken } from './unsigned-token.ts';

const FIREBASE = { projectId: 'demo-app', apiKey: 'key', appId: '1:1:web:1' };
const emulated: AppConfig = readConfig({ ...FIREBASE, firelink: { emulators: { firestore: '127.0.0.1:1' } } }, {});

let app: FirebaseApp | undefined;
afterEach(async () => {
  if (app) await deleteApp(app);
  app = undefined;
});

describe('App Check', () => {
  it('is not there where no site key is named', async () => {
    const config = readConfig(FIREBASE, {});
    expect(config.appCheck).toEqual({ kind: 'none' });
    app = initializeApp(config.firebase, 'plain');
    expect(await (await startAppCheck(app, config, new ManualClock(), silentLogger)).getToken()).toBeUndefined();
  });

  it('on emulators: an unsigned token of the page’s app', async () => {
    app = initializeApp(emulated.firebase, 'emulated');
    const clock = new ManualClock(Date.now());
    const appCheck = await startAppCheck(app, emulated, clock, silentLogger);
    const token = await appCheck.getToken();
    expect(token).toBe(unsignedToken(FIREBASE, clock.now()).token);
    const [header = '', claims = '', signature] = (token ?? '').split('.');
    expect(JSON.parse(atob(header))).toEqual({ alg: 'none', typ: 'JWT' });
    expect(JSON.parse(atob(claims))).toMatchObject({ sub: FIREBASE.appId });
    expect(signature).toBe('');
  });

  it('another app of the page is lent the same token', async () => {
    app = initializeApp(emulated.firebase, 'first');
    const [clock, other] = [new ManualClock(Date.now()), initializeApp(emulated.firebase, 'other')];
    const { getToken: getOwn, lendTo } = await startAppCheck(app, emulated, clock, silentLogger);
    const lent = lendTo(other);
    if (!lent) throw new Error('nothing was lent');
    expect((await getToken(lent)).token).toBe(await getOwn());
    await deleteApp(other);
  });

  // bounded() counts on it: see app-check.ts.
  it('the SDK’s provider has the method that is bounded in time', () => {
    expect(typeof Reflect.get(new ReCaptchaEnterpriseProvider('site-key'), 'getToken')).toBe('function');
  });
});
