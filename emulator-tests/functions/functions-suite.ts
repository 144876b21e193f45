import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Auth, getAuth } from 'firebase-admin/auth';
import { type DocumentData, type DocumentReference, type Firestore, getFirestore } from 'firebase-admin/firestore';
import { unsignedToken } from '../../engine/src/client/firebase/unsigned-token.ts';
import { type Instance, startInstance } from './one-instance.ts';
import { inject } from 'vitest';
import { type FunctionsEmulators, RELAY_SECRET, RELAY_URL, startFunctionsEmulators, STUN_URL } from './functions-emulators.ts';

export { RELAY_SECRET, RELAY_URL, STUN_URL };

/** Any: the emulator knows of no app. */
export const APP_ID = '1:1:web:1';

const HOST = '127.0.0.1';

export interface CallableAnswer {
  readonly status: number;
  readonly result?: unknown;
  readonly error?: { readonly status: string; readonly message: string };
}

export interface Trigger {
  readonly name: string;
  readonly region: string;
}

export interface FunctionsSuite {
  /** Past the rules. */
  readonly db: Firestore;
  /** As the owner. */
  readonly auth: Auth;
  /** Where the Auth emulator is. */
  readonly authUrl: string;
  listFunctions(): Promise<readonly Trigger[]>;
  /** Signs in anonymously, as a new user each time. */
  signIn(): Promise<{ uid: string; token: string; refreshToken: string }>;
  /** One request after the callable protocol, with the body as it is given and, unless told otherwise, as from the site's page. */
  call(name: string, token: string | undefined, body: unknown, from?: { readonly appCheckToken?: string; readonly forwarded?: string | undefined; readonly at?: string }): Promise<CallableAnswer>;
  /** One process that serves many requests at once, with the suite's settings and emulators. */
  startInstance(): Promise<Instance>;
  /** Runs a scheduled function and waits for its end. @throws when it failed */
  runScheduled(name: string): Promise<void>;
  /** Resolves once a snapshot satisfies the condition; a document that is gone has no fields. */
  untilChanged(document: DocumentReference, isSo: (data: DocumentData) => boolean): Promise<DocumentData>;
  clearFirestore(): Promise<void>;
  stop(): Promise<void>;
}

/** The emulators of the run, as long as there are some; else some of its own. @throws Missing when the machine can't run them */
export async function startFunctionsSuite(): Promise<FunctionsSuite> {
  // Undefined where the project of tests has another setup, whatever its type says.
  const shared = inject('functionsEmulators') as FunctionsEmulators | undefined;
  if (shared) return openSuite(shared, () => Promise.resolve());
  const own = await startFunctionsEmulators('own');
  return openSuite(own.emulators, own.stop);
}

function openSuite({ projectId, region, ports }: FunctionsEmulators, stop: () => Promise<void>): FunctionsSuite {
  const authUrl = `http://${HOST}:${ports.auth}`;
  const functions = `http://${HOST}:${ports.functions}`;
  process.env['FIRESTORE_EMULATOR_HOST'] = `${HOST}:${ports.firestore}`;
  process.env['FIREBASE_AUTH_EMULATOR_HOST'] = `${HOST}:${ports.auth}`;
  // Else the Admin SDK looks for a Google machine's metadata server, and warns that there is none.
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  const app = initializeApp({ projectId }, projectId);

  const list = async (): Promise<readonly Trigger[]> => {
    const { backends } = await request<{ backends: { functionTriggers: Trigger[] }[] }>(`${functions}/backends`, 'GET');
    return backends.flatMap(({ functionTriggers }) => functionTriggers);
  };

  return {
    db: getFirestore(app),
    auth: getAuth(app),
    authUrl,
    listFunctions: list,
    async signIn() {
      const url = `${authUrl}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=demo-key`;
      const answer = await request<{ localId: string; idToken: string; refreshToken: string }>(url, 'POST', { returnSecureToken: true });
      return { uid: answer.localId, token: answer.idToken, refreshToken: answer.refreshToken };
    },
    async call(name, token, body, { appCheckToken = unsignedToken({ appId: APP_ID, projectId }, Date.now()).token, forwarded, at } = {}) {
      const headers = {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }),
        ...(appCheckToken !== '' && { 'x-firebase-appcheck': appCheckToken }),
      };
      const answer = await fetch(at ?? `${functions}/${projectId}/${region}/${name}`, { method: 'POST', headers, body: JSON.stringify(body) });
      return { status: answer.status, ...((await answer.json()) as Omit<CallableAnswer, 'status'>) };
    },
    startInstance: () => startInstance(projectId, {
      FIRESTORE_EMULATOR_HOST: `${HOST}:${ports.firestore}`, TURN_PROVIDER: 'coturn', STUN_URLS: STUN_URL, TURN_URLS: RELAY_URL, TURN_SECRET: RELAY_SECRET,
    }),
    async runScheduled(name) {
      await send(`${functions}/functions/projects/${projectId}/triggers/${region}-${name}-0`, 'POST', {});
    },
    untilChanged: (document, isSo) => new Promise((resolve, reject) => {
      const unsubscribe = document.onSnapshot((snapshot) => {
        const data = snapshot.data() ?? {};
        if (!isSo(data)) return;
        unsubscribe();
        resolve(data);
      }, reject);
    }),
    async clearFirestore() {
      await send(`http://${HOST}:${ports.firestore}/emulator/v1/projects/${projectId}/databases/(default)/documents`, 'DELETE');
    },
    async stop() {
      await deleteApp(app);
      await stop();
    },
  };
}

async function request<Answer>(url: string, method: string, body?: object): Promise<Answer> {
  return (await (await send(url, method, body)).json()) as Answer;
}

async function send(url: string, method: string, body?: object): Promise<Response> {
  const answer = await fetch(url, { method, ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
  return answer;
}
