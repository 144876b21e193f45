/** Made-up chats for the stories. */
import type { ChatMessage } from '../../../../engine/src/transfer/chat/chat-message.ts';
import type { ChatSource, ChatView } from '../chat/chat-view.ts';

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

const source = (view: ChatView): ChatSource => ({ view, attach: () => () => {} });

export const chats = {
  open: (now: number): ChatSource => source({ isOpen: true, messages: messagesOf(SAID, now), isOtherTyping: true, unread: 0 }),
  empty: (): ChatSource => source({ isOpen: true, messages: [], isOtherTyping: false, unread: 0 }),
  unread: (now: number): ChatSource => source({ isOpen: false, messages: messagesOf(SAID, now), isOtherTyping: false, unread: 3 }),
  many: (now: number): ChatSource => source({
    isOpen: true, isOtherTyping: false, unread: 0,
    messages: messagesOf(Array.from({ length: 500 }, (_, place): Said => [`Message ${place + 1}${place % 7 === 0 ? '\nwith a second line, and a few more words than fit on one' : ''}`, place % 3 === 0 ? 'Ana' : undefined]), now),
  }),
} as const;
