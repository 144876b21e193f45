import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { PATIENCE_MS, TEST_MS } from './emulator-tests/support/patience.ts';
import { askLocalDirectly } from './scripts/machine/proxies.mjs';

// As bootstrap.mjs does, for tests that are started without it: workers inherit it.
Object.assign(process.env, askLocalDirectly(process.env));

/** Two files at once: Vitest by itself leaves one core of two alone. For what asserts no times. */
const onTwoCores = { maxWorkers: 2 };

/**
 * Suites on emulators share one machine: one file at a time. They wait for what must come, with one patience for what
 * never does: how long things take is no matter of theirs.
 */
const onEmulators = {
  fileParallelism: false,
  testTimeout: TEST_MS,
  hookTimeout: TEST_MS,
  teardownTimeout: PATIENCE_MS,
  expect: { poll: { timeout: PATIENCE_MS } },
};
const onEmulatorsTwoAtOnce = { ...onEmulators, fileParallelism: true, ...onTwoCores };

/** All computing, or many requests: what is done when it is done. */
const long = { testTimeout: 6 * TEST_MS };

const WITH_STACKS = ['emulator-tests/support/stacks/stacks-global-setup.ts'];

/** Which processes descend from a command is read from /proc, and a test that is skipped counts as failed. */
const ONLY_ON_LINUX = process.platform === 'linux' ? [] : ['emulator-tests/**/npm-start.test.ts'];

/**
 * The engine's sources, where its package.json also names what is built of them. Vitest hands these to Node as well, so
 * `module`, one of Vite's defaults, is not among them: packages name files by it that only bundlers can load.
 */
const CONDITIONS = ['firelink-source', 'node', 'development|production'];

export default defineConfig({
  // package.json's "imports" says the same; functions/, a package of its own, doesn't see it.
  resolve: {
    conditions: CONDITIONS,
    alias: { '#protocol': fileURLToPath(new URL('protocol', import.meta.url)) },
  },
  ssr: { resolve: { conditions: CONDITIONS } },
  test: {
    // A retry hides a race, and .only hides every other test.
    retry: 0,
    allowOnly: false,
    projects: [
      {
        extends: true,
        // Decorators are read from web/tsconfig.json by file, so one project serves every layer.
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{protocol,scripts,engine/src,web,functions/src}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          restoreMocks: true,
          testTimeout: TEST_MS,
          hookTimeout: TEST_MS,
          ...onTwoCores,
        },
      },
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['emulator-tests/rules/**/*.test.ts'],
          globalSetup: ['emulator-tests/support/stacks/firestore-global-setup.ts'],
          ...onEmulatorsTwoAtOnce,
        },
      },
      {
        extends: true,
        test: {
          name: 'signaling',
          include: ['emulator-tests/signaling/**/*.test.ts'],
          globalSetup: ['emulator-tests/support/stacks/firestore-global-setup.ts'],
          ...onEmulators,
        },
      },
      {
        extends: true,
        // One layer in a real browser, without a backend.
        test: { name: 'layers', include: ['emulator-tests/{peer,screens}/**/*.test.ts'], ...onEmulatorsTwoAtOnce },
      },
      {
        extends: true,
        test: {
          name: 'functions',
          include: ['emulator-tests/functions/**/*.test.ts'],
          globalSetup: ['emulator-tests/functions/global-setup.ts'],
          ...onEmulators,
        },
      },
      {
        extends: true,
        test: { name: 'support', include: ['emulator-tests/support/**/*.test.ts', 'emulator-tests/reliability/{lag,plan,full-watch}.test.ts'], exclude: ONLY_ON_LINUX, ...onEmulators },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          // Whatever is not another project's: a new folder is never forgotten.
          include: ['emulator-tests/**/*.test.ts'],
          exclude: ['emulator-tests/{rules,signaling,peer,screens,functions,support,network,full,reliability}/**'],
          globalSetup: WITH_STACKS,
          ...onEmulators,
          // One process for all files, which share two browsers (participants/cast.ts).
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'network', include: ['emulator-tests/network/**/*.test.ts'], globalSetup: WITH_STACKS, ...onEmulators },
      },
      // What `npm run test:full` runs beside these.
      {
        extends: true,
        test: { name: 'full-schedules', include: ['emulator-tests/full/schedules/**/*.test.ts'], ...onTwoCores, ...long },
      },
      {
        extends: true,
        // No browser, two files at once.
        test: {
          name: 'full-core',
          include: ['emulator-tests/full/{rules,functions,support}/**/*.test.ts'],
          exclude: ONLY_ON_LINUX,
          ...onEmulatorsTwoAtOnce,
          ...long,
        },
      },
      {
        extends: true,
        test: { name: 'full-screens', include: ['emulator-tests/full/screens/**/*.test.ts'], ...onEmulatorsTwoAtOnce },
      },
      {
        extends: true,
        test: {
          name: 'full-calls',
          // Whatever is not another's of the full ones.
          include: ['emulator-tests/full/**/*.test.ts'],
          exclude: ['emulator-tests/full/{schedules,rules,functions,support,screens,network}/**'],
          globalSetup: WITH_STACKS,
          ...onEmulatorsTwoAtOnce,
        },
      },
      {
        extends: true,
        test: { name: 'full-network', include: ['emulator-tests/full/network/**/*.test.ts'], ...onEmulators },
      },
      {
        extends: true,
        // Not a test of anything but the truth: `npm run test:reliability` runs it, see scripts/reliability.ts.
        test: { name: 'reliability', include: ['emulator-tests/reliability/record.test.ts'], globalSetup: WITH_STACKS, ...onEmulators, ...long },
      },
    ],
  },
});
