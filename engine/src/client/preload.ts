/** Code that a page fetches side by side with its own, where it knows that a call is about to begin: each is a chunk that a client loads by itself, later. */
export const loadBackend = (): Promise<unknown> => import('./firebase/backend.ts');
/** Where the configuration names App Check. */
export const loadAppCheck = (): Promise<unknown> => import('firebase/app-check');
