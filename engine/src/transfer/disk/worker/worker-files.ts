/** What the worker does for its page: it holds the files that are being sent and received. */
import type { OwnBytes } from '../../../base/bytes.ts';
import type { FileFolder, TabFolders } from '../../../base/storage/origin-folder.ts';
import type { Outcome, SinkFailure, SourceFailure } from '../../files/ports.ts';
import { memoryFolder } from './memory-folder.ts';
import { dataName, progressName, ReceivedFile, sinkFailure } from './received-file.ts';
import { beginsWith, SentFile, type ReadBlock } from './sent-file.ts';
import type { CallKind, WorkerAsk, WorkerCalls } from '../worker-calls.ts';

/** As ids of transfers are: they come from the other side, and name files here. */
const ID = /^[\w-]{1,64}\.\d{1,16}$/;

export class WorkerFiles {
  readonly #openFolders: () => Promise<TabFolders | undefined>;
  #folder: FileFolder = memoryFolder();
  readonly #received = new Map<string, ReceivedFile>();
  /** Of those that are whole, and closed. */
  readonly #digests = new Map<string, OwnBytes>();
  readonly #sent = new Map<string, SentFile>();

  constructor(openFolders: () => Promise<TabFolders | undefined>) {
    this.#openFolders = openFolders;
  }

  /** Never rejects where its answer has a failure; a call that has none rejects with what the browser throws. */
  answer({ kind, ask }: WorkerAsk): Promise<WorkerCalls[CallKind]['answer']> {
    switch (kind) {
      case 'start': return this.#start(ask);
      case 'receive': return this.#receive(ask);
      case 'take': return this.#take(ask);
      case 'finishReceived': return this.#finishReceived(ask);
      case 'received': return this.#folder.blob(dataName(ask.id));
      case 'closeReceived': return this.#closeReceived(ask.id);
      case 'remove': return this.#remove(ask.ids);
      case 'send': return this.#send(ask);
      case 'read': return this.#read(ask);
      case 'finishSent': return this.#finishSent(ask.id);
      case 'closeSent': return this.#closeSent(ask.id);
      case 'beginsWith': return beginsWith(ask.file, ask.hashed);
    }
  }

  async #start({ tab }: WorkerCalls['start']['ask']): Promise<{ readonly hasDisk: boolean }> {
    const folders = await this.#openFolders();
    if (folders) this.#folder = await folders.folder(tab);
    return { hasDisk: folders !== undefined };
  }

  async #receive({ id, size, room }: WorkerCalls['receive']['ask']): Promise<Outcome<{ readonly verifiedBytes: number }, SinkFailure>> {
    if (!ID.test(id)) return { kind: 'failed', why: 'not-stored' };
    await this.#closeReceived(id);
    return orFailure(async () => {
      const file = await ReceivedFile.open(this.#folder, id, size, room);
      this.#received.set(id, file);
      return { verifiedBytes: file.verifiedBytes };
    });
  }

  async #take({ id, block, digest }: WorkerCalls['take']['ask']): Promise<WorkerCalls['take']['answer']> {
    const file = this.#received.get(id);
    const outcome = file ? await orFailure(() => file.take(block, digest)) : ({ kind: 'failed', why: 'not-stored' } as const);
    return { outcome, block };
  }

  /** The file is closed, so that it can be read as a blob. */
  async #finishReceived({ id }: { readonly id: string }): Promise<Outcome<OwnBytes, SinkFailure>> {
    const digest = this.#received.get(id)?.digest() ?? this.#digests.get(id);
    await this.#closeReceived(id);
    if (!digest) return { kind: 'failed', why: 'not-stored' };
    this.#digests.set(id, digest);
    return { kind: 'ok', value: digest };
  }

  async #closeReceived(id: string): Promise<undefined> {
    this.#received.get(id)?.close();
    this.#received.delete(id);
    this.#digests.delete(id);
    return undefined;
  }

  async #remove(ids: readonly string[]): Promise<undefined> {
    for (const id of ids) {
      await this.#closeReceived(id);
      await this.#closeSent(id);
      if (!ID.test(id)) continue;
      await this.#folder.delete(dataName(id));
      await this.#folder.delete(progressName(id));
    }
    return undefined;
  }

  async #send({ id, file, hashed }: WorkerCalls['send']['ask']): Promise<undefined> {
    this.#sent.set(id, await SentFile.open(file, hashed));
    return undefined;
  }

  async #read({ id, offset }: WorkerCalls['read']['ask']): Promise<Outcome<ReadBlock, SourceFailure>> {
    return this.#sent.get(id)?.block(offset) ?? GONE;
  }

  async #finishSent(id: string): Promise<Outcome<OwnBytes, SourceFailure>> {
    return this.#sent.get(id)?.finish() ?? GONE;
  }

  async #closeSent(id: string): Promise<undefined> {
    this.#sent.delete(id);
    return undefined;
  }
}

const GONE = { kind: 'failed', why: 'vanished' } as const;

async function orFailure<Value>(work: () => Promise<Value>): Promise<Outcome<Value, SinkFailure>> {
  try {
    return { kind: 'ok', value: await work() };
  } catch (error) {
    return { kind: 'failed', why: sinkFailure(error) };
  }
}
