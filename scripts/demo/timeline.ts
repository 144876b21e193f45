/** When each step of the set-up was reached, measured in the page itself. */
import type { Page } from 'playwright-core';

export interface Step {
  readonly name: string;
  /** Since the page was opened; undefined when the step was passed over. */
  readonly atMs: number | undefined;
}

/** The marks that the app leaves (see engine/src/client/progress-marks.ts) and the demo's own. */
export async function readSteps(page: Page, names: Readonly<Record<string, string>>): Promise<readonly Step[]> {
  const marks = await page.evaluate(() => performance.getEntriesByType('mark').map(({ name, startTime }) => ({ name, startTime })));
  return Object.entries(names).map(([name, mark]) => ({ name, atMs: marks.find((entry) => entry.name === mark)?.startTime }));
}

export function markInPage(page: Page, name: string): Promise<void> {
  return page.evaluate((name) => {
    performance.mark(name);
  }, name);
}

/** Before the page is opened: the development server's modules alone are more than the 250 requests that a browser remembers. */
export async function rememberRequests(page: Page): Promise<void> {
  await page.addInitScript(() => performance.setResourceTimingBufferSize(10_000));
}

/**
 * Marks `demo:answer-written` when the first commit after `demo:join` has been answered, as the browser has timed it:
 * the two are often connected before that, so the app has no state for it.
 */
export async function markAnswerWritten(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const joinedAt = performance.getEntriesByName('demo:join')[0]?.startTime ?? 0;
    const writtenAt = await new Promise<number>((resolve) => {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const isCommit = entry instanceof PerformanceResourceTiming && entry.name.includes(':commit');
          if (isCommit && entry.startTime >= joinedAt) resolve(entry.responseEnd);
        }
      }).observe({ type: 'resource', buffered: true });
    });
    performance.mark('demo:answer-written', { startTime: writtenAt });
  });
}

/** Marks `demo:first-frame` when the remote video draws its first frame. Asked before there is such a video. */
export async function markFirstFrame(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const find = (root: ParentNode): HTMLVideoElement | undefined => {
      for (const element of root.querySelectorAll('*')) {
        if (element instanceof HTMLVideoElement && element.getAttribute('aria-label') === 'Remote video') return element;
        const inside = element.shadowRoot && find(element.shadowRoot);
        if (inside) return inside;
      }
      return undefined;
    };
    let video = find(document);
    while (video === undefined || video.getVideoPlaybackQuality().totalVideoFrames === 0) {
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
      video = find(document);
    }
    performance.mark('demo:first-frame');
  });
}

export function formatSteps(title: string, steps: readonly Step[]): string {
  const lines = steps.map(({ name, atMs }) => `  ${name.padEnd(16)}${atMs === undefined ? '–'.padStart(8) : `${atMs.toFixed(0).padStart(8)} ms`}`);
  return [title, ...lines].join('\n');
}
