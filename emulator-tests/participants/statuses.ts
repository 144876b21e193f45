import type { Participant } from './participant.ts';

/** Follows the live region, over reloads. @returns what it has said, empty ones left out */
export async function statusesOf({ page }: Participant): Promise<() => readonly string[]> {
  const said: string[] = [];
  await page.exposeFunction('heardStatus', (text: string) => {
    if (text !== '' && said.at(-1) !== text) said.push(text);
  });
  // Named: the page is sent the text of it, which calls itself.
  function follow(): void {
    const tell = (globalThis as unknown as { heardStatus: (text: string) => void }).heardStatus;
    const region = document.querySelector('firelink-app')?.shadowRoot?.querySelector('firelink-status')?.shadowRoot;
    if (!region) return void requestAnimationFrame(follow);
    const look = (): void => tell(region.querySelector('[role=status]')?.textContent.trim() ?? '');
    new MutationObserver(look).observe(region, { childList: true, subtree: true, characterData: true });
    look();
  }
  // In the page as it is, and in every one after it.
  await page.evaluate(follow);
  await page.addInitScript(follow);
  return () => said;
}
