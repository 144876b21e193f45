import { browserStorage, type KeyValues } from 'firelink/base';

/** What a tab remembers of the chat of one link's calls, beside the messages: which was read last, what is not sent yet, and whether it lay open. */
export interface ChatNotes {
  /** The id of a message. */
  read: string | undefined;
  /** '' for none. */
  draft: string;
  /** Undefined until the person has opened or closed it. */
  isOpen: boolean | undefined;
  /** The page turns to something else. */
  forget(): void;
}

/** @param callId of the link */
export function tabNotes(callId: string, storage: KeyValues = browserStorage.session): ChatNotes {
  const keyOf = (what: string): string => `firelink/chat-${what}/${callId}`;
  const [readKey, draftKey, openKey] = [keyOf('read'), keyOf('draft'), keyOf('open')];
  const write = (key: string, text: string | undefined): void => {
    if (text) storage.set(key, text);
    else storage.remove(key);
  };
  return {
    get read() { return storage.get(readKey); },
    set read(id) { write(readKey, id); },
    get draft() { return storage.get(draftKey) ?? ''; },
    set draft(text) { write(draftKey, text); },
    get isOpen() {
      const kept = storage.get(openKey);
      return kept === undefined ? undefined : kept === 'yes';
    },
    set isOpen(isOpen) { write(openKey, isOpen === undefined ? undefined : isOpen ? 'yes' : 'no'); },
    forget() {
      for (const key of [readKey, draftKey, openKey]) storage.remove(key);
    },
  };
}

/** Of a call that nothing leads back to: for as long as its page lives. */
export function pageNotes(): ChatNotes {
  return { read: undefined, draft: '', isOpen: undefined, forget() {} };
}
