/** An ICE restart over the channel of its own connection; the caller alone offers, and numbers its restarts from 1. */
import { isInteger, isText, type Fields } from '../../base/parse.ts';
import type { MessageType } from '../channels/message-registry.ts';

/** `content`: a description or a list of candidates, as a sealed message holds it. */
export interface RestartStep {
  readonly n: number;
  readonly content: string;
}

function parseStep({ n, content }: Fields): RestartStep | undefined {
  return isInteger(n, 0) && isText(content) ? { n, content } : undefined;
}

export const RESTART_REQUEST: MessageType<object> = { type: 'restart-request', parse: () => ({}) };
export const RESTART_OFFER: MessageType<RestartStep> = { type: 'restart-offer', parse: parseStep };
export const RESTART_ANSWER: MessageType<RestartStep> = { type: 'restart-answer', parse: parseStep };
export const RESTART_CANDIDATES: MessageType<RestartStep> = { type: 'restart-candidates', parse: parseStep };
