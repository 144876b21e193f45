/** In a chunk of its own: no screen waits for it. */
import { consoleSink, createLogger, Scope } from 'firelink/base';
import { deleteWhatGoneTabsLeft } from 'firelink/gone-tabs';

/** As long as this page lives. */
export function cleanUpAfterGoneTabs(): void {
  deleteWhatGoneTabsLeft(new Scope(), createLogger(consoleSink('warn')));
}
