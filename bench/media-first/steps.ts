/** How long what alice does takes to show at bob's: from her click to the change of his screen, by the machine's one clock. */
import type { Participant } from '../../emulator-tests/participants/participant.ts';

declare global {
  interface Window {
    /** When the screen first showed what was waited for, ms since 1970. */
    shown?: Promise<number>;
  }
}

/** Alice mutes herself and speaks again. @returns ms of the two */
export async function mutes(alice: Participant, bob: Participant): Promise<readonly number[]> {
  const muted = await timed(alice, bob, 'Mute microphone', true);
  const heard = await timed(alice, bob, 'Unmute microphone', false);
  return [muted, heard];
}

export async function hangsUp(alice: Participant, bob: Participant): Promise<number> {
  return await timed(alice, bob, 'Hang up', 'gone');
}

async function timed(alice: Participant, bob: Participant, button: string, state: boolean | 'gone'): Promise<number> {
  await bob.page.evaluate(watchScreen, state);
  const clicked = await alice.button(button).evaluate((element) => {
    const now = Date.now();
    if (element instanceof HTMLElement) element.click();
    return now;
  });
  return (await bob.page.evaluate(() => window.shown ?? Number.NaN)) - clicked;
}

/** In the page: looks until the mark of a muted person stands, stands no more, or the screen of the call is gone. */
function watchScreen(state: boolean | 'gone'): void {
  const find = (root: Document | ShadowRoot, name: string): Element | undefined => {
    for (const element of root.querySelectorAll('*')) {
      if (element.localName === name) return element;
      const inside = element.shadowRoot && find(element.shadowRoot, name);
      if (inside) return inside;
    }
    return undefined;
  };
  const screen = find(document, 'firelink-in-call');
  const isThere = (): boolean => {
    if (state === 'gone') return screen?.isConnected !== true;
    return [...(screen?.shadowRoot?.querySelectorAll('.chip') ?? [])].some((chip) => chip.getAttribute('title')?.endsWith('is muted')) === state;
  };
  window.shown = new Promise((resolve) => {
    const look = (): void => {
      if (isThere()) resolve(Date.now());
      else setTimeout(look, 4);
    };
    look();
  });
}
