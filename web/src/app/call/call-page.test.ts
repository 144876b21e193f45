import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseCallLink } from '../../../../engine/src/signaling/link/call-link.ts';
import { openCall, startCall, type CallObserver } from './call-page.ts';
import type { CallScreens } from './draw-call.ts';
import type { LiveCallOptions } from '../../../../engine/src/client/calls/live-call.ts';

// What the hosting answers for code of an older build.
vi.mock('../../../../engine/src/client/firebase/backend.ts', () => {
  throw new TypeError('Failed to fetch dynamically imported module');
});
vi.mock('./draw-call.ts', () => ({ drawCall: vi.fn(), loadEndMessages: vi.fn(), needsCallScreens: () => false, needsEndMessages: () => false }));
vi.mock('../shell/app-config.ts', async (original) => ({ ...(await original<object>()), appConfig: () => Promise.resolve({}) }));

const begun: LiveCallOptions[] = [];
let phase: object;
vi.mock('../../../../engine/src/client/calls/live-call.ts', () => ({
  LiveCall: class {
    constructor(options: LiveCallOptions) {
      begun.push(options);
    }
    get view(): object {
      return { state: phase };
    }
  },
}));

const LINK = 'https://host/c/AAAAAAAAAAAAAAAAAAAAAA#k=AAAAAAAAAAAAAAAAAAAAAGoK';

beforeEach(() => {
  begun.length = 0;
  phase = { phase: 'preparing', isJoining: false };
});
afterEach(() => vi.unstubAllGlobals());

/** What the app is told when the code that reaches the service is gone, and what the call comes to after that. */
async function missing(begin: (observer: CallObserver) => { readonly link: string }, isAtCall = true): Promise<readonly string[]> {
  const told: string[] = [];
  const location = { origin: 'https://host', href: '' };
  vi.stubGlobal('location', location);
  vi.stubGlobal('history', { replaceState: (_state: unknown, _title: string, path: string) => told.push(path) });
  const { link } = begin({ onChange: vi.fn(), onPartMissing: async (goesOnWith) => void told.push(goesOnWith ?? 'nothing pressed') });
  location.href = isAtCall ? link : 'https://host/manual';
  await begun[0]?.backend.then(() => told.push('begun'), () => told.push('failed'));
  return told;
}

describe('the code that reaches the service is gone: the page is to be renewed before anything else is said, and', () => {
  it('a call that was just started is started anew, from where that was', async () => {
    expect(await missing((observer) => startCall({} as CallScreens, observer))).toEqual(['/', 'start', 'failed']);
  });

  it('whoever has gone elsewhere meanwhile stays there', async () => {
    expect(await missing((observer) => startCall({} as CallScreens, observer), false)).toEqual(['start', 'failed']);
  });

  it.each([[false, 'nothing pressed'], [true, 'join']])('a link that was opened (Join pressed: %s) goes on with: %s', async (isJoining, goesOnWith) => {
    phase = { phase: 'preparing', isJoining };
    const link = parseCallLink(LINK);
    if (link.kind !== 'complete') throw new Error('no link');
    expect(await missing((observer) => openCall(link, {}, observer))).toEqual([goesOnWith, 'failed']);
  });
});
