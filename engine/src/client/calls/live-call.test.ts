import { beforeEach, expect, it, vi } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { ManualClock, settle } from '../../base/testing/manual-clock.ts';
import { createCallId, createLinkSecret } from '../../signaling/link/call-link.ts';
import { CodeMissing } from '../backend-source.ts';
import { ClientMedia } from '../devices/client-media.ts';
import type { Backend } from '../firebase/backend.ts';
import { OwnName } from '../participant/own-name.ts';
import { DataChannels } from './data-channels.ts';
import { LiveCall } from './live-call.ts';
import { MediaChoice } from './media-choice.ts';

// Node is no browser.
vi.mock('../../media/devices/browser-features.ts', async (original) => ({ ...(await original<object>()), whyNoCalls: () => undefined }));

let pressed = false;
beforeEach(() => {
  pressed = false;
});

function open(connect: () => Promise<Backend>, told: string[] = []): LiveCall {
  const clock = new ManualClock();
  const callId = createCallId();
  return new LiveCall({
    parts: { clock, logger: silentLogger, connect, certificate: { current: async () => undefined }, media: new ClientMedia(silentLogger), network: { observe: () => () => {} }, ownName: new OwnName('', () => {}) },
    linkCallId: callId, callId, secret: createLinkSecret(), link: '', nextCall: { offer: () => '', take: () => {}, renew: () => {} },
    isNew: false, opening: {}, isJoinPressed: () => pressed, mediaChoice: new MediaChoice(callId, 'none'), dataChannels: new DataChannels(silentLogger), onChange: () => {},
    onCodeMissing: async () => void told.push('code missing'),
  });
}

it('code that is gone is told before the call ends by it', async () => {
  const told: string[] = [];
  const call = open(() => Promise.reject(new CodeMissing(new TypeError('gone'))), told);
  await vi.waitFor(() => expect(call.view.state).toEqual({ phase: 'ended', reason: 'unavailable' }));
  expect(told).toEqual(['code missing']);
});

it('Join that is pressed before the store is reached shows at once', () => {
  const call = open(() => new Promise(() => {}));
  expect(call.view.state).toMatchObject({ phase: 'preparing', isJoining: false });
  pressed = true;
  call.join();
  expect(call.view.state).toMatchObject({ phase: 'preparing', isJoining: true });
});

it.each(['dispose', 'hangUp'] as const)('a call that ends by %s before the store is reached listens over no connection', async (end) => {
  const opened: string[] = [];
  const { promise, resolve } = Promise.withResolvers<Backend>();
  const call = open(() => promise);
  call[end]();
  const backend: Partial<Backend> = {
    openChannel: async (callId) => {
      opened.push(callId);
      throw new TypeError('closed');
    },
  };
  resolve(backend as Backend);
  await promise;
  await settle();
  expect(opened).toEqual([]);
});
