/** What a page shows, from its first moment on, with the time of each change: kept in the page, read from outside. */
import type { Page } from 'playwright-core';

/** Half of what a person notices, and cheap. */
const POLL_MS = 50;

export interface Diary {
  /** ms since 1970, as all times here: of the load event; 0 before it. */
  readonly loadedAt: number;
  /** Of the last click; 0 before it. */
  readonly clickedAt: number;
  /** When this was read: the page's own present, whatever the reader has waited for since. */
  readonly readAt: number;
  /** Live region, heading and the card over the picture, whenever one of them changes. */
  readonly screens: readonly Shown[];
  /** Each look that found the other side's picture further on than the look before. */
  readonly frames: readonly { readonly at: number; readonly track: string }[];
}

export interface Shown {
  readonly at: number;
  readonly text: string;
  /** The screen that says that the call is over, with its heading. */
  readonly isEnd: boolean;
}

interface DiaryHost {
  pageDiary?: Diary;
}

/** In the page, before anything else runs. */
export function keepDiary(lookMs: number): void {
  const screens: Shown[] = [];
  const frames: { at: number; track: string }[] = [];
  // The real one: a test may shift the page's.
  const now = Date.now.bind(Date);
  const diary = { loadedAt: 0, clickedAt: 0, screens, frames, get readAt() { return now(); } };
  (globalThis as DiaryHost).pageDiary = diary;
  addEventListener('load', () => {
    diary.loadedAt = now();
  });
  addEventListener('click', () => {
    diary.clickedAt = now();
  }, { capture: true });
  let picture = { track: '', count: 0 };
  const within = (root: Element | null | undefined, ...path: readonly string[]): Element | null | undefined =>
    path.reduce<Element | null | undefined>((host, selector) => host?.shadowRoot?.querySelector(selector), root);
  const look = (): void => {
    const app = document.querySelector('firelink-app');
    const screen = ['firelink-in-call', 'firelink-lobby', 'firelink-waiting', 'firelink-ended', 'firelink-home']
      .map((tag) => within(app, tag)).find((found) => found);
    const parts = [within(app, 'firelink-status', '[role=status]'), within(screen, 'h1'), within(screen, 'firelink-call-overlay', '.title')];
    const text = parts.map((part) => part?.textContent.trim() ?? '').filter((word) => word !== '').join(' · ');
    const at = now();
    const isEnd = screen?.localName === 'firelink-ended' && (within(screen, 'h1')?.textContent.trim() ?? '') !== '';
    const before = screens.at(-1);
    if (text !== (before?.text ?? '') || isEnd !== (before?.isEnd ?? false)) screens.push({ at, text, isEnd });
    const video = within(screen, 'firelink-video.remote', 'video');
    if (!(video instanceof HTMLVideoElement) || !(video.srcObject instanceof MediaStream)) return;
    const track = video.srcObject.getVideoTracks()[0]?.id ?? '';
    const count = video.getVideoPlaybackQuality().totalVideoFrames;
    if (track === picture.track && count > picture.count) frames.push({ at, track });
    picture = { track, count };
  };
  setInterval(look, lookMs);
}

export async function startDiary(page: Page): Promise<void> {
  await page.addInitScript(keepDiary, POLL_MS);
}

export async function readDiary(page: Page): Promise<Diary> {
  const diary = await page.evaluate(() => (globalThis as DiaryHost).pageDiary);
  if (!diary) throw new Error('the page keeps no diary');
  return diary;
}

/** What it shows now, if that is the end of the call. The page itself may be a look ahead of its diary. */
export function endOf({ screens }: Diary): Shown | undefined {
  const last = screens.at(-1);
  return last?.isEnd === true ? last : undefined;
}

/** The first of three looks after `at` that found the picture moving: once may be a frame that was still in a buffer. */
export function pictureSince({ frames }: Diary, at: number, isNew: (track: string) => boolean = () => true): number | undefined {
  const since = frames.filter((frame) => frame.at > at && isNew(frame.track));
  return since.length >= 3 ? since[0]?.at : undefined;
}

/** The longest time between the two for which the page said "Connected" while nothing of the other side arrived. */
export function longestLie({ screens, frames }: Diary, from: number, until: number): number {
  let longest = 0;
  for (const [index, { at, text }] of screens.entries()) {
    if (!text.startsWith('Connected')) continue;
    const begins = Math.max(at, from);
    const ends = Math.min(screens[index + 1]?.at ?? until, until);
    const moments = [begins, ...frames.map((frame) => frame.at).filter((moment) => moment > begins && moment < ends), ends];
    for (let i = 1; i < moments.length; i += 1) longest = Math.max(longest, (moments[i] ?? 0) - (moments[i - 1] ?? 0));
  }
  return longest;
}
