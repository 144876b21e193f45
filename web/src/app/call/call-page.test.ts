import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallOptions } from '../../../../engine/src/client.ts';
import { parseCallLink } from '../../../../engine/src/signaling/link/call-link.ts';
import { openCall, startCall, type CallObserver } from './call-page.ts';
import type { CallScreens } from './draw-call.ts';

vi.mock('./draw-call.ts', () => ({ drawCall: vi.fn(), loadEndMessages: vi.fn(), needsCallScreens: () => false, needsEndMessages: () => false }));

const LINK = 'https://host/c/AAAAAAAAAAAAAAAAAAAAAA#k=AAAAAAAAAAAAAAAAAAAAAGoK';

const begun: CallOptions[] = [];
let phase: object;
vi.mock('../../../../engine/src/client.ts', () => {
  const begin = (options: CallOptions): object => {
    begun.push(options);
    return { link: LINK, media: options.media ?? 'devices', observe: () => () => {}, get view() { return { state: phase }; } };
  };
  return { createClient: () => ({ startCall: begin, openCall: (_link: unknown, options: CallOptions) => begin(options), localMedia: { observe: () => () => {} } }) };
});

beforeEach(() => {
  begun.length = 0;
  phase = { phase: 'preparing', isJoining: false };
});
afterEach(() => vi.unstubAllGlobals());

/** What the app is told when the client's code is gone. */
async function missing(begin: (observer: CallObserver) => unknown, isAtCall = true): Promise<readonly string[]> {
  const told: string[] = [];
  vi.stubGlobal('location', { origin: 'https://host', href: isAtCall ? LINK : 'https://host/manual' });
  vi.stubGlobal('history', { replaceState: (_state: unknown, _title: string, path: string) => told.push(path) });
  begin({ onChange: vi.fn(), onPartMissing: async (goesOnWith) => void told.push(goesOnWith ?? 'nothing pressed') });
  await begun[0]?.onCodeMissing?.();
  return told;
}

describe('the code that reaches the service is gone: the page is to be renewed, and', () => {
  it('a call that was just started is started anew, from where that was', async () => {
    expect(await missing((observer) => startCall('devices', {} as CallScreens, observer))).toEqual(['/', 'start']);
  });

  it('a chat that was just started is started anew as one', async () => {
    expect(await missing((observer) => startCall('none', {} as CallScreens, observer))).toEqual(['/', 'start-chat']);
  });

  it('a person who has gone elsewhere meanwhile stays there', async () => {
    expect(await missing((observer) => startCall('devices', {} as CallScreens, observer), false)).toEqual(['start']);
  });

  it.each([[false, 'nothing pressed'], [true, 'join']])('a link that was opened (Join pressed: %s) goes on with: %s', async (isJoining, goesOnWith) => {
    phase = { phase: 'preparing', isJoining };
    const link = parseCallLink(LINK);
    if (link.kind !== 'complete') throw new Error('no link');
    expect(await missing((observer) => openCall(link, {}, observer))).toEqual([goesOnWith]);
  });
});
