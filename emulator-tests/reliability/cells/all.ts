import type { Cell } from '../cell.ts';
import { BY_HAND } from './by-hand.ts';
import { CHANGED_NETWORKS } from './changed-networks.ts';
import { CREDENTIALS } from './credentials.ts';
import { DEPARTURE } from './departure.ts';
import { FIREFOX } from './firefox.ts';
import { MATRIX } from './matrix.ts';
import { POOR_LINKS } from './poor-links.ts';
import { QUALITY } from './quality.ts';
import { RECOVERY } from './recovery.ts';
import { STORE_AWAY } from './store-away.ts';
import { WAITING } from './waiting.ts';
import { CONNECTING } from './ways.ts';
import { WORST_CALL } from './worst-call.ts';

export const ALL_CELLS: readonly Cell[] = [
  MATRIX, DEPARTURE, WAITING, FIREFOX, RECOVERY, CONNECTING, CHANGED_NETWORKS, POOR_LINKS, QUALITY, CREDENTIALS, STORE_AWAY, WORST_CALL, BY_HAND,
].flat();
