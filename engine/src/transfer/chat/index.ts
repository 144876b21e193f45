export type { ParticipantChannel, FeatureData, PathMeasure, Sent } from '../participant-channel.ts';
export type { ParticipantKey } from '../participant-key.ts';
export type { ArchivedFrame, ChatArchive } from './chat-archive.ts';
export { ChatLog, type ChatLogOptions, type ChatNames, type ReadMark } from './chat-log.ts';
export { MAX_TEXT_BYTES, type ChatMessage, type ChatOutcome, type ChatRefusal, type Delivery } from './chat-message.ts';
export { findLinks, type TextPiece } from './links.ts';
