/** When things happen in a page, told the same for every contestant: by a script that runs before the page's own. */
import type { Page } from 'playwright-core';

/** ms since 1970, by the page's own clock; undefined until it has happened. */
export interface Times {
  readonly navigatedAt: number;
  /** The button "Join call" is there and can be pressed. */
  readonly joinableAt?: number;
  readonly clickedAt?: number;
  readonly connectedAt?: number;
  /** A frame of the other's camera has been drawn. */
  readonly firstFrameAt?: number;
}

/** On the clock of all pages; undefined for what a page does not do, or does not tell of. */
export interface Steps {
  readonly sentAt: number | undefined;
  readonly repliedAt: number | undefined;
  readonly answerReadAt: number | undefined;
}

export interface Blocking {
  /** Of the tasks that kept the page busy for more than 50 ms, what exceeds 50 ms; ms. */
  readonly beforeClickMs: number;
  readonly afterClickMs: number;
}

declare global {
  interface Window {
    benchTimes?: Times;
    benchDescriptions?: { readonly offer: string; readonly answer: string };
    benchTasks?: { readonly startedAt: number; readonly ms: number }[];
    /** Presses the button as soon as it can be pressed. */
    benchPressAtOnce?: boolean;
  }
}

/** Before anything else in each page of the context. */
export function installStopwatch(): void {
  const now = (): number => performance.timeOrigin + performance.now();
  const times: { -readonly [Name in keyof Times]: Times[Name] } = { navigatedAt: performance.timeOrigin };
  window.benchTimes = times;

  const tasks: { startedAt: number; ms: number }[] = [];
  window.benchTasks = tasks;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ startedAt: performance.timeOrigin + startTime, ms: duration });
  }).observe({ type: 'longtask', buffered: true });

  const nameOf = (node: EventTarget | undefined): string => (node instanceof HTMLElement ? (node.textContent ?? '').trim() : '');
  addEventListener('click', (event) => {
    const isJoin = event.composedPath().some((node) => node instanceof HTMLButtonElement && nameOf(node) === 'Join call');
    if (isJoin) times.clickedAt ??= now();
  }, { capture: true });

  const findJoin = (root: ParentNode): HTMLButtonElement | undefined => {
    for (const element of root.querySelectorAll('*')) {
      if (element instanceof HTMLButtonElement && nameOf(element) === 'Join call' && !element.disabled) return element;
      const inside = element.shadowRoot && findJoin(element.shadowRoot);
      if (inside) return inside;
    }
    return undefined;
  };
  const look = (): void => {
    const button = findJoin(document);
    if (!button) {
      requestAnimationFrame(look);
      return;
    }
    times.joinableAt = now();
    if (window.benchPressAtOnce === true) button.click();
  };
  requestAnimationFrame(look);

  const watch = (track: MediaStreamTrack): void => {
    const video = document.createElement('video');
    video.muted = true;
    video.autoplay = true;
    video.style.cssText = 'position: fixed; inset: 0 auto auto 0; inline-size: 2px; block-size: 2px;';
    video.srcObject = new MediaStream([track]);
    document.documentElement.append(video);
    video.requestVideoFrameCallback(() => {
      times.firstFrameAt ??= now();
    });
  };
  const Original = RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener('connectionstatechange', () => {
        if (this.connectionState !== 'connected') return;
        times.connectedAt ??= now();
        const [local, remote] = [this.localDescription, this.remoteDescription];
        const [offer, answer] = local?.type === 'offer' ? [local, remote] : [remote, local];
        window.benchDescriptions ??= { offer: offer?.sdp ?? '', answer: answer?.sdp ?? '' };
      });
      this.addEventListener('track', ({ track }) => {
        if (track.kind === 'video') watch(track);
      });
    }
  };
}

export function pressAtOnce(): void {
  window.benchPressAtOnce = true;
}

export function readTimes(page: Page): Promise<Times> {
  return page.evaluate(() => ({ navigatedAt: 0, ...window.benchTimes }));
}

/** Waits for `name` to have happened. @throws TimeoutError */
export async function awaitTime(page: Page, name: keyof Times, timeoutMs: number): Promise<number> {
  const handle = await page.waitForFunction((name) => window.benchTimes?.[name], name, { timeout: timeoutMs, polling: 50 });
  return Number(await handle.jsonValue());
}

/** When the page sent its first commit after the click and had the reply, and when it had read the other side's answer. */
export function readSteps(page: Page): Promise<Steps> {
  return page.evaluate(() => {
    const absolute = (at: number | undefined): number | undefined => (at === undefined ? undefined : performance.timeOrigin + at);
    const { clickedAt = 0 } = window.benchTimes ?? {};
    const commit = performance.getEntriesByType('resource').find(({ name, startTime }) => name.includes(':commit') && performance.timeOrigin + startTime >= clickedAt);
    return {
      sentAt: absolute(commit?.startTime), repliedAt: absolute(commit instanceof PerformanceResourceTiming ? commit.responseEnd : undefined),
      answerReadAt: absolute(performance.getEntriesByName('firelink:answer-read')[0]?.startTime),
    };
  });
}

/** The SDP of the connection that was made first. */
export function readDescriptions(page: Page): Promise<{ readonly offer: string; readonly answer: string }> {
  return page.evaluate(() => window.benchDescriptions ?? { offer: '', answer: '' });
}

export async function readBlocking(page: Page): Promise<Blocking> {
  const [tasks, { clickedAt = Infinity }] = await Promise.all([page.evaluate(() => window.benchTasks ?? []), readTimes(page)]);
  const sum = (some: typeof tasks): number => some.reduce((total, { ms }) => total + Math.max(0, ms - 50), 0);
  return {
    beforeClickMs: sum(tasks.filter(({ startedAt }) => startedAt < clickedAt)),
    afterClickMs: sum(tasks.filter(({ startedAt }) => startedAt >= clickedAt)),
  };
}
