import { test } from 'vitest';
import { MemoryStore } from './testing/memory-store.ts';
import { STORE_CONTRACT } from './testing/store-contract.ts';

test.each(STORE_CONTRACT)('in memory: %s', async (_, run) => {
  const store = new MemoryStore();
  await run({ store, reload: async () => store.reloaded() });
});
