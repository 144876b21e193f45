/** What the record is made of: something that happens to a call, and a promise about what follows. */
import type { Grounds } from './grounds.ts';

export interface Cell {
  /** `suite: case`. The record keeps it under this name. */
  readonly name: string;
  /** In words, with its bounds. */
  readonly promise: string;
  /** It needs networks of its own: Linux, as root. */
  readonly isInLab?: boolean;
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

/** All that a page of a call consists of, the packages included, and what lets it be measured. */
export const APP = ['engine/src', 'web/src', 'protocol', 'firestore.rules', 'package-lock.json', 'emulator-tests/support/proxy'] as const;
/** The same on real networks, with credentials from the functions. */
export const APP_IN_LAB = [...APP, 'functions/src/turn', 'emulator-tests/network/lab', 'emulator-tests/network/calls'] as const;

/** An outcome of which only the time is in question. */
export function within(limitS: number, seconds: number | undefined, evidence: string): Outcome {
  return { isKept: seconds !== undefined && seconds <= limitS, seconds, evidence };
}
