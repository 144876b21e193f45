/** Made-up chats for the stories. */
import { html } from 'lit';
import type { TransferView } from '../../../../engine/src/transfer/files/transfer-view.ts';
import type { ChatMessage } from '../../../../engine/src/transfer/chat/chat-message.ts';
import type { ChatSource, ChatView, TimelineRow } from '../chat/chat-view.ts';
import { EVERY_STATE, FIFTY, MIB, RATE, viewOf } from './file-views.ts';

const MINUTE_MS = 60_000;

/** One sentence a line: the other person's with a name, one's own without, and what has become of it. */
type Said = readonly [text: string, name?: string | undefined, more?: Partial<ChatMessage>];

function messagesOf(said: readonly Said[], until: number): readonly ChatMessage[] {
  return said.map(([text, name, more], place) => ({
    id: `story.${place}`, text, at: until - (said.length - place) * MINUTE_MS,
    ...(name === undefined ? { delivery: 'delivered' } : { from: 'other', ...(name !== '' && { name }) }), ...more,
  }));
}

const SAID: readonly Said[] = [
  ['Can you see the whiteboard?', 'Ana', { isRepeated: true }],
  ['Yes, all of it. Here is the page that I spoke of:\nhttps://docs.example.org/a/long/way/down/to/the/page?with=questions&and=more', undefined],
  ['Thanks! 🎉👩🏽‍🚀', 'Ana'],
  ['مرحبا، هذا نص من اليمين إلى اليسار (with English inside).', 'Ana'],
  [`A long word: ${'Donaudampfschifffahrtsgesellschaft'.repeat(4)}`, 'Ana'],
  ['Look at http://xn--e1afmkfd.example too', undefined],
  ['<b>Not bold</b>, <script>alert(1)</script>', 'Ana', {}],
  ['Is this one there?', undefined, { delivery: 'sending' }],
  ['And this one was not taken.', undefined, { delivery: 'not-delivered' }],
];

const drawBesideField: NonNullable<ChatView['drawBesideField']> = () => html`<firelink-send-files compact></firelink-send-files>`;

/** Files that stand together among the messages; `picture` is what those show that are pictures and have arrived. */
function rowOf(id: string, at: number, views: readonly TransferView[], picture?: Blob): TimelineRow {
  const previews = new Map(views.filter(({ state, type }) => state.kind === 'done' && type.startsWith('image/')).map((view) => [view.id, { element: 'image', blob: picture }] as const));
  return { id, at, draw: () => html`<firelink-transfers .views=${views} .nameOf=${() => 'Ana'} .previews=${picture ? previews : new Map()}></firelink-transfers>` };
}

/** An ordinary evening. */
const TALK: readonly Said[] = [
  ['Hi! Did you get home all right?', 'Ana'],
  ['Yes, the last train was nearly empty', undefined],
  ['I have sorted the pictures of our week', 'Ana'],
  ['Oh, show me!', undefined],
  ['Is the evening at the lake among them?', undefined],
];

const filesOf = (now: number, picture: Blob): readonly TimelineRow[] => [
  rowOf('picture', now - 50_000, [viewOf({ kind: 'done' }, { id: 'lake', name: 'Evening at the lake.jpg' })], picture),
  rowOf('offer', now - 40_000, [viewOf({ kind: 'running' }, { id: 'film', name: 'The whole week.mp4', type: 'video/mp4', size: 412 * MIB, bytes: 160 * MIB, rate: { ...RATE, secondsLeft: 82 } })]),
];

const source = (view: ChatView): ChatSource => ({ view, attach: () => () => {} });

export const chats = {
  open: (now: number): ChatSource => source({ isOpen: true, messages: messagesOf(SAID, now), isOtherTyping: true, unread: 0, drawBesideField }),
  files: (now: number, picture: Blob): ChatSource => source({ isOpen: true, messages: messagesOf(TALK, now), rows: filesOf(now, picture), isOtherTyping: false, unread: 0, drawBesideField }),
  empty: (): ChatSource => source({ isOpen: true, messages: [], isOtherTyping: false, unread: 0, drawBesideField }),
  unread: (now: number): ChatSource => source({ isOpen: false, messages: messagesOf(SAID, now), isOtherTyping: false, unread: 3 }),
  many: (now: number): ChatSource => source({
    isOpen: true, isOtherTyping: false, unread: 0, drawBesideField, rows: [rowOf('many', now - 3 * MINUTE_MS, FIFTY), rowOf('every', now - 10_000, EVERY_STATE.slice(0, 3))],
    messages: messagesOf(Array.from({ length: 500 }, (_, place): Said => [`Message ${place + 1}${place % 7 === 0 ? '\nwith a second line, and a few more words than fit on one' : ''}`, place % 3 === 0 ? 'Ana' : undefined]), now),
  }),
} as const;
