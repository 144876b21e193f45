/** What is new of a list of files for a person who does not see it: offers and ends, each once, few words at a time. Pure. */
import type { TransferView } from 'firelink/files';
import type { FileMessages } from '../i18n/files/index.ts';
import type { Language } from '../i18n/languages.ts';
import { sizeText } from './file-numbers.ts';
import { nameOf, statusOf } from './transfer-text.ts';

/** So many ends are told one by one; a hundred at once would be a minute of speech. */
const TOLD_ONE_BY_ONE = 3;

/** What one has done oneself is not announced. */
function isEnd({ state }: TransferView, direction: TransferView['direction']): boolean {
  switch (state.kind) {
    case 'done':
    case 'failed':
      return true;
    case 'declined':
      return direction === 'out';
    case 'cancelled':
      return state.by === 'other';
    case 'offered':
    case 'queued':
    case 'running':
    case 'paused':
    case 'interrupted':
    case 'needs-file':
      return false;
  }
}

/** @returns sentences, in the order in which they are said */
export function announcementsOf(before: readonly TransferView[], after: readonly TransferView[], words: FileMessages, language: Language, nameOfParticipant: (participant: string) => string | undefined): readonly string[] {
  // What is done when it is seen for the first time was done before the page was reloaded.
  const known = new Map(before.map((view) => [view.id, view]));
  const changed = after.filter((view) => known.get(view.id)?.state.kind !== view.state.kind);
  return [...offersOf(changed, words, language, nameOfParticipant), ...endsOf(changed.filter(({ id }) => known.has(id)), words, language, nameOfParticipant)];
}

function offersOf(changed: readonly TransferView[], { announcements }: FileMessages, language: Language, nameOfParticipant: (participant: string) => string | undefined): readonly string[] {
  const byParticipant = Map.groupBy(changed.filter(({ state, direction }) => state.kind === 'offered' && direction === 'in'), ({ participant }) => participant);
  return [...byParticipant].map(([participant, offers]) => {
    const [first] = offers;
    const name = nameOfParticipant(participant);
    return offers.length === 1 && first ? announcements.offer(nameOf(first), sizeText(first.size, language), name) : announcements.offers(offers.length, name);
  });
}

function endsOf(changed: readonly TransferView[], words: FileMessages, language: Language, nameOfParticipant: (participant: string) => string | undefined): readonly string[] {
  const { announcements } = words;
  const ended = changed.filter((view) => isEnd(view, view.direction));
  const told = ended.slice(0, TOLD_ONE_BY_ONE).map((view) => {
    if (view.state.kind === 'done') return view.direction === 'in' ? announcements.received(nameOf(view)) : announcements.delivered(nameOf(view));
    return announcements.stopped(nameOf(view), statusOf(view, words, language, nameOfParticipant(view.participant))?.text ?? '');
  });
  const rest = ended.length - told.length;
  return rest === 0 ? told : [...told, announcements.more(rest)];
}
