/** Where calls get the store from: its code, the configuration and the sign-in, once for all calls of a client. */
import { within, type Clock } from '../base/clock.ts';
import { AppError } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { browserLocks } from '../base/storage/locks.ts';
import { completeConfig, type ClientConfig } from './config.ts';
import type * as backendCode from './firebase/backend.ts';
import type { Backend } from './firebase/backend.ts';

/** Code, configuration and sign-in, some of which have no bound of their own: a page that was reloaded would wait for ever. */
export const REACH_MS = 40_000;

/** A part of this package's code could not be loaded: it was replaced on the server, or the network is gone. */
export class CodeMissing extends AppError {
  constructor(cause: unknown) {
    super('unavailable', { cause, detail: 'a part of the code could not be loaded' });
    this.name = 'CodeMissing';
  }
}

export interface BackendSourceOptions {
  readonly config: () => Promise<ClientConfig>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly loadCode?: () => Promise<Pick<typeof backendCode, 'connectBackend'>>;
}

export class BackendSource {
  readonly #options: BackendSourceOptions;
  #backend: Promise<Backend> | undefined;
  #isClosed = false;

  constructor(options: BackendSourceOptions) {
    this.#options = options;
  }

  /** One that could not be reached is tried again with the next call. @throws CodeMissing, or AppError with the failure that ends the call; after REACH_MS at the latest */
  connect(): Promise<Backend> {
    if (this.#backend) return this.#backend;
    const loading = this.#load();
    const backend = within(this.#options.clock, REACH_MS, loading, () => {
      // The next call makes another: one that comes after all would stay signed in for no call.
      loading.then((late) => late.close(), () => {});
      throw new AppError('unavailable', { detail: 'the service was not reached in time' });
    });
    this.#backend = backend;
    backend.catch(() => {
      if (this.#backend === backend) this.#backend = undefined;
    });
    return backend;
  }

  close(): void {
    this.#isClosed = true;
    // What never came needs no closing.
    this.#backend?.then((backend) => backend.close(), () => {});
    this.#backend = undefined;
  }

  async #load(): Promise<Backend> {
    const { config, clock, logger, loadCode = () => import('./firebase/backend.ts') } = this.#options;
    const code = loadCode().catch((error: unknown) => {
      throw new CodeMissing(error);
    });
    const [{ connectBackend }, given] = await Promise.all([code, config()]);
    if (this.#isClosed) throw new AppError('failed', { detail: 'the client is closed' });
    return connectBackend(completeConfig(given), clock, browserLocks, logger);
  }
}
