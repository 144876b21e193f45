/**
 * Where a page's files are. Received bytes are in the origin private file system, written by a worker; what a page knows of its
 * transfers, handles of files and running hashes are in IndexedDB. Both belong to one tab, and go with it.
 */
import { systemClock, type Clock } from '../../base/clock.ts';
import { contained } from '../../base/contained.ts';
import { silentLogger, type Logger } from '../../base/logger.ts';
import { Scope } from '../../base/scope.ts';
import { browserStorage } from '../../base/storage/key-values.ts';
import { browserLocks } from '../../base/storage/locks.ts';
import { browserDatabases } from '../../base/storage/record-database.ts';
import { openRecords, type Records } from '../../base/storage/records.ts';
import { askToKeep, roomLeft } from '../../base/storage/storage-room.ts';
import { claimTab, type TabClaim, type TabPorts } from '../../base/storage/tab-claim.ts';
import { foldersRoot, sweepTabFiles } from '../../base/storage/tab-files.ts';
import type { FileSink, FileSource, FileStore, Outcome, SinkFailure, StoredTransfer, StoredTransfers } from '../files/ports.ts';
import { DeskSink } from './desk-sink.ts';
import { DeskSource } from './desk-source.ts';
import { FOLDERS } from './folders-name.ts';
import { fileOf } from './handle-permission.ts';
import { parseHashState, parseSource, parseTransfer, type KeptSource } from './kept-transfers.ts';
import { MEMORY_LIMIT_BYTES } from './worker/memory-folder.ts';
import type { HashState } from './worker/stream-hash.ts';
import { openDesk } from './worker-client.ts';
import type { Desk } from './worker-calls.ts';

/** What a FileDisk is given by the page. */
export interface FileDiskPorts {
  /**
   * Names the conversation that the files belong to, as `call.callId`: a page that is reloaded goes on with what the page before it, in the
   * same tab, has left of the same one. Of any other, all is deleted: it was meant for another person.
   */
  readonly conversation: string;
  /** The browser's own where it is left out. */
  readonly clock?: Clock;
  /** Hears where files of earlier tabs could not be deleted. Silent where it is left out. */
  readonly logger?: Logger;
  /** The call is over, and can't be come back to: what is kept goes with the page. Asked as the page goes, and by `end`. Never, where it is left out. */
  readonly hasEnded?: () => boolean;
  /** The target of `pagehide` events; the browser's own window where it is left out. */
  readonly page?: EventTarget;
  /** The worker of `transfer-worker.ts`, for a page that has to load it from elsewhere. By default the package's own. */
  readonly createWorker?: () => Worker;
  /** For tests. */
  readonly tab?: Partial<TabPorts>;
}

interface Ready {
  readonly claim: TabClaim;
  readonly desk: Desk;
  readonly hasDisk: boolean;
}

/** The FileStore of a browser: one a page, made when the call is connected. Without a disk or a database it works in memory. */
export class FileDisk implements FileStore {
  readonly #conversation: string;
  readonly #records: Records;
  readonly #ready: Promise<Ready>;
  readonly #scope = new Scope();
  readonly #hasEnded: () => boolean;
  /** Of each file in memory, bytes: also those that have not come yet. */
  readonly #inMemory = new Map<string, number>();
  #hasAskedToKeep = false;

