import { expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { ManualClock } from '../base/testing/manual-clock.ts';
import { BackendSource, REACH_MS, type BackendSourceOptions } from './backend-source.ts';
import type { ClientConfig } from './config.ts';
import type { Backend } from './firebase/backend.ts';

const MINE: ClientConfig = { firebase: { projectId: 'mine', apiKey: 'key' } };

function setUp(options: Partial<BackendSourceOptions> = {}) {
  const clock = new ManualClock();
  const source = new BackendSource({ config: async () => MINE, clock, logger: silentLogger, loadCode: async () => ({ connectBackend: () => new Promise(() => {}) }), ...options });
  return { clock, source, failure: () => source.connect().then(() => 'none', (error: unknown) => error) };
}

/** As much of one as is looked at here. */
function backend(onClosed = (): void => {}): Backend {
  return { uid: 'mine', close: onClosed } as Partial<Backend> as Backend;
}

it('a service that hangs is given up after 40 s, and asked anew by the next call', async () => {
  const { clock, source, failure } = setUp();
  const first = failure();
  expect(source.connect()).toBe(source.connect());
  await clock.advance(REACH_MS);
  expect(await first).toMatchObject({ failure: 'unavailable' });
  const again = failure();
  await clock.advance(REACH_MS);
  expect(await again).toMatchObject({ failure: 'unavailable' });
  expect(clock.pending).toBe(0);
});

it('a service that comes after it was given up is closed: the next call has another', async () => {
  const closed: number[] = [];
  const arrivals: (() => void)[] = [];
  const { clock, source, failure } = setUp({
    loadCode: async () => ({
      connectBackend: () => new Promise((resolve) => {
        const number = arrivals.length + 1;
        arrivals.push(() => resolve(backend(() => closed.push(number))));
      }),
    }),
  });
  const first = failure();
  await clock.advance(REACH_MS);
  expect(await first).toMatchObject({ failure: 'unavailable' });
  const second = source.connect();
  await clock.advance(0);
  for (const arrive of arrivals) arrive();
  await second;
  await clock.advance(0);
  expect([arrivals.length, closed]).toEqual([2, [1]]);
});

it('a configuration that can\'t be had is asked for again by the next call, and one that names little is completed', async () => {
  let asked = 0;
  const seen: unknown[] = [];
  const config = async (): Promise<ClientConfig> => {
    if (asked++ === 0) throw new TypeError('offline');
    return MINE;
  };
  const { source, failure } = setUp({ config, loadCode: async () => ({ connectBackend: async (complete) => backend(() => seen.push(complete)) }) });
  expect(await failure()).toBeInstanceOf(TypeError);
  (await source.connect()).close();
  expect(seen).toMatchObject([{ ...MINE, relay: 'functions', iceTransportPolicy: 'all', appCheck: { kind: 'none' } }]);
});

it('code that is gone is no service that does not answer', async () => {
  const { failure } = setUp({ loadCode: () => Promise.reject(new TypeError('Failed to fetch dynamically imported module')) });
  expect(await failure()).toMatchObject({ name: 'CodeMissing', failure: 'unavailable' });
});

it('a client that is closed closes its store, also one that is still on its way', async () => {
  const closed: string[] = [];
  const { clock, source, failure } = setUp({ loadCode: async () => ({ connectBackend: async () => backend(() => closed.push('store')) }) });
  const connected = source.connect();
  source.close();
  await connected.catch(() => {});
  await clock.advance(0);
  expect(closed.length).toBeLessThanOrEqual(1);
  expect(await failure()).toMatchObject({ failure: 'failed' });
});
