/**
 * What this page keeps in its own entry of the browser's history: it outlasts a reload of that very entry and nothing
 * else, and needs no storage.
 */
export interface PageNotes {
  /** When the page renewed itself, ms since 1970. */
  readonly renewedAt?: number;
  /** What the person had pressed when the page renewed itself. */
  readonly goesOnWith?: 'start' | 'start-chat' | 'join' | 'decline';
  /** The page has reloaded itself: to be renewed, or since it came out of the back-forward cache. No press asked for it. */
  readonly isByItself?: true;
}

/**
 * A state of another release, or of other code of this origin, says nothing where it is out of shape. Checked here: the
 * reader of unknown JSON is a chunk that the first screen does without.
 */
export function readNotes(state: unknown = history.state): PageNotes {
  const { renewedAt, goesOnWith, isByItself }: Readonly<Partial<Record<keyof PageNotes, unknown>>> = typeof state === 'object' && state !== null ? state : {};
  return {
    ...(Number.isFinite(renewedAt) && { renewedAt: Number(renewedAt) }),
    ...((goesOnWith === 'start' || goesOnWith === 'start-chat' || goesOnWith === 'join' || goesOnWith === 'decline') && { goesOnWith }),
    ...(isByItself === true && { isByItself }),
  };
}

/** Of a call of one's own, or of one of data alone. */
export function startOf(media: 'devices' | 'none'): PageNotes['goesOnWith'] {
  return media === 'none' ? 'start-chat' : 'start';
}

export function keepNotes(notes: PageNotes): void {
  history.replaceState(notes, '');
}

/** What to go on with: once. And the next reload is the person's own. */
export function takeGoesOnWith(): PageNotes['goesOnWith'] {
  const { goesOnWith, isByItself: _, ...notes } = readNotes();
  keepNotes(notes);
  return goesOnWith;
}

/**
 * Whether the person has reloaded this page just now: not come by a link, by Back, out of a cache, or to a tab that the
 * browser had discarded to save memory (Chromium loads it again when it is looked at, and calls that a reload); nor has
 * the page by itself.
 */
export function wasReloaded(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  const wasDiscarded = 'wasDiscarded' in document && document.wasDiscarded === true;
  return navigation !== undefined && 'type' in navigation && navigation.type === 'reload' && readNotes().isByItself !== true && !wasDiscarded;
}
