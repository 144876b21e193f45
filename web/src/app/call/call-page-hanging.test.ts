import { afterEach, expect, it, vi } from 'vitest';
import { AppError } from '../../../../engine/src/base/errors.ts';
import { startCall } from './call-page.ts';
import type { CallScreens } from './draw-call.ts';
import type { LiveCallOptions } from '../../../../engine/src/client/calls/live-call.ts';

vi.mock('../../../../engine/src/client/firebase/backend.ts', () => ({ connectBackend: () => new Promise(() => {}) }));
vi.mock('./draw-call.ts', () => ({ drawCall: vi.fn(), loadEndMessages: vi.fn(), needsCallScreens: () => false, needsEndMessages: () => false }));
vi.mock('../shell/app-config.ts', async (original) => ({ ...(await original<object>()), appConfig: () => Promise.resolve({}) }));

const begun: LiveCallOptions[] = [];
vi.mock('../../../../engine/src/client/calls/live-call.ts', () => ({
  LiveCall: class {
    readonly view = { state: { phase: 'preparing' } };
    constructor(options: LiveCallOptions) {
      begun.push(options);
    }
  },
}));

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('a service that hangs is given up after 40 s, and asked anew by the next call', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('location', { origin: 'https://host', href: '' });
  const start = (): void => void startCall({} as CallScreens, { onChange: vi.fn(), onPartMissing: async () => {} });
  start();
  const failed = begun[0]?.backend.catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(40_000);
  expect(await failed).toMatchObject({ failure: 'unavailable' });
  start();
  expect(begun[1]?.backend).not.toBe(begun[0]?.backend);
  const again = begun[1]?.backend.catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(40_000);
  expect(await again).toBeInstanceOf(AppError);
});
