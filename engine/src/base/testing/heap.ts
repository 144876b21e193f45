/** How many bytes are in use once nothing is left that could be collected: what a hostile page has made this one keep. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

export function heapUsed(): number {
  if (!isAction(collect)) throw new Error('this Node has no gc()');
  collect();
  return process.memoryUsage().heapUsed;
}

function isAction(value: unknown): value is () => void {
  return typeof value === 'function';
}
