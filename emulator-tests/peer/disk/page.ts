/** What the tests find in the page, as `disk`. */
import { systemClock, type Clock } from '../../../engine/src/base/clock.ts';
import { createLogger } from '../../../engine/src/base/logger.ts';
import { keyValuesIn } from '../../../engine/src/base/storage/key-values.ts';
import { FileDisk, type FileDiskPorts } from '../../../engine/src/transfer/disk/file-disk.ts';
import { shownAs } from '../../../engine/src/transfer/disk/media-signature.ts';
import { saveFile } from '../../../engine/src/transfer/disk/save-file.ts';
import { BLOCK_BYTES, type FileSink, type FileSource, type Outcome } from '../../../engine/src/transfer/files/ports.ts';
import { madeUp, STORE_CONTRACT } from '../../../engine/src/transfer/files/testing/store-contract.ts';
import { memoryStorage } from '../../../engine/src/base/storage/testing/memory-key-values.ts';

const logger = createLogger(() => {});

function open(ports: Partial<FileDiskPorts> = {}): FileDisk {
  return new FileDisk({ conversation: 'with bob', clock: systemClock, logger, ...ports });
}

/** The contract's case of that number, in a tab of its own. @returns 'kept', or what is wrong */
async function contract(index: number): Promise<string> {
  const [, run] = STORE_CONTRACT[index] ?? [];
  const storage = memoryStorage();
  const tab = { session: keyValuesIn(() => storage) };
  let store = open({ tab });
  if ((await store.limit()) !== undefined) return 'there is no disk';
  try {
    await run?.({ store, reload: async () => {
      store.end();
      store = open({ tab });
      return store;
    } });
    return 'kept';
  } catch (error) {
    return String(error);
  } finally {
    store.end();
  }
}

function ok<T>(outcome: Outcome<T, string>): T {
  if (outcome.kind === 'failed') throw new Error(outcome.why);
  return outcome.value;
}

/** Sends blocks of one to the other, until `end`. @returns what the last one came to */
async function carry(source: FileSource, sink: FileSink, end = source.size): Promise<string> {
  while (sink.verifiedBytes < end) {
    const { bytes, digest } = ok(await source.block(sink.verifiedBytes));
    for (let at = 0; at < bytes.length; at += 16_384) ok(await sink.write(sink.verifiedBytes + at, bytes.slice(at, at + 16_384)));
    const outcome = await sink.verify(digest);
    if (outcome.kind === 'failed') return outcome.why;
    if (outcome.value === 'mismatch') return 'mismatch';
    await source.verified(sink.verifiedBytes);
  }
  return 'verified';
}

/** The folders of received files, by tab. */
async function tabs(): Promise<string[]> {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('firelink-files', { create: true });
  const names: string[] = [];
  for await (const [name, handle] of folder.entries()) if (handle.kind === 'directory') names.push(name);
  return names;
}

/** A minute lasts a second. */
const quickClock: Clock = { ...systemClock, after: (delayMs, act) => systemClock.after(delayMs / 60, act) };

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const digestOf = async (blob: Blob): Promise<string> => hex(new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())));

const disk = { open, contract, carry, ok, tabs, hex, digestOf, madeUp, shownAs, saveFile, systemClock, quickClock, BLOCK_BYTES };

declare global {
  var disk: Disk;
  /** What a test keeps from one evaluation to the next. */
  var kept: { store?: FileDisk; source?: FileSource; sink?: FileSink };
}
export type Disk = typeof disk;

globalThis.disk = disk;
globalThis.kept = {};