  /** Starts the worker at once: its file is loaded now, whatever is deployed later on. */
  constructor({ conversation, clock = systemClock, logger = silentLogger, createWorker, tab, hasEnded = () => false, page = globalThis }: FileDiskPorts) {
    const ports = { session: browserStorage.session, locks: browserLocks, randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)), ...tab };
    this.#hasEnded = hasEnded;
    this.#conversation = conversation;
    this.#records = openRecords(FOLDERS, clock);
    this.#ready = this.#start(clock, createWorker, ports);
    const onError = (error: unknown): void => logger.log('warn', 'files of earlier tabs were not deleted', error);
    this.#scope.own(sweepTabFiles({ name: FOLDERS, clock, databases: browserDatabases, ...ports }, onError));
    contained(this.#ready.then(async ({ claim }) => {
      const root = await foldersRoot(FOLDERS);
      // A page that goes has time for one question, and its worker for none.
      this.#scope.listen(page, 'pagehide', () => {
        if (this.#hasEnded()) contained(this.#forgetTab(claim, root), onError);
      });
    }), onError);
  }

  async open(): Promise<StoredTransfers> {
    const [instance, kept] = await Promise.all([this.#records.get(await this.#key('instance')), this.#kept((await this.#ready).claim)]);
    const transfers = await Promise.all(kept.toSorted((one, other) => one.at - other.at).map((one) => this.#withProgress(one)));
    return { instance: typeof instance === 'string' ? instance : undefined, transfers };
  }

  /** What was sent is stored with its hash as it goes. */
  async #withProgress(transfer: StoredTransfer): Promise<StoredTransfer> {
    if (transfer.direction === 'in' || transfer.phase === 'offered') return transfer;
    const { length = 0 } = (await this.#hashOf(transfer.id)) ?? {};
    return length > (transfer.bytes ?? 0) ? { ...transfer, bytes: length } : transfer;
  }

  async keep(instance: string, transfers: readonly StoredTransfer[]): Promise<void> {
    const { claim } = await this.#ready;
    const put = transfers.map((transfer) => [`${claim.tab}/transfer/${transfer.id}`, transfer] as const);
    await this.#records.write({ put: [[`${claim.tab}/instance`, instance], ...put] });
  }

  async forget(ids: readonly string[]): Promise<void> {
    const { claim, desk } = await this.#ready;
    for (const id of ids) this.#inMemory.delete(id);
    await this.#records.write({ remove: ids.flatMap((id) => ['transfer', 'source', 'hash'].map((kind) => `${claim.tab}/${kind}/${id}`)) });
    await desk.call('remove', { ids }).catch(() => {});
  }

  async limit(): Promise<number | undefined> {
    return (await this.#ready).hasDisk ? undefined : this.#memoryLeft();
  }

  async source(id: string, file: File, handle?: FileSystemFileHandle): Promise<FileSource> {
    const kept: KeptSource = { size: file.size, lastModified: file.lastModified };
    const key = await this.#key(`source/${id}`);
    // Not every handle can be stored.
    const isStored = handle !== undefined && (await this.#records.write({ put: [[key, { ...kept, handle }]] }));
    if (!isStored) await this.#records.write({ put: [[key, kept]] });
    return this.#send(id, file, handle);
  }

  async sourceAgain(id: string): Promise<FileSource | undefined> {
    const kept = parseSource(await this.#records.get(await this.#key(`source/${id}`)));
    const file = kept?.handle && (await fileOf(kept.handle));
    if (!kept || !file || file.size !== kept.size) return undefined;
    const hash = await this.#hashOf(id);
    // What was written again may be the same; then its beginning is.
    const isSame = file.lastModified === kept.lastModified || (hash !== undefined && (await this.#beginsWith(file, hash)));
    return isSame ? this.#send(id, file, kept.handle, hash) : undefined;
  }

  async sourceFrom(id: string, file: File): Promise<FileSource | undefined> {
    const kept = parseSource(await this.#records.get(await this.#key(`source/${id}`)));
    // Nothing is kept of a file that was offered and never begun.
    if (kept && kept.size !== file.size) return undefined;
    const hash = await this.#hashOf(id);
    if (hash && !(await this.#beginsWith(file, hash))) return undefined;
    await this.#records.write({ put: [[await this.#key(`source/${id}`), { size: file.size, lastModified: file.lastModified }]] });
    return this.#send(id, file, undefined, hash);
  }

  async sink(id: string, size: number): Promise<Outcome<FileSink, SinkFailure>> {
    const { desk, hasDisk } = await this.#ready;
    // What is held of it already is its own room.
    if (!hasDisk && size > this.#memoryLeft() + (this.#inMemory.get(id) ?? 0)) return { kind: 'failed', why: 'too-large' };
    const room = hasDisk ? await roomLeft() : undefined;
    const opened = await desk.call('receive', { id, size, room }).catch(() => ({ kind: 'failed', why: 'not-stored' }) as const);
    if (opened.kind === 'failed') return opened;
    if (!hasDisk) this.#inMemory.set(id, size);
    const sink = new DeskSink(desk, { id, size, ...opened.value }, () => this.#inMemory.delete(id));
    if (hasDisk) this.#askToKeep();
    return { kind: 'ok', value: sink };
  }

  /** The page needs no files any more. What is stored stays for the next page of this tab, until `forget`; if the call has ended, it goes. */
  end(): void {
    this.#scope.end();
    const hasEnded = this.#hasEnded();
    contained(this.#ready.then(async ({ claim, desk }) => {
      desk.end();
      if (hasEnded) await this.#forgetTab(claim, await foldersRoot(FOLDERS));
      claim.letGo();
    }), () => {});
  }

  async #forgetTab({ tab }: TabClaim, root: FileSystemDirectoryHandle | undefined): Promise<void> {
    const removed = root?.removeEntry(tab, { recursive: true }).catch(() => {});
    await Promise.all([removed, this.#records.write({ removeUnder: [`${tab}/`] })]);
  }

  async #start(clock: Clock, createWorker: (() => Worker) | undefined, ports: TabPorts): Promise<Ready> {
    const claim = await claimTab(FOLDERS, ports);
    const desk = await openDesk(claim.tab, clock, createWorker);
    await this.#leaveOthers(claim, desk.desk);
    return { claim, ...desk };
  }

  /** What was meant for another person is not offered to this one, and what came from there is not shown as coming from here. */
  async #leaveOthers(claim: TabClaim, desk: Desk): Promise<void> {
    const key = `${claim.tab}/conversation`;
    if ((await this.#records.get(key)) === this.#conversation) return;
    const ids = (await this.#kept(claim)).map(({ id }) => id);
    await this.#records.write({ removeUnder: [`${claim.tab}/`] });
    await this.#records.write({ put: [[key, this.#conversation]] });
    if (ids.length > 0) await desk.call('remove', { ids }).catch(() => {});
  }

  async #kept({ tab }: TabClaim): Promise<StoredTransfer[]> {
    return (await this.#records.valuesUnder(`${tab}/transfer/`)).map(parseTransfer).filter((one) => one !== undefined);
  }

  async #send(id: string, file: File, handle: FileSystemFileHandle | undefined, hashed?: HashState): Promise<FileSource> {
    const { desk } = await this.#ready;
    await desk.call('send', { id, file, hashed }).catch(() => {});
    const key = await this.#key(`hash/${id}`);
    return new DeskSource(desk, {
      id, file, handle,
      keep: async (hash) => {
        await this.#records.write({ put: [[key, hash]] });
      },
    });
  }

  async #hashOf(id: string): Promise<HashState | undefined> {
    return parseHashState(await this.#records.get(await this.#key(`hash/${id}`)));
  }

  async #beginsWith(file: File, hashed: HashState): Promise<boolean> {
    return (await this.#ready).desk.call('beginsWith', { file, hashed }).catch(() => false);
  }

  async #key(name: string): Promise<string> {
    return `${(await this.#ready).claim.tab}/${name}`;
  }

  #memoryLeft(): number {
    return MEMORY_LIMIT_BYTES - [...this.#inMemory.values()].reduce((total, size) => total + size, 0);
  }

  /** Once, when the first file is accepted. */
  #askToKeep(): void {
    if (this.#hasAskedToKeep) return;
    this.#hasAskedToKeep = true;
    contained(askToKeep(), () => {});
  }
}
