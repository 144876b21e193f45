import { defaultClientConditions, type ResolveOptions } from 'vite';

/** Resolves `firelink/…` to the engine's sources: the built package, which its package.json names for everybody else, is made of them. */
export const ENGINE_SOURCES: ResolveOptions = { conditions: ['firelink-source', ...defaultClientConditions] };
