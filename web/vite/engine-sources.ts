import { defaultClientConditions, type ResolveOptions } from 'vite';

/** Resolves `firelink/…` to the engine's sources, from which the package is built that its package.json names for all other users. */
export const ENGINE_SOURCES: ResolveOptions = { conditions: ['firelink-source', ...defaultClientConditions] };
