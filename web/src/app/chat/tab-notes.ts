import { browserStorage, type KeyValues } from 'firelink/base';

/** What a tab remembers of the chat of one link's calls, beside the messages: which was read last, and what is not sent yet. */
export interface ChatNotes {
  /** The id of a message. */
  read: string | undefined;
  /** '' for none. */
  draft: string;
  /** The page turns to something else. */
  forget(): void;
}

/** @param callId of the link */
export function tabNotes(callId: string, storage: KeyValues = browserStorage.session): ChatNotes {
  const [readKey, draftKey] = [`firelink/chat-read/${callId}`, `firelink/chat-draft/${callId}`];
  const write = (key: string, text: string | undefined): void => {
    if (text) storage.set(key, text);
    else storage.remove(key);
  };
  return {
    get read() { return storage.get(readKey); },
    set read(id) { write(readKey, id); },
    get draft() { return storage.get(draftKey) ?? ''; },
    set draft(text) { write(draftKey, text); },
    forget() {
      for (const key of [readKey, draftKey]) storage.remove(key);
    },
  };
}

/** Of a call that nothing leads back to: for as long as its page lives. */
export function pageNotes(): ChatNotes {
  return { read: undefined, draft: '', forget() {} };
}
