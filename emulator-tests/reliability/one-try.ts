import { ROOT } from '../../scripts/machine/paths.ts';
import type { Try } from '../../scripts/reliability/record.ts';
import type { Cell, Outcome } from './cell.ts';
import type { Grounds } from './grounds.ts';
import { LAG_LIMIT_MS } from './lag.ts';

/** Longer than any try takes: one that hangs is broken, and what it used is made anew. */
const LIMIT_MS = 300_000;

/** Prepares, tries, and puts in order. Never rejects: what goes wrong is a result. */
export async function tryOnce(cell: Cell, grounds: Grounds): Promise<Try> {
  const unprepared = await failureOf(() => cell.prepare(grounds));
  if (unprepared !== undefined) {
    await grounds.clear();
    return { outcome: 'invalid', lagMs: grounds.lag.read(), why: `it could not be prepared: ${unprepared}` };
  }
  grounds.lag.begin();
  let outcome: Outcome | undefined;
  const failure = await failureOf(async () => {
    outcome = await cell.run(grounds);
  });
  const lagMs = grounds.lag.read();
  const disorder = await failureOf(() => grounds.tidy());
  if (disorder !== undefined) await grounds.clear();

  const { isKept = false, seconds, evidence = '', untruths = [] } = outcome ?? {};
  const untrue = [...new Set([...grounds.takeUntruths(), ...untruths])];
  const isLate = Math.max(lagMs.driver, lagMs.pages) > LAG_LIMIT_MS;
  const kind = untrue.length > 0 ? 'untrue' : isLate ? 'invalid' : isKept && disorder === undefined ? 'kept' : 'broken';
  const why = [...untrue, failure, evidence, disorder && `afterwards: ${disorder}`].filter(Boolean).join('\n');
  return {
    outcome: kind, lagMs,
    ...(seconds !== undefined && { seconds: Math.round(seconds * 1_000) / 1_000 }),
    ...(kind !== 'kept' && { why: kind === 'invalid' ? `${isKept ? 'kept' : 'not kept'}, but late: ${why}` : why }),
  };
}

/** @returns why it failed or did not end; undefined when all is well */
async function failureOf(action: () => Promise<unknown>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`it did not end in ${LIMIT_MS / 1_000} s`), LIMIT_MS);
  });
  try {
    return await Promise.race([action().then(() => undefined), tooLong]);
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    const where = error.stack?.split('\n').find((line) => line.includes('emulator-tests'))?.trim();
    // The record names no folder of the machine.
    return [error.message, where].filter(Boolean).join('\n').replaceAll(`${ROOT}/`, '');
  } finally {
    clearTimeout(timer);
  }
}
