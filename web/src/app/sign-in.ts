import { FirebaseError, type FirebaseApp } from 'firebase/app';
import {
  browserLocalPersistence, connectAuthEmulator, indexedDBLocalPersistence, initializeAuth, inMemoryPersistence, signInAnonymously, type Auth, type User,
} from 'firebase/auth';
import { within, type Clock } from '../base/clock.ts';
import { AppError, type Failure } from '../base/errors.ts';
import type { ServerClock } from '../base/server-clock.ts';

/** A sign-in takes 0.1–2 s; a blocked request would hang for ever. */
const SIGN_IN_LIMIT_MS = 20_000;

export interface SigningIn {
  readonly clock: Clock;
  readonly serverClock: ServerClock;
  /** False where IndexedDB does not answer: the SDK would wait for it. */
  readonly canUseIndexedDb: boolean;
}

/** An anonymous user, the same for all tabs of this browser and after a restart: whoever reopens a call is known again. */
export async function signIn(
  app: FirebaseApp, emulator: string | undefined, { clock, serverClock, canUseIndexedDb }: SigningIn,
): Promise<{ readonly auth: Auth; readonly uid: string }> {
  // The first that the browser allows; in memory alone, a reload is a new person.
  const auth = initializeAuth(app, { persistence: [...(canUseIndexedDb ? [indexedDBLocalPersistence] : []), browserLocalPersistence, inMemoryPersistence] });
  if (emulator !== undefined) connectAuthEmulator(auth, emulator, { disableWarnings: true });
  const signedIn = auth.authStateReady().then(async () => auth.currentUser ?? signUp(auth, serverClock));
  const user = await within(clock, SIGN_IN_LIMIT_MS, signedIn, () => {
    throw new AppError('unavailable', { detail: 'signing in took too long' });
  }).catch((error: unknown) => {
    throw error instanceof AppError ? error : new AppError(failureOf(error), { cause: error });
  });
  return { auth, uid: user.uid };
}

/** A new account's token says when it was made: the first word of the server's about the time, at no request's cost. */
async function signUp(auth: Auth, serverClock: ServerClock): Promise<User> {
  const asked = serverClock.moment();
  const user = await signInAnew(auth);
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

/** Error codes of Firebase Authentication. */
function failureOf(error: unknown): Failure {
  if (!(error instanceof FirebaseError)) return 'unavailable';
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
