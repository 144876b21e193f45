import type { PairTable } from '../pair-tables.ts';
import { batches } from './batches.ts';
import { claiming } from './claiming.ts';
import { cleaningUp } from './cleaning-up.ts';
import { everyUpdate } from './every-update.ts';
import { leaving } from './leaving.ts';
import { lifetime } from './lifetime.ts';
import { opening } from './opening.ts';
import { reading } from './reading.ts';
import { rounds } from './rounds.ts';
import { transforms } from './transforms.ts';

export const ALL_TABLES: readonly PairTable[] = [
  ...opening, ...claiming, ...rounds, ...leaving, ...lifetime, ...batches, ...cleaningUp, ...reading, ...everyUpdate, ...transforms,
];
