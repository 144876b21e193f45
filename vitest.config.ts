import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Two files at once: Vitest by itself leaves one core of two alone. For what asserts no times. */
const onTwoCores = { maxWorkers: 2 };

/** Suites on emulators share one machine: one file at a time, and time for a first, cold request. */
const onEmulators = {
  fileParallelism: false,
  testTimeout: 60_000,
  hookTimeout: 120_000,
  teardownTimeout: 30_000,
  // What is waited for comes when the machine gets to it: this is for what never comes.
  expect: { poll: { timeout: 25_000 } },
};

/** Those that take longer than `npm test` may. */
const long = { ...onEmulators, testTimeout: 1_800_000 };

/** Of the long ones: what is all computing, what needs no browser, and what mostly waits, for timers and deadlines of its own. */
const LONG_SCHEDULES = 'emulator-tests/full/schedules/**/*.test.ts';
const LONG_CORE = 'emulator-tests/long/rules/**/*.test.ts';
const LONG_PATIENT = 'emulator-tests/long/{firestore-faults,manual,firefox}/**/*.test.ts';
const LONG_NETWORK = 'emulator-tests/long/network/**/*.test.ts';

/** Which processes descend from a command is read from /proc, and a test that is skipped counts as failed. */
const ONLY_ON_LINUX = process.platform === 'linux' ? [] : ['emulator-tests/**/npm-start.test.ts'];

export default defineConfig({
  // package.json's "imports" says the same; functions/, a package of its own, doesn't see it.
  resolve: { alias: { '#protocol': fileURLToPath(new URL('protocol', import.meta.url)) } },
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
          include: ['{protocol,scripts,web,functions/src}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          restoreMocks: true,
          ...onTwoCores,
        },
      },
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['emulator-tests/rules/**/*.test.ts'],
          globalSetup: ['emulator-tests/support/firestore-global-setup.ts'],
          ...onEmulators,
          fileParallelism: true,
          ...onTwoCores,
        },
      },
      {
        extends: true,
        test: {
          name: 'signaling',
          include: ['emulator-tests/signaling/**/*.test.ts'],
          globalSetup: ['emulator-tests/support/firestore-global-setup.ts'],
          ...onEmulators,
        },
      },
      {
        extends: true,
        // One layer in a real browser, without a backend.
        test: { name: 'layers', include: ['emulator-tests/{peer,screens}/**/*.test.ts'], ...onEmulators, fileParallelism: true, ...onTwoCores },
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
        test: { name: 'support', include: ['emulator-tests/support/**/*.test.ts'], exclude: ONLY_ON_LINUX, ...onEmulators },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          // Whatever is not another project's: a new folder is never forgotten.
          include: ['emulator-tests/**/*.test.ts'],
          exclude: ['emulator-tests/{rules,signaling,peer,screens,functions,support,network,long}/**'],
          globalSetup: ['emulator-tests/browser/global-setup.ts'],
          ...onEmulators,
          // One process for all files, which share two browsers (browser/cast.ts).
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'network',
          include: ['emulator-tests/network/**/*.test.ts'],
          globalSetup: ['emulator-tests/network/global-setup.ts'],
          ...onEmulators,
        },
      },
      {
        extends: true,
        test: { name: 'long-schedules', include: [LONG_SCHEDULES], ...long, fileParallelism: true, ...onTwoCores },
      },
      {
        extends: true,
        test: { name: 'long-core', include: [LONG_CORE], ...long, fileParallelism: true, ...onTwoCores },
      },
      {
        extends: true,
        test: {
          name: 'long-patient',
          include: [LONG_PATIENT],
          globalSetup: ['emulator-tests/browser/global-setup.ts'],
          ...long,
          fileParallelism: true,
          ...onTwoCores,
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          // Whatever is not another's of the long ones.
          include: ['emulator-tests/long/**/*.test.ts'],
          exclude: [LONG_SCHEDULES, LONG_CORE, LONG_PATIENT, LONG_NETWORK, ...ONLY_ON_LINUX],
          globalSetup: ['emulator-tests/browser/global-setup.ts'],
          ...long,
        },
      },
      {
        extends: true,
        test: {
          name: 'long-network',
          include: [LONG_NETWORK],
          globalSetup: ['emulator-tests/network/global-setup.ts'],
          ...long,
        },
      },
    ],
  },
});
