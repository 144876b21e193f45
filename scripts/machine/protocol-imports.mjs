/**
 * For `node --import`: `#protocol/…` of the engine's sources is the repository's `protocol/`. Node reads the map of the nearest
 * package.json alone, which is the engine's own, and that of a package can't point outside its folder.
 */
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (specifier, context, nextResolve) => (specifier.startsWith('#protocol/')
    ? nextResolve(new URL(`../../${specifier.slice(1)}`, import.meta.url).href, context)
    : nextResolve(specifier, context)),
});
