import { readFileSync } from 'node:fs';
import type { Plugin, ProxyOptions } from 'vite';

/** What FIRELINK_ONE_ORIGIN holds, as JSON: a certificate's files, and where the emulators of one project are. */
export interface OneOrigin {
  readonly certFile: string;
  readonly keyFile: string;
  readonly projectId: string;
  /** Origins, `http://127.0.0.1:…`. */
  readonly emulators: { readonly auth: string; readonly firestore: string; readonly functions?: string };
}

/**
 * The dev server over HTTPS, with the emulators behind it: a phone gives camera and microphone to a page from elsewhere
 * only over HTTPS, and such a page may make no request over HTTP. Without the variable this does nothing.
 */
export function oneOrigin(env: NodeJS.ProcessEnv = process.env): Plugin {
  return {
    name: 'firelink:one-origin',
    apply: 'serve',
    config() {
      const text = env['FIRELINK_ONE_ORIGIN'];
      if (text === undefined || text === '') return undefined;
      const { certFile, keyFile, ...behind } = JSON.parse(text) as OneOrigin;
      return { server: { https: { cert: readFileSync(certFile), key: readFileSync(keyFile) }, proxy: proxiesFor(behind) } };
    },
  };
}

/**
 * The requests that the app makes to each emulator, and no others: the emulators' test interfaces (clearing the database,
 * reading mails) stay on this machine.
 */
export function proxiesFor({ projectId, emulators }: Pick<OneOrigin, 'projectId' | 'emulators'>): Record<string, ProxyOptions> {
  const to = (target: string): ProxyOptions => ({
    target, changeOrigin: true,
    // The emulators' password of an administrator, whom no rule binds.
    bypass: ({ headers }) => (/^bearer\s+owner\s*$/i.test(headers.authorization ?? '') ? false : undefined),
  });
  const { auth, firestore, functions } = emulators;
  return {
    '/identitytoolkit.googleapis.com/v1/': to(auth),
    '/securetoken.googleapis.com/v1/': to(auth),
    '/google.firestore.v1.Firestore/': to(firestore),
    [`/v1/projects/${projectId}/databases/`]: to(firestore),
    ...(functions === undefined ? {} : { [`/${projectId}/`]: to(functions) }),
  };
}
