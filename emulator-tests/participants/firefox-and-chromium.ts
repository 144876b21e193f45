/** What holds whichever browser one sits at: fiona's is Firefox, alice's is Chromium. */
import { expect } from 'vitest';
import { ALICE, type Look } from './cast.ts';
import type { Participant } from './participant.ts';
import { expectColour, expectTone } from './seen-and-heard.ts';
import { keepPeers, mediaReceived } from '../support/browsers/decoded-frames.ts';
import { FirefoxParticipant } from './firefox-participant.ts';
import { type Firefox, launchFirefox } from '../support/browsers/firefox.ts';

/** To look takes a page some work. */
const LOOKS = { interval: 100 };

/** What Firefox's fake microphone hums; its fake camera's colour goes round. */
export const FIONA: Pick<Look, 'hz'> = { hz: 1_500 };

export interface Couple {
  readonly alice: Participant;
  readonly fiona: FirefoxParticipant;
}

export function launchFionasFirefox(): Promise<Firefox> {
  return launchFirefox({ hz: FIONA.hz });
}

/** @param url where the app is */
export async function enterBoth(entering: Promise<Participant>, firefox: Firefox, url: string): Promise<Couple> {
  const [alice, fiona] = await Promise.all([entering, FirefoxParticipant.enter('fiona', firefox.browser, url)]);
  await alice.page.addInitScript(keepPeers);
  return { alice, fiona };
}

/** They call each other. @returns the link */
export async function connect(couple: Couple, caller: 'alice' | 'fiona'): Promise<string> {
  const link = await couple[caller].startsCall();
  await couple[caller === 'alice' ? 'fiona' : 'alice'].joinsFrom(link);
  await areInCall(couple);
  return link;
}

export async function areInCall({ alice, fiona }: Couple): Promise<void> {
  await Promise.all([alice.isInCall(), fiona.isInCall()]);
}

/** Each decodes more and more of the other's pictures, and receives more and more sound. */
export async function expectMedia({ alice, fiona }: Couple): Promise<void> {
  await Promise.all([
    expectGrowth('alice', () => alice.page.evaluate(mediaReceived)),
    expectGrowth('fiona', () => fiona.page.evaluate(mediaReceived)),
    expectColour(fiona, 'Remote video', ALICE),
    expectTone(fiona, ALICE),
    expectChange(alice),
  ]);
}

async function expectGrowth(name: string, received: () => ReturnType<typeof mediaReceived>): Promise<void> {
  let last = await received();
  // Twice: the first may still be what was on its way.
  for (let time = 0; time < 2; time++) {
    const before = last;
    const grows = async (): Promise<boolean> => {
      last = await received();
      return last.framesDecoded > before.framesDecoded && last.soundBytes > before.soundBytes;
    };
    await expect.poll(grows, { ...LOOKS, message: `${name} receives picture and sound` }).toBe(true);
  }
}

/** Firefox's camera changes its colour all the time. */
async function expectChange(alice: Participant): Promise<void> {
  const colour = async (): Promise<string> => {
    const { r, g, b } = await alice.sees('Remote video');
    return [r, g, b].join();
  };
  const before = await colour();
  await expect.poll(colour, { ...LOOKS, message: 'alice sees fiona' }).not.toBe(before);
}

/** The six digits on the two screens. */
export async function codesOf({ alice, fiona }: Couple): Promise<readonly (string | null)[]> {
  const digits = (text: string | null): string | null => /^Code (\d{3} \d{3})$/.exec(text ?? '')?.[1] ?? null;
  const [hers, theirs] = await Promise.all([
    alice.page.getByText(/^Code \d/).textContent(),
    fiona.find('text', 'Code ').then((chip) => chip.evaluate((element) => element.textContent)),
  ]);
  return [digits(hers), digits(theirs)];
}
