/** What a page reads out of its archive: what was said on this channel before it was loaded, and which questions are still open. */
import type { ArchivedFrame } from './chat-archive.ts';
import type { ChatFrame, TextFrame } from './chat-frames.ts';
import { TextAssembler } from './text-parts.ts';

/** This page's own message. */
export interface OwnText {
  readonly head: TextFrame;
  /** Of the whole text, UTF-8. */
  readonly bytes: Uint8Array;
  /** ms since 1970. */
  readonly at: number;
  /** How it was sent, where the other side has not acknowledged it. */
  readonly waiting: { readonly parts: readonly TextFrame[]; readonly number: number } | undefined;
}

export interface ReplayTo {
  /** @returns undefined for a frame that is malformed, which has been reported */
  readonly parse: (data: ArchivedFrame['data']) => ChatFrame | undefined;
  /** One of the other side's, as if it came now. */
  readonly hear: (frame: ChatFrame, at: number) => void;
  readonly own: (text: OwnText) => void;
  /** The last number that the other side has acknowledged since the page was loaded. */
  readonly acknowledged: number;
  /** With this page id the page has asked for what it had lost: a page that was answered in part is still answered. */
  readonly asks: (pageId: string) => void;
}

/** @returns the page id with which the other side has asked, and was not answered to the end */
export function replayArchive(frames: readonly ArchivedFrame[], { parse, hear, own, acknowledged, asks }: ReplayTo): string | undefined {
  const assembler = new TextAssembler();
  let parts: TextFrame[] = [];
  let asked: string | undefined;
  for (const { direction, number, data, at, isAcknowledged } of frames) {
    const frame = parse(data);
    if (frame?.type === 'ask' && direction === 'out') asks(frame.pageId);
    else if (frame?.type === 'ask') asked = frame.pageId;
    else if (frame?.type === 'end' && direction === 'out') asked = frame.pageId === asked ? undefined : asked;
    else if (frame && direction === 'in') hear(frame, at);
    else if (frame?.type === 'text' && !frame.repeated) {
      parts = frame.part === 0 ? [frame] : [...parts, frame];
      const bytes = assembler.add(frame);
      if (bytes) own({ head: frame, bytes, at, waiting: isAcknowledged || number <= acknowledged ? undefined : { parts, number } });
    }
  }
  return asked;
}
