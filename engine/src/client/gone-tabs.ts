/** For a page that makes no call yet: what tabs have left in this browser that are gone goes, as in every page that makes one. */
import { systemClock } from '../base/clock.ts';
import { silentLogger, type Logger } from '../base/logger.ts';
import type { Scope } from '../base/scope.ts';
import { browserStorage } from '../base/storage/key-values.ts';
import { browserLocks } from '../base/storage/locks.ts';
import { browserDatabases } from '../base/storage/record-database.ts';
import { sweepTabFiles } from '../base/storage/tab-files.ts';
import { sweepTabStores } from '../base/storage/tab-store.ts';
import { FOLDERS } from '../transfer/disk/folders-name.ts';

/**
 * Deletes chats and files of tabs that no page lives of, now and a minute later: a tab that is being reloaded is none of them.
 * @param scope calls it off @param logger hears of files that could not be deleted; silent where it is left out
 */
export function deleteWhatGoneTabsLeft(scope: Scope, logger: Logger = silentLogger): void {
  const ports = { clock: systemClock, session: browserStorage.session, locks: browserLocks, databases: browserDatabases };
  sweepTabStores(scope, ports);
  scope.own(sweepTabFiles({ ...ports, name: FOLDERS }, (error) => logger.log('warn', 'files of earlier tabs were not deleted', error)));
}
