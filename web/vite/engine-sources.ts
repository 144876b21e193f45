import { fileURLToPath } from 'node:url';
import { type Alias, defaultClientConditions } from 'vite';

/**
 * Resolves `firelink/…` to the engine's sources, from which the package is built that its package.json names for all other users,
 * and `#protocol/…` in them to the repository's `protocol/`, which lies outside the engine's folder.
 */
export const ENGINE_SOURCES: { readonly conditions: string[]; readonly alias: Alias[] } = {
  conditions: ['firelink-source', ...defaultClientConditions],
  alias: [{ find: /^#protocol\//, replacement: fileURLToPath(new URL('../../protocol/', import.meta.url)) }],
};
