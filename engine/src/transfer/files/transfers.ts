/** The list of files that a page sends and receives, over any number of participants' channels. */
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import { Observers } from '../../base/observers.ts';
import type { ParticipantChannel } from '../participant-channel.ts';
import type { ParticipantKey } from '../participant-key.ts';
import type { FileStore } from './ports.ts';
import type { TransferView } from './transfer-view.ts';

export interface TransfersPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly store: FileStore;
  readonly randomBytes: (length: number) => Uint8Array;
}

export interface OfferedFile {
  readonly file: File;
  /** The folders above it, as the browser has them. */
  readonly path?: readonly string[];
  readonly handle?: FileSystemFileHandle;
}

export class Transfers {
  readonly #observers: Observers<void>;
  readonly views: readonly TransferView[] = [];

  constructor(ports: TransfersPorts) {
    this.#observers = new Observers((error) => ports.logger.log('error', 'an observer of transfers threw', error));
  }

  observe(listener: () => void): () => void {
    return this.#observers.add(listener);
  }

  offer(_files: readonly OfferedFile[]): void {}
  accept(_id: string): void {}
  acceptAll(): void {}
  decline(_id: string): void {}
  pause(_id: string): void {}
  resume(_id: string): void {}
  cancel(_id: string): void {}
  /** After a failure: the sender offers it again; the receiver asks for that. */
  retry(_id: string): void {}

  async provide(_id: string, _file: File): Promise<'taken' | 'another-file'> {
    return 'another-file';
  }

  async blob(_id: string): Promise<Blob | undefined> {
    return undefined;
  }

  attach(_participant: ParticipantKey, _channel: ParticipantChannel): () => void {
    return () => {};
  }

  /** The page's conversation is over: everything that goes on ends, and what is stored is deleted. */
  end(): void {}
}
