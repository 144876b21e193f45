import { FirebaseError, type FirebaseApp } from 'firebase/app';
import {
  browserLocalPersistence, connectAuthEmulator, initializeAuth, inMemoryPersistence, signInAnonymously, updateCurrentUser, type Auth, type Persistence, type User,
} from 'firebase/auth';
import { within, type Clock } from '../../base/clock.ts';
import { AppError, type Failure } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import type { ServerClock } from '../../base/server-clock.ts';
import type { Locks } from '../../base/storage/locks.ts';
import type { GetAppCheckToken } from './app-check.ts';
import { keepAccount } from './own-account.ts';

/** A sign-in takes 0.1–2 s; a blocked request would hang for ever. */
const SIGN_IN_LIMIT_MS = 20_000;

/** Another tab that makes the account is done by then, or in trouble that is no reason to wait here, too. */
const OTHER_TAB_MS = 5_000;

/** What one page writes is there for another a few milliseconds later: their processes keep copies. */
const WRITTEN_MS = 250;

export interface SignInPorts {
  readonly clock: Clock;
  readonly tabLocks: Locks;
  readonly logger: Logger;
  readonly serverClock: ServerClock;
  readonly getAppCheckToken: GetAppCheckToken;
}

export interface SignedIn {
  readonly uid: string;
  /** @param isRefused the one that was given last was turned down */
  readonly getIdToken: (isRefused: boolean) => Promise<string>;
  /** Signs another Firebase app of this page in, with a copy of the tokens; called again, with the tokens of that moment. */
  readonly lendTo: (app: FirebaseApp) => Promise<void>;
}

/** An anonymous user, the same for all tabs of this browser and after a restart: a browser that reopens a call is recognised. */
export async function signIn(app: FirebaseApp, emulator: string | undefined, ports: SignInPorts): Promise<SignedIn> {
  const { clock } = ports;
  const { auth, user } = await oneAfterTheOther(ports, () => within(clock, SIGN_IN_LIMIT_MS, enter(app, emulator, ports), () => {
    throw new AppError('unavailable', { detail: 'signing in took too long' });
  })).catch((error: unknown) => {
    throw error instanceof AppError ? error : new AppError(failureOf(error), { cause: error });
  });
  const isVoid = (error: unknown): boolean => failureOf(error) === 'signed-out';
  const account = keepAccount(auth, user, isVoid, (error) => ports.logger.log('warn', 'the account could not be put back', error));
  const lendTo = (other: FirebaseApp): Promise<void> => updateCurrentUser(authIn(other, [inMemoryPersistence], emulator), account());
  return { uid: user.uid, getIdToken: (isRefused) => account().getIdToken(isRefused), lendTo };
}

/** Two tabs that are opened at once would make two accounts: the second finds that of the first. */
async function oneAfterTheOther<T>({ clock, tabLocks }: SignInPorts, work: () => Promise<T>): Promise<T> {
  const lock = tabLocks.want('account', OTHER_TAB_MS);
  await lock.outcome;
  try {
    return await work();
  } finally {
    clock.after(WRITTEN_MS, () => lock.letGo());
  }
}

async function enter(app: FirebaseApp, emulator: string | undefined, ports: SignInPorts): Promise<{ readonly auth: Auth; readonly user: User }> {
  // Read at once, so that a reload is never a stranger for an IndexedDB that is slow this time (0050). In memory alone it is.
  const auth = authIn(app, [browserLocalPersistence, inMemoryPersistence], emulator);
  await auth.authStateReady();
  return { auth, user: auth.currentUser ?? (await signUp(auth, ports)) };
}

/** The app's, which is the same each time. */
function authIn(app: FirebaseApp, persistence: Persistence[], emulator: string | undefined): Auth {
  const auth = initializeAuth(app, { persistence });
  if (emulator !== undefined && !auth.emulatorConfig) connectAuthEmulator(auth, emulator, { disableWarnings: true });
  return auth;
}

/** A new account's token says when it was made: the first word of the server's about the time, at no request's cost. */
async function signUp(auth: Auth, { serverClock, getAppCheckToken }: SignInPorts): Promise<User> {
  const ask = (): Promise<User> => {
    asked = serverClock.moment();
    return signInAnew(auth);
  };
  let asked = serverClock.moment();
  const user = await ask().catch(async (error: unknown) => {
    if (!isWithoutAppCheck(error)) throw error;
    // Slow, or one that has gone bad: it is asked for anew, and once more without it is final.
    await getAppCheckToken(true);
    return ask();
  });
  const { issuedAtTime } = await user.getIdTokenResult();
  serverClock.learn(Date.parse(issuedAtTime), asked);
  return user;
}

async function signInAnew(auth: Auth): Promise<User> {
  try {
    return (await signInAnonymously(auth)).user;
  } catch (error) {
    const { currentUser } = auth;
    if (!currentUser) throw error;
    // Signed in, but the browser would not keep it: the SDK had found room for one character, and there is none for more.
    await auth.setPersistence(inMemoryPersistence);
    await auth.updateCurrentUser(currentUser);
    return currentUser;
  }
}

/** Where App Check is enforced for Authentication. The SDK makes a code of the server's sentence, full stop included. */
function isWithoutAppCheck(error: unknown): boolean {
  return error instanceof FirebaseError && error.code.startsWith('auth/firebase-app-check-token-is-invalid');
}

/** Error codes of Firebase Authentication. */
function failureOf(error: unknown): Failure {
  if (!(error instanceof FirebaseError)) return 'unavailable';
  if (isWithoutAppCheck(error)) return 'refused';
  switch (error.code) {
    case 'auth/network-request-failed': return navigator.onLine ? 'unavailable' : 'offline';
    case 'auth/quota-exceeded':
    case 'auth/too-many-requests': return 'quota-exhausted';
    case 'auth/web-storage-unsupported': return 'storage-blocked';
    case 'auth/user-disabled':
    case 'auth/user-token-expired': return 'signed-out';
    // The project doesn't allow anonymous sign-in.
    case 'auth/operation-not-allowed':
    case 'auth/admin-restricted-operation': return 'refused';
    default: return 'unavailable';
  }
}
