/** Ends a call that is still there, lets its time run out, has the functions sweep, and looks for what is left. */
import { callIdOf } from '../support/stacks/database.ts';
import type { SharedStack } from '../support/stacks/shared-stack.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import type { Two } from './moments.ts';
import { pass } from './observe.ts';
import { endOf } from './page-diary.ts';

/** @returns what is left, a sentence each; none, when all is well */
export async function whatIsLeft({ caller, callee, database }: Two, link: string, stack: SharedStack): Promise<readonly string[]> {
  const callId = callIdOf(link);
  const paths = async (): Promise<readonly string[]> => (await database.everythingOf(callId)).map(({ path }) => path);
  const lives = async (person: Two['caller']): Promise<boolean> => person.hasPage && endOf(await person.diary()) === undefined;
  const ends = (await lives(caller)) ? caller : (await lives(callee)) ? callee : undefined;
  if (ends && (await paths()).length > 0) {
    await ends.at.hangsUp();
    // The candidates go with the end of the call; its document stays for a while, to say that it is over.
    const deadline = Date.now() + PATIENCE_MS;
    while ((await paths()).length > 1 && Date.now() < deadline) await pass(100);
    const candidates = (await paths()).filter((path) => path !== `calls/${callId}`);
    if (candidates.length > 0) return candidates.map((path) => `${path} is left after the end of its call`);
  }
  await database.expire(callId);
  await sweep(stack);
  return (await paths()).map((path) => `${path} is left after a sweep`);
}

/** Runs the scheduled function once, as the emulator's own page does it; answered when it is done. */
async function sweep({ projectId, ports, init: { firelink } }: SharedStack): Promise<void> {
  const url = `http://127.0.0.1:${ports.functions}/functions/projects/${projectId}/triggers/${String(firelink['functionsRegion'])}-sweepStaleCalls-0`;
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  if (!answer.ok) throw new Error(`the sweep answered ${answer.status}: ${await answer.text()}`);
}
