/** A text in parts, since one frame carries 16 KiB: taken apart, and put together again. */
import { joinBytes } from '../../base/bytes.ts';
import { MAX_PART_BYTES, type TextFrame } from './chat-frames.ts';
import { MAX_TEXT_BYTES } from './chat-message.ts';

/** The same on both sides, and in every page. */
export function messageId(pageId: string, number: number): string {
  return `${pageId}.${number}`;
}

/** @param head what all parts have in common */
export function splitText(head: Pick<TextFrame, 'pageId' | 'number' | 'repeated'>, bytes: Uint8Array): readonly TextFrame[] {
  const parts = Math.max(1, Math.ceil(bytes.length / MAX_PART_BYTES));
  return Array.from({ length: parts }, (_, part) => ({
    type: 'text', ...head, part, parts, bytes: bytes.subarray(part * MAX_PART_BYTES, (part + 1) * MAX_PART_BYTES),
  }));
}

/**
 * Puts together one text at a time, at most MAX_TEXT_BYTES of it:
 *
 *   none ──part 0──► under way ──each next──► under way ──the last──► none, and the text is told
 *                     any ──another's part 0──► under way, of the other        any ──what doesn't follow──► none
 *
 * A part that it has already is ignored: a page that was reloaded may hear the last one of its archive twice.
 */
export class TextAssembler {
  #first: TextFrame | undefined;
  #parts: Uint8Array[] = [];
  #length = 0;

  /** @returns the bytes of the whole text, once its last part has come */
  add(frame: TextFrame): Uint8Array | undefined {
    const first = this.#first;
    const isSame = first?.pageId === frame.pageId && first.number === frame.number && first.parts === frame.parts;
    if (frame.part === 0) this.#begin(frame);
    else if (!isSame || frame.part > this.#parts.length) return this.#clear();
    else if (frame.part < this.#parts.length) return undefined;
    this.#parts.push(frame.bytes);
    this.#length += frame.bytes.length;
    if (this.#length > MAX_TEXT_BYTES) return this.#clear();
    if (this.#parts.length < frame.parts) return undefined;
    const whole = joinBytes(...this.#parts);
    this.#clear();
    return whole;
  }

  #begin(frame: TextFrame): void {
    this.#clear();
    this.#first = frame;
  }

  #clear(): undefined {
    this.#first = undefined;
    this.#parts = [];
    this.#length = 0;
  }
}
