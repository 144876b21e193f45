import type { CDPSession } from 'playwright-core';
import { expect } from 'vitest';
import { call, type Participant } from '../../participants/participant.ts';
import { type Cell, APP, within } from '../cell.ts';

const TOLD_S = 40;

const badge = ({ page }: Participant): Promise<string> => page.getByRole('button', { name: /^Call quality: / }).innerText();

/** What a browser does to each packet of its page, on its way out and on its way in. */
const delayPackets = (network: CDPSession, latency: number): Promise<unknown> =>
  network.send('Network.emulateNetworkConditions', { offline: false, latency, downloadThroughput: -1, uploadThroughput: -1 });

export const QUALITY: readonly Cell[] = [{
  name: 'quality: the way between the two grows long, and short again',
  promise: `both are told so, and that it is over, each within ${TOLD_S} s`,
  code: [...APP, 'emulator-tests/reliability/cells/quality.ts'],
  prepare: (grounds) => grounds.cast(),
  async run(grounds) {
    const cast = await grounds.cast();
    const both = [await cast.alice(), await cast.bob()] as const;
    const network = await both[1].context.newCDPSession(both[1].page);
    await network.send('Network.enable');
    // What a socket is born without it never gets.
    await delayPackets(network, 1);
    await call(...both);
    const tell = async (latency: number, isTold: (text: string) => boolean): Promise<number> => {
      const since = Date.now();
      await delayPackets(network, latency);
      for (const who of both) await expect.poll(async () => isTold(await badge(who)), { message: `${who.name} is told at ${latency} ms` }).toBe(true);
      return (Date.now() - since) / 1_000;
    };
    const long = await tell(200, (text) => /(Fair|Poor): long delay/.test(text));
    const short = await tell(1, (text) => !text.includes('delay'));
    return within(TOLD_S, Math.max(long, short), `told after ${long.toFixed(1)} s and ${short.toFixed(1)} s`);
  },
}];
