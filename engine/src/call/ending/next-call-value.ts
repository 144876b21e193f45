/** What two people in a call keep so that they can call again with the same link (signaling/link/next-calls.ts). 16 bytes, base64url. */
export interface NextCallValue {
  /** The caller's word: the value that it has, or a new one, which it keeps. */
  offer(): string;
  /** The callee keeps what the caller says. */
  take(value: string): void;
  /** Another person is let in: the one before is not to call again with this value. */
  renew(): void;
}
