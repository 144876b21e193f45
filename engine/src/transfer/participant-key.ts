/** Names one remote participant of a page's conversation: in a call of two there is one, in a room up to five. */
export type ParticipantKey = string;
