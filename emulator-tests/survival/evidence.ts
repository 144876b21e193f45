/** What helps to find out why a call is not well: each page's screens with their times, the document, the consoles. */
import { callIdOf } from '../support/stacks/database.ts';
import type { Two } from './moments.ts';
import type { Observation } from './observe.ts';

/** @param since the moment that times count from, ms since 1970 */
export async function evidenceOf({ database }: Two, link: string, { sides }: Observation, since: number): Promise<string> {
  const [document] = await database.everythingOf(callIdOf(link));
  const fields = JSON.stringify(document?.fields, (key, value: unknown) => (key === 'sealed' ? '…' : value));
  const lines = sides.flatMap(({ person, diary: { loadedAt, screens, frames } }) => [
    `${person.name}, loaded ${seconds(loadedAt - since)}:`,
    ...screens.map(({ at, text }) => `  ${seconds(at - since)} ${text === '' ? '–' : text}`),
    `  pictures from ${seconds((frames[0]?.at ?? 0) - since)} to ${seconds((frames.at(-1)?.at ?? 0) - since)}, of ${new Set(frames.map(({ track }) => track)).size} tracks`,
    ...person.console.map((line) => `  console: ${line.slice(0, 300)}`),
  ]);
  return [...lines, `document: ${fields ?? 'none'}`].join('\n');
}

function seconds(ms: number): string {
  return Math.abs(ms) > 1e9 ? 'never' : `${(ms / 1_000).toFixed(2)} s`;
}
