import { vi } from 'vitest';
import { testHalf } from './file-storms-in-halves.ts';

vi.mock('../../../engine/src/transfer/files/sizes.ts', () => ({ BLOCK_BYTES: 256, MAX_CHUNK_BYTES: 64 }));

testHalf(1);
