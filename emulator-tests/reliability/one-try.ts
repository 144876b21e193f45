import type { TryResult } from '../../scripts/reliability/record.ts';
import { hashCode } from '../../scripts/reliability/code-hash.ts';
import { ROOT } from '../../scripts/machine/paths.ts';
import type { Cell, Outcome } from './cell.ts';
import type { Grounds } from './grounds.ts';
import { LAG_LIMIT_MS } from './lag.ts';

/** Longer than any try takes: one that hangs is broken, and what it used is made anew. */
const LIMIT_MS = 300_000;

/** Prepares, tries, and puts in order. @throws nothing: what goes wrong is a result */
export async function tryOnce(cell: Cell, grounds: Grounds): Promise<TryResult> {
  const { name, promise, code } = cell;
  const asked: { lag?: TryResult['lagMs'] } = {};
  const outcome = await attempt(async () => {
    await cell.prepare(grounds);
    grounds.lag.begin();
    try {
      return await cell.run(grounds);
    } finally {
      asked.lag = grounds.lag.read();
    }
  });
  const lagMs = asked.lag ?? grounds.lag.read();
  const inOrder = await attempt(async () => {
    await grounds.tidy();
    return { isKept: true, evidence: '' };
  });
  if (!inOrder.isKept || outcome.evidence.startsWith(HUNG)) await grounds.clear();
  const { untruths = [], seconds, evidence } = outcome;
  const kind = untruths.length > 0 ? 'untrue' : Math.max(lagMs.driver, lagMs.pages) > LAG_LIMIT_MS ? 'invalid' : outcome.isKept ? 'kept' : 'broken';
  return {
    cell: name, promise, code: hashCode(ROOT, code), outcome: kind, lagMs,
    ...(seconds !== undefined && { seconds: Math.round(seconds * 1_000) / 1_000 }),
    ...(kind !== 'kept' && { why: [...untruths, evidence].join('\n') }),
  };
}

const HUNG = 'it did not end';

async function attempt(action: () => Promise<Outcome>): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({ isKept: false, evidence: `${HUNG} in ${LIMIT_MS / 1_000} s` }), LIMIT_MS);
  });
  try {
    return await Promise.race([action(), tooLong]);
  } catch (error) {
    return { isKept: false, evidence: error instanceof Error ? `${error.message}\n${error.stack?.split('\n').find((line) => line.includes('emulator-tests')) ?? ''}` : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
