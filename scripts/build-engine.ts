/**
 * Builds the package `firelink` into engine/dist: JavaScript and declarations of what its exports name, file for file; and
 * engine/dist/browser, for pages without a build step.
 *
 *   node scripts/bootstrap.mjs build-engine
 */
import { tell } from './machine/missing.ts';
import { bundleEngine } from './engine/bundle-engine.ts';
import { buildEngine } from './engine/build-engine.ts';

try {
  buildEngine();
  bundleEngine();
} catch (error) {
  tell(error);
  process.exitCode = 1;
}
