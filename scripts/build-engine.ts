/**
 * Builds the package `firelink` into engine/dist: JavaScript and declarations of what its exports name, file for file.
 *
 *   node scripts/bootstrap.mjs build-engine
 */
import { tell } from './machine/missing.ts';
import { buildEngine } from './engine/build-engine.ts';

try {
  buildEngine();
} catch (error) {
  tell(error);
  process.exitCode = 1;
}
