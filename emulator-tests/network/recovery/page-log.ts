import type { Participant } from '../../participants/participant.ts';
import { FRONT_PORTS, PORTS } from '../lab/addresses.ts';
import type { Moment } from '../calls/connections.ts';

const WATCHED: readonly number[] = [PORTS.firestore, FRONT_PORTS.firestore, PORTS.functions];

/** What a page says in its console, and what it asks the store and the functions for. */
export function keepLog({ page }: Participant): readonly Moment[] {
  const moments: Moment[] = [];
  const note = (what: string): void => void moments.push({ at: Date.now(), what });
  page.on('console', (message) => note(`"${message.text().slice(0, 200)}"`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (WATCHED.includes(Number(url.port))) note(`asks ${request.method()} ${lastPart(url)}`);
  });
  page.on('requestfailed', (request) => note(`failed ${lastPart(new URL(request.url()))} ${request.failure()?.errorText ?? ''}`));
  return moments;
}

function lastPart(url: URL): string {
  return url.pathname.split('/').at(-1) ?? '';
}
