/** What the record is made of: something that happens to a call, and a promise about what follows. */
import type { Grounds } from './grounds.ts';

export interface Cell {
  /** `suite: case`. The record keeps it under this name. */
  readonly name: string;
  /** In words, with its bounds. */
  readonly promise: string;
  /** Files and folders of the repository whose change makes earlier tries say nothing of today. */
  readonly code: readonly string[];
  /** Starts what the try needs, before its time counts. */
  prepare(grounds: Grounds): Promise<unknown>;
  /** One try. What it throws is a promise that was not kept: what was waited for never came. */
  run(grounds: Grounds): Promise<Outcome>;
}

export interface Outcome {
  readonly isKept: boolean;
  /** What the promise bounds, s; undefined when it never came, or nothing is bounded. */
  readonly seconds?: number | undefined;
  /** What was said that was not so, or left that should be gone. */
  readonly untruths?: readonly string[];
  /** What was seen: kept of a try that did not keep its promise. */
  readonly evidence: string;
}

/** A session with its connection, its store and its devices, without screens. */
export const SESSION = [
  ...['base', 'signaling', 'peer', 'media', 'call', 'app'].map((layer) => `web/src/${layer}`), 'protocol', 'firestore.rules',
] as const;

/** An outcome of which only the time is in question. */
export function within(limitS: number, seconds: number | undefined, evidence: string): Outcome {
  return { isKept: seconds !== undefined && seconds <= limitS, seconds, evidence };
}
