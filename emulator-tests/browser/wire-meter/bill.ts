/**
 * What a recording would cost, as Firestore counts it (https://firebase.google.com/docs/firestore/pricing): every
 * document written or deleted; every document delivered to a query, a listener or a read; one read for a query or a read that
 * finds nothing. Documents that the rules look up are counted apart: they are billed and never on the wire.
 */
import type { Exchange } from '../../support/proxy/recording.ts';
import { readChannels } from './web-channel.ts';
import type { RuleLookups } from './rule-lookups.ts';

export interface Bill {
  readonly writes: number;
  readonly deletes: number;
  readonly reads: number;
  readonly ruleReads: number;
  /** The requests that the server refused, and that were unnecessary. */
  readonly denials: readonly string[];
  /** Each write and read by its document's path, for a failed test's message. */
  readonly items: readonly string[];
}

interface Write {
  readonly update?: { readonly name: string };
  readonly updateMask?: { readonly fieldPaths: readonly string[] };
  readonly delete?: string;
}

interface Target {
  readonly targetId: number;
  /** What the page has of an earlier stream: only what has changed since is billed. */
  readonly resumeToken?: string;
  readonly documents?: { readonly documents: readonly string[] };
  readonly query?: { readonly parent: string; readonly structuredQuery: { readonly from: readonly { readonly collectionId: string }[] } };
}

interface DeliveredDocument {
  readonly name: string;
  readonly updateTime?: string;
  readonly fields?: { readonly ended?: unknown };
}

interface ListenResponse {
  readonly targetChange?: { readonly targetChangeType?: string; readonly targetIds?: readonly number[]; readonly resumeToken?: string; readonly cause?: unknown };
  readonly documentChange?: { readonly document: DeliveredDocument; readonly targetIds?: readonly number[] };
  readonly documentDelete?: { readonly document: string; readonly removedTargetIds?: readonly number[] };
  readonly documentRemove?: { readonly document: string; readonly removedTargetIds?: readonly number[] };
}

