/** Reads several calls' documents in one request, to find the next call of a link. */
import { parseCallDocument } from '#protocol/call-document.ts';
import type { CallId } from '#protocol/identifiers.ts';
import { callPath } from '#protocol/paths.ts';
import { partsOf, readTrouble, type Answer, type DocumentRead, type Received } from './requests/firestore-answers.ts';
import { fieldsOf } from '../../base/parse.ts';
import type { FirestoreRequests } from './requests/firestore-requests.ts';
import { decodeFields } from './requests/firestore-values.ts';
import type { CallSeen } from '../signal-channel.ts';

/** @returns a look at each, in the order of the ids. Never rejects. */
export async function readCalls(requests: Pick<FirestoreRequests, 'readAll'>, callIds: readonly CallId[]): Promise<readonly CallSeen[]> {
  const paths = callIds.map(callPath);
  const answer = await requests.readAll(paths, (received) => readEach(paths, received));
  if (answer.kind === 'answered') return answer.value.map(seen);
  return callIds.map(() => ({ kind: 'lost', error: answer.error }));
}

/** The parts come in any order, each with the document's full name. */
function readEach(paths: readonly string[], received: Received): Answer<readonly DocumentRead[]> {
  const read = new Map<string, DocumentRead>();
  for (const { found, missing } of received.status === 200 ? partsOf(received) : []) {
    const document = fieldsOf(found);
    const name = document ? document['name'] : missing;
    const path = typeof name === 'string' ? paths.find((one) => name.endsWith(`/${one}`)) : undefined;
    if (path !== undefined) read.set(path, document && decodeFields(document['fields']));
  }
  return read.size === paths.length ? { kind: 'answered', value: paths.map((path) => read.get(path)) } : readTrouble(received);
}

function seen(data: DocumentRead): CallSeen {
  if (!data) return { kind: 'missing' };
  const parsed = parseCallDocument(data);
  return parsed.ok ? { kind: 'present', call: parsed.value } : { kind: 'unreadable', problem: parsed.problem };
}
