/** For a page before its calls' own code is there: what is remembered, what to show of a call, and which chunks to fetch ahead that a client loads by itself, later. */
export { createRoleMemory } from './calls/role-memory.ts';
export { createNameMemory } from './participant/name-memory.ts';
export { openingView } from './opening-view.ts';
/** Firebase's SDK, and all that reaches the store with it. */
export const loadBackend = (): Promise<unknown> => import('./firebase/backend.ts');
/** Where the configuration names App Check. */
export const loadAppCheck = (): Promise<unknown> => import('firebase/app-check');