export function makeBill(exchanges: readonly Exchange[], lookups: RuleLookups): Bill {
  const bill = { writes: 0, deletes: 0, reads: 0, ruleReads: 0, denials: [] as string[], items: [] as string[] };
  /** By resume token, and what was listened to: what had been delivered by then. */
  const left = new Map<string, ReadonlySet<string>>();
  for (const exchange of exchanges) {
    if (exchange.method !== 'POST') continue;
    if (exchange.url.pathname.endsWith(':commit')) addCommit(exchange);
    if (exchange.url.pathname.endsWith(':batchGet') || exchange.url.pathname.endsWith(':runQuery')) addReading(exchange);
  }
  for (const { sent } of readChannels(exchanges, 'Write')) {
    for (const { writes } of sent as { writes?: readonly Write[] }[]) addWrites(writes ?? []);
  }
  for (const { sent, received } of readChannels(exchanges, 'Listen')) addListening(sent as { addTarget?: Target }[], received as ListenResponse[]);
  return bill;

  function resumed(target: Target): Target & { readonly has: Set<string> } {
    return { ...target, has: new Set(left.get(`${target.resumeToken} ${subjectOf(target)}`)) };
  }

  function addCommit({ requestBody, status }: Exchange): void {
    const { writes = [] } = JSON.parse(requestBody) as { writes?: readonly Write[] };
    // 0: the page went before the answer came; it may have been written.
    if (status < 400) addWrites(writes, status === 0 ? ', unanswered' : '');
    else bill.denials.push(`commit ${status}: ${writes.map(pathOf).join(', ')}`);
    // Looked up whether or not it is allowed then, each document once a request.
    bill.ruleReads += new Set(writes.flatMap((write) => lookups(pathOf(write), write.delete === undefined ? 'write' : 'delete'))).size;
  }

  function addWrites(writes: readonly Write[], remark = ''): void {
    for (const write of writes) {
      const isDelete = write.delete !== undefined;
      if (isDelete) bill.deletes += 1;
      else bill.writes += 1;
      bill.items.push(`${isDelete ? 'delete' : 'write'} ${pathOf(write)}${fieldsOf(write)}${remark}`);
    }
  }

  function addReading({ url, requestBody, responseBody, status }: Exchange): void {
    const [, parent] = /\/documents\/(.+):runQuery$/.exec(url.pathname) ?? [];
    if (parent !== undefined) bill.ruleReads += lookups(`${parent}/${collectionOf(requestBody)}/*`, 'list').length;
    if (status >= 400) return void bill.denials.push(`read ${status}: ${requestBody}`);
    if (status === 0) return addRead('something that was not awaited');
    const results = JSON.parse(responseBody) as readonly { found?: { name: string }; document?: { name: string }; missing?: string }[];
    const names = results.map(({ found, document, missing }) => found?.name ?? document?.name ?? missing).filter((name) => name !== undefined);
    addRead(...(names.length > 0 ? names : [`nothing, by ${url.pathname}`]));
  }

  function addRead(...names: readonly string[]): void {
    bill.reads += names.length;
    bill.items.push(...names.map((name) => `read ${shorten(name)}`));
  }

  function addListening(sent: readonly { addTarget?: Target }[], received: readonly ListenResponse[]): void {
    const targets = new Map(sent.flatMap(({ addTarget }) => (addTarget ? [[addTarget.targetId, resumed(addTarget)] as const] : [])));
    for (const target of targets.values()) {
      if (target.query) bill.ruleReads += new Set(lookups(`${shorten(target.query.parent)}/${target.query.structuredQuery.from[0]?.collectionId}/*`, 'list')).size;
    }
    const charge = (targetIds: readonly number[] = [], name: string, updateTime = ''): void => {
      for (const id of targetIds) {
        const target = targets.get(id);
        // The emulator sends a query's whole result again at each change; Firestore sends and bills what is new in it.
        if (updateTime && target?.has.has(`${name} ${updateTime}`)) continue;
        target?.has.add(`${name} ${updateTime}`);
        addRead(name);
      }
    };
    for (const { documentChange, documentDelete, documentRemove, targetChange } of received) {
      if (documentChange) charge(documentChange.targetIds, nameOf(documentChange.document), documentChange.document.updateTime);
      // It is in the result no more since it was changed, which is billed, unlike its deletion.
      if (documentRemove) charge(documentRemove.removedTargetIds, documentRemove.document);
      // A document that was never there: a read that finds nothing.
      const missing = documentDelete?.removedTargetIds?.filter((id) => targets.get(id)?.has.size === 0);
      if (documentDelete) charge(missing, documentDelete.document);
      if (targetChange?.targetChangeType === 'CURRENT') charge(targetChange.targetIds?.filter((id) => targets.get(id)?.has.size === 0), 'nothing, by a listener');
      for (const id of targetChange?.targetIds?.length ? targetChange.targetIds : targets.keys()) {
        const target = targets.get(id);
        if (target && targetChange?.resumeToken) left.set(`${targetChange.resumeToken} ${subjectOf(target)}`, new Set(target.has));
      }
      if (targetChange?.cause) bill.denials.push(`listen ${JSON.stringify(targetChange)}`);
    }
  }
}

function collectionOf(query: string): string | undefined {
  return (JSON.parse(query) as NonNullable<Target['query']>).structuredQuery.from[0]?.collectionId;
}

function subjectOf({ documents, query }: Target): string {
  return JSON.stringify(documents ?? query);
}

function pathOf(write: Write): string {
  return shorten(write.update?.name ?? write.delete ?? '');
}

/** What of a standing document it changes. */
function fieldsOf({ updateMask }: Write): string {
  return updateMask ? ` (${updateMask.fieldPaths.join(', ')})` : '';
}

/** A page lets go of its listener as its call ends: whether it still sees the end is a race, which the items show. */
function nameOf({ name, fields }: DeliveredDocument): string {
  return fields?.ended === undefined ? name : `${name} (ended)`;
}

function shorten(name: string): string {
  return name.replace(/^projects\/[^/]+\/databases\/[^/]+\/documents\/?/, '');
}
