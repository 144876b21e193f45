import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { requireJava } from '../machine/java.ts';
import { requireFirestoreJar } from '../machine/firestore-jar.ts';
import { missingForNetworkLab } from '../machine/network-tools.ts';
import { ROOT } from '../machine/paths.ts';
import { requireProgram } from '../machine/programs.ts';
import { buildWeb } from '../stack/stack.ts';
import { runProgram } from './run-program.ts';
import { countVitest, sum, type Tally, type VitestReport } from './tally.ts';

export interface Stage {
  readonly name: string;
  readonly title: string;
  /** What it may take on two quiet cores, s. A run that takes longer says so, and fails by that alone never. */
  readonly budgetS: number;
  run(): Promise<Tally>;
}

const PASSED: Tally = { passed: 1, failed: 0, problems: [] };
const bin = (name: string): string => join(ROOT, 'node_modules/.bin', name);

const lint: Stage = {
  name: 'lint',
  title: 'Lint: types in use, templates, layers',
  budgetS: 10,
  async run() {
    const code = await runProgram(bin('oxlint'), ['--deny-warnings']);
    return code === 0 ? PASSED : { passed: 0, failed: 1, problems: ['oxlint is not content'] };
  },
};

/** Every tsconfig of the repository is a program to check, and a check of its own. */
const types: Stage = {
  name: 'types',
  title: 'Types: every tsconfig',
  budgetS: 10,
  async run() {
    const tallies: Tally[] = [];
    for (const project of globSync('{,*/}tsconfig*.json', { cwd: ROOT }).sort()) {
      if (project.startsWith('node_modules') || project === 'tsconfig.base.json') continue;
      const code = await runProgram(bin('tsc'), ['--project', project, '--pretty']);
      console.log(`${code === 0 ? 'ok    ' : 'failed'} ${project}`);
      tallies.push(code === 0 ? PASSED : { passed: 0, failed: 1, problems: [`${project} has type errors`] });
    }
    return sum(tallies);
  },
};

const vitestStage = (name: string, budgetS: number, title: string, prepare: () => unknown = () => undefined): Stage => ({
  name,
  title,
  budgetS,
  async run() {
    await prepare();
    return await runVitest(name);
  },
});

async function requireEmulators(): Promise<void> {
  await requireJava();
  await requireFirestoreJar();
}

async function prepareLayers(): Promise<void> {
  await requireEmulators();
  requireProgram('chromium');
}

/** @returns why the laboratory can't be built here: then its cells are left out; undefined when it can */
export async function prepareReliability(): Promise<string | undefined> {
  await prepareBrowser();
  return missingForNetworkLab();
}

async function prepareBrowser(): Promise<void> {
  await requireEmulators();
  requireProgram('chromium');
  requireProgram('firefox');
  buildOnce();
}

function prepareScreens(): void {
  requireProgram('chromium');
  requireProgram('firefox');
}

function buildOnce(): void {
  if (process.env['FIRELINK_BUILT'] !== undefined) return;
  buildWeb();
  // The suites' own stacks then serve this build instead of making it again.
  process.env['FIRELINK_BUILT'] = '1';
}

async function runVitest(project: string): Promise<Tally> {
  const folder = join(ROOT, 'output');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `vitest-${project}-${process.pid}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const code = await runProgram(process.execPath, [vitest, 'run', '--project', project, ...reporters]);
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as VitestReport) : undefined;
  rmSync(file, { force: true });
  return countVitest(report, code);
}

/** Left out where the machine can't run it: it needs root on Linux. */
const networkStage = (name: string, budgetS: number, title: string): Stage => ({
  name,
  title,
  budgetS,
  async run() {
    const why = missingForNetworkLab();
    if (why !== undefined) {
      const words = `${name}: the network laboratory did not run, because ${why}. How to run it: docs/network-lab.md`;
      console.log(words);
      return { passed: 0, failed: 0, problems: [], leftOut: [words] };
    }
    await prepareLayers();
    buildOnce();
    return await runVitest(name);
  },
});

export const STAGES: readonly Stage[] = [
  lint,
  types,
  vitestStage('unit', 50, 'Unit tests'),
  vitestStage('support', 50, 'Tests of the scripts, with real processes', requireEmulators),
  vitestStage('rules', 45, 'Security rules, on the Firestore emulator', requireEmulators),
  vitestStage('signaling', 30, 'Signaling, on the Firestore emulator and in a browser', prepareLayers),
  vitestStage('layers', 120, 'Peers, devices and screens in a browser', () => requireProgram('chromium')),
  vitestStage('functions', 60, 'Functions, on the emulators', requireEmulators),
  vitestStage('browser', 300, 'Browsers, the production build and the emulators', prepareBrowser),
  networkStage('network', 70, 'Real networks: NATs, a relay, a way that changes'),
  // What takes longer than `npm test` may.
  vitestStage('full-schedules', 85, 'Ten thousand storms, half on each core'),
  vitestStage('full-core', 100, 'Mutants, races, a thousand calls, and however npm start ends', requireEmulators),
  vitestStage('full-screens', 80, 'Every screen in every language, size and colour', prepareScreens),
  vitestStage('full-calls', 370, 'Whole calls, two files at once, and what becomes of them', prepareBrowser),
  networkStage('full-network', 60, 'The network laboratory itself'),
];

/** What each command runs. */
export const SUITES: Readonly<Record<string, readonly string[]>> = {
  all: ['lint', 'types', 'unit', 'support', 'rules', 'signaling', 'layers', 'functions', 'browser', 'network'],
  check: ['lint', 'types', 'unit'],
  full: ['full-schedules', 'full-core', 'full-screens', 'full-calls', 'full-network'],
};
