/** The page's side of the worker. Where no worker starts, the page itself does its work, in memory. */
import { within, type Clock } from '../../base/clock.ts';
import type { CallKind, Desk, WorkerAnswer, WorkerCalls } from './worker-calls.ts';

/** A worker that has not answered by then was not found, or is not allowed: its chunk is small, and loads from where the page's own have come. */
const START_LIMIT_MS = 10_000;

export interface OpenDesk {
  readonly desk: Desk;
  readonly hasDisk: boolean;
}

/**
 * The worker of this package. Bundlers find it by this very expression (`new Worker(new URL(…))`). A page whose code comes from another origin
 * has to make a worker of its own origin: a browser starts no other.
 */
export const ownWorker = (): Worker => new Worker(new URL('./worker/transfer-worker.ts', import.meta.url), { type: 'module' });

export async function openDesk(tab: string, clock: Clock, createWorker: () => Worker = ownWorker): Promise<OpenDesk> {
  try {
    const desk = new WorkerDesk(createWorker());
    const started = await within(clock, START_LIMIT_MS, desk.call('start', { tab }).catch(() => undefined), () => undefined);
    if (started) return { desk, ...started };
    desk.end();
  } catch {
    // No workers here, or not from this address.
  }
  const { serveFiles } = await import('./worker/serve-files.ts');
  const { port1, port2 } = new MessageChannel();
  // A page can't write such files in place.
  serveFiles(port2, async () => undefined);
  for (const port of [port1, port2]) port.start();
  const desk = new WorkerDesk(Object.assign(port1, { terminate: () => port1.close() }));
  return { desk, ...(await desk.call('start', { tab })) };
}

type WorkerEnd = Pick<Worker, 'addEventListener' | 'postMessage' | 'terminate'>;

class WorkerDesk implements Desk {
  readonly #worker: WorkerEnd;
  readonly #waiting = new Map<number, { readonly answered: (event: MessageEvent) => void; readonly failed: () => void }>();
  #number = 0;
  #hasFailed = false;

  constructor(worker: WorkerEnd) {
    this.#worker = worker;
    worker.addEventListener('message', (event: MessageEvent<{ readonly number: number; readonly isFailed?: true }>) => {
      const waiting = this.#waiting.get(event.data.number);
      this.#waiting.delete(event.data.number);
      if (event.data.isFailed) waiting?.failed();
      else waiting?.answered(event);
    });
    for (const type of ['error', 'messageerror']) worker.addEventListener(type, () => this.end());
  }

  call<Kind extends CallKind>(kind: Kind, ask: WorkerCalls[Kind]['ask'], transfer: readonly ArrayBuffer[] = []): Promise<WorkerCalls[Kind]['answer']> {
    if (this.#hasFailed) return Promise.reject(new Error('the worker has ended'));
    const number = this.#number++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, {
        answered: ({ data }: MessageEvent<WorkerAnswer<WorkerCalls[Kind]['answer']>>) => resolve(data.answer),
        failed: () => reject(new Error(`the worker could not: ${kind}`)),
      });
      this.#worker.postMessage({ number, kind, ask }, [...transfer]);
    });
  }

  end(): void {
    this.#hasFailed = true;
    this.#worker.terminate();
    for (const { failed } of this.#waiting.values()) failed();
    this.#waiting.clear();
  }
}
