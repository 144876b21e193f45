/** The worker's own module: hashing and disk away from the page, which draws a call meanwhile. See worker-client.ts. */
import { systemClock } from '../../../base/clock.ts';
import { openTabFolders } from '../../../base/storage/origin-folder.ts';
import { FOLDERS } from '../folders-name.ts';
import { serveFiles } from './serve-files.ts';

serveFiles(self, () => openTabFolders(FOLDERS, systemClock));
