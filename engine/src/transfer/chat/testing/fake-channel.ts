/** A channel to a participant whom a test plays. */
import { Observers } from '../../../base/observers.ts';
import type { FeatureData, ParticipantChannel, Sent } from '../../participant-channel.ts';
import { formatChatFrame, formatTyping, parseChatFrame, parseTyping, type ChatFrame } from '../chat-frames.ts';

export class FakeChannel implements ParticipantChannel {
  hasMet = false;
  isFlowing = false;
  readonly path = undefined;
  /** Why it takes nothing at present. */
  refusal: 'full' | 'not-open' | undefined;
  readonly #sent: ChatFrame[] = [];
  readonly typing: (boolean | undefined)[] = [];
  #number = 0;
  readonly #messages = new Observers<FeatureData>(fail);
  readonly #acknowledgements = new Observers<number>(fail);
  readonly #meetings = new Observers<{ readonly isFirst: boolean }>(fail);
  readonly #flows = new Observers<boolean>(fail);
  readonly #ends = new Observers<void>(fail);
  readonly #raws = new Observers<Uint8Array>(fail);
  readonly onMessage = this.#messages.add.bind(this.#messages);
  readonly onAcknowledged = this.#acknowledgements.add.bind(this.#acknowledgements);
  readonly onMeet = this.#meetings.add.bind(this.#meetings);
  readonly onFlow = this.#flows.add.bind(this.#flows);
  readonly onEnd = this.#ends.add.bind(this.#ends);
  readonly onRaw = this.#raws.add.bind(this.#raws);
  readonly onWritable = () => () => {};

  send(data: FeatureData): Sent {
    if (this.refusal) return { kind: 'refused', why: this.refusal };
    const frame = parseChatFrame(data);
    if (frame) this.#sent.push(frame);
    return { kind: 'taken', number: ++this.#number };
  }

  sendRaw(frame: Uint8Array): boolean {
    this.typing.push(parseTyping(frame));
    return true;
  }

  /** What was sent since the last look. */
  look(): readonly ChatFrame[] {
    return this.#sent.splice(0);
  }

  meet(isFirst: boolean): void {
    this.hasMet = true;
    this.#meetings.tell({ isFirst });
    this.isFlowing = true;
    this.#flows.tell(true);
  }

  /** The other side's page has everything that was sent so far. */
  acknowledge(number = this.#number): void {
    this.#acknowledgements.tell(number);
  }

  end(): void {
    this.hasMet = false;
    this.isFlowing = false;
    this.#number = 0;
    this.#ends.tell();
  }

  say(frame: ChatFrame): void {
    this.#messages.tell(formatChatFrame(frame));
  }

  sayBytes(data: FeatureData): void {
    this.#messages.tell(data);
  }

  sayTyping(isTyping: boolean): void {
    this.#raws.tell(formatTyping(isTyping));
  }

  sayRaw(frame: Uint8Array): void {
    this.#raws.tell(frame);
  }
}

function fail(error: unknown): void {
  throw error;
}
