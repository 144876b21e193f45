/** Journals that survive a reload, for `Call.channel`; loaded by an app that opens such a channel. */
export { TabJournals, type TabJournalsOptions } from './tab-journals.ts';
export { MAX_STORED_BYTES, StoredJournal, type LoggedFrame, type StoredJournalPorts } from '../../call/channels/stored-journal.ts';
