/**
 * Messages by type: each is declared in the file of its feature, and registered by the one who listens to it. On the wire
 * it is a JSON object with its `type`; what is not registered, and fields that its parser does not name, are ignored, so
 * that a newer release may say more.
 */
import { parseJsonObject, type Fields } from '../../base/parse.ts';
import { MAX_MESSAGE_LENGTH } from '../../peer/channels/channel-kinds.ts';

export interface MessageType<Message extends object> {
  /** Its name on the wire, for good. */
  readonly type: string;
  /** @returns undefined for fields out of shape: the message is ignored */
  readonly parse: (fields: Fields) => Message | undefined;
}

export function formatMessage<Message extends object>({ type }: MessageType<Message>, message: Message): string {
  return JSON.stringify({ ...message, type });
}

/** Says a message where it may be heard. @returns false where it can't */
export type Say = <Message extends object>(type: MessageType<Message>, message: Message) => boolean;

export class MessageRegistry {
  readonly #listeners = new Map<string, (fields: Fields) => void>();

  /** One listener a type: two features that take one name would each miss the other's. @returns ends it */
  on<Message extends object>({ type, parse }: MessageType<Message>, listener: (message: Message) => void): () => void {
    if (this.#listeners.has(type)) throw new TypeError(`${type} has a listener already`);
    this.#listeners.set(type, (fields) => {
      const message = parse(fields);
      if (message) listener(message);
    });
    return () => {
      this.#listeners.delete(type);
    };
  }

  /** Tells the one who listens to its type. What is no message, or out of shape, is ignored. */
  hear(text: string): void {
    const read = parseJsonObject(text, MAX_MESSAGE_LENGTH);
    const type = read.ok ? read.value['type'] : undefined;
    if (read.ok && typeof type === 'string') this.#listeners.get(type)?.(read.value);
  }
}
