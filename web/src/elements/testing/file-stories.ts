/** Stories of the list of files: no screens, so that stories.ts, whose stories are whole screens, has none of them. */
import type { TransferView } from '../../../../engine/src/transfer/files/transfer-view.ts';
import type { Story } from './stories.ts';
import { EVERY_STATE, FIFTY, MIB, RATE, viewOf } from './file-views.ts';

interface Shown {
  readonly views: readonly TransferView[];
  readonly other?: string;
  /** Ids of what is painted as a picture, or holds bytes of none. */
  readonly pictures?: readonly string[];
  readonly broken?: readonly string[];
  readonly isDropping?: true;
  readonly said?: readonly string[];
}

const shown = (properties: Shown): Story => ({ tag: 'firelink-files-story', state: { phase: 'idle' }, properties: () => ({ ...properties }) });
const of = (...ids: readonly string[]): readonly TransferView[] => EVERY_STATE.filter(({ id }) => ids.includes(id));

const LONG_NAME = `${'Minutes of the meeting about the new roof '.repeat(5)}(final, corrected).pdf`;

/** In a browser that keeps files in memory alone. */
const LIMITED = [viewOf({ kind: 'offered' }, { limit: 100 * MIB }), viewOf({ kind: 'offered' }, { id: 'film', name: 'film.mp4', type: 'video/mp4', size: 900 * MIB, limit: 100 * MIB })];

const LONG_NAMES = [viewOf({ kind: 'offered' }, { id: 'minutes', name: LONG_NAME, type: '', path: ['A folder with a long name', 'and one within it'] }), viewOf({ kind: 'running' }, { id: 'arabic', name: 'صورة العائلة (1).png', path: ['صور'], bytes: MIB, rate: { ...RATE, secondsLeft: 7450 } })];

export const FILE_STORIES: Readonly<Record<string, Story>> = {
  'files-none': shown({ views: [] }),
  /** Every state in both directions. */
  'files-every': shown({ views: EVERY_STATE, other: 'Ana', pictures: ['in-done'] }),
  /** Each part that a row can have, and the longest words. */
  'files-parts': shown({ views: [...of('in-done', 'in-declined', 'in-failed-too-large', 'out-needs-file', 'out-paused-self'), ...LIMITED, ...LONG_NAMES], other: 'Ana', pictures: ['in-done'] }),
  'files-offered': shown({ views: [viewOf({ kind: 'offered' })], other: 'Ana', said: ['Ana wants to send you holiday.jpg, 5.2 MB'] }),
  'files-running': shown({ views: [viewOf({ kind: 'running' }, { bytes: 2 * MIB, rate: RATE })], other: 'Ana' }),
  'files-needs-file': shown({ views: of('out-needs-file') }),
  'files-failed': shown({ views: of('in-failed-disk-full', 'out-failed-mismatch') }),
  'files-picture': shown({ views: [viewOf({ kind: 'done' })], other: 'Ana', pictures: ['holiday'] }),
  'files-broken-picture': shown({ views: [viewOf({ kind: 'done' })], broken: ['holiday'] }),
  'files-limit': shown({ views: LIMITED }),
  'files-many': shown({ views: FIFTY, other: 'Ana' }),
  'files-folder': shown({ views: Array.from({ length: 10_000 }, (_, place) => viewOf({ kind: 'offered' }, { id: `f${place}`, name: `${place}.raw`, path: ['Photos'] })) }),
    'files-dropping': shown({ views: of('in-done'), other: 'Ana', isDropping: true }),
};
