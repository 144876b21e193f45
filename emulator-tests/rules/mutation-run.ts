import { readFile } from 'node:fs/promises';
import { makeMutants, type Mutant } from '../../scripts/rules/mutants.ts';
import { prepare, request, type Attempt } from './attempts.ts';
import { EQUIVALENT_MUTANTS } from './equivalent-mutants.ts';
import { listCases, type Case, type PairTable } from './pair-tables.ts';
import { ALL_TABLES, likelyTables } from './pairs/all-tables.ts';
import { RULES_FILE, type RulesProject } from './rules-project.ts';

/** Requests under way at once in one project: enough to keep the emulator busy while the answers are read. */
const REQUESTS_AT_ONCE = 8;
/** A refused request leaves what it found: its documents serve the next mutant, but not for so long that they expire. */
const KEEP_MS = 60_000;

export interface MutationReport {
  readonly made: number;
  readonly killed: number;
  /** Those that no request can tell from the original, as listed in equivalent-mutants.ts. */
  readonly equivalent: number;
  readonly survivors: readonly string[];
  /** Listed as equivalent, and there is no such mutant, or a pair tells it from the original after all. */
  readonly wronglyListed: readonly string[];
}

export interface MutationOptions {
  readonly only?: (name: string) => boolean;
  readonly tables?: readonly PairTable[];
  /** Equivalent mutants with their reasons. */
  readonly listed?: Readonly<Record<string, string>>;
}

/** All mutants of firestore.rules, in the order of the file. */
export async function readMutants(): Promise<readonly Mutant[]> {
  return makeMutants(await readFile(RULES_FILE, 'utf8'));
}

/**
 * Puts each mutant of firestore.rules before the pairs until one of them comes out otherwise.
 *
 * @param projects that the mutants are shared out among
 * @param options.only which of them are tried, by name: all by default
 */
export async function runMutants(
  projects: readonly RulesProject[],
  { only = () => true, tables = ALL_TABLES, listed = EQUIVALENT_MUTANTS }: MutationOptions = {},
): Promise<MutationReport> {
  const all = await readMutants();
  const queue = all.filter(({ name }) => only(name));
  const made = queue.length;
  const cases = tables.flatMap((table) => listCases(table).map((one) => new WarmCase(table.title, one)));
  const survivors: string[] = [];
  const wronglyListed = Object.keys(listed).filter((name) => !all.some((mutant) => mutant.name === name));
  let equivalent = 0;
  const work = async (project: RulesProject): Promise<void> => {
    for (const court = new Court(project, cases);;) {
      const mutant = queue.shift();
      if (!mutant) return;
      const killer = await court.findKiller(mutant);
      const isListed = mutant.name in listed;
      if (isListed && !killer) equivalent += 1;
      else if (isListed && killer) wronglyListed.push(`${mutant.name} (${killer.title}: ${killer.case.name})`);
      else if (!killer) survivors.push(mutant.name);
    }
  };
  await Promise.all(projects.map(work));
  return { made, killed: made - equivalent - survivors.length, equivalent, survivors, wronglyListed };
}

interface WarmCaseState {
  readonly attempt: Attempt;
  readonly since: number;
}

class WarmCase {
  readonly title: string;
  readonly case: Case;

  constructor(title: string, one: Case) {
    this.title = title;
    this.case = one;
  }
}

/** One project in which mutants are tried one after another. */
class Court {
  readonly #project: RulesProject;
  #cases: readonly WarmCase[];
  readonly #prepared = new Map<WarmCase, WarmCaseState>();

  constructor(project: RulesProject, cases: readonly WarmCase[]) {
    this.#project = project;
    this.#cases = cases;
  }

  /** The first case that comes out otherwise than it must. The tables of the clause come first, and among them the last killer's. */
  async findKiller({ name, source }: Mutant): Promise<WarmCase | undefined> {
    try {
      await this.#project.load(source);
    } catch {
      // Rules that don't compile are not deployed: nobody has to notice them later.
      return new WarmCase('the compiler', { name: 'refuses it', expected: 'denied', make: () => { throw new Error('never run'); } });
    }
    let killer: WarmCase | undefined;
    const likely = new Set(likelyTables(name.split(':')[0] ?? '').map(({ title }) => title));
    const queue = [...this.#cases.filter(({ title }) => likely.has(title)), ...this.#cases.filter(({ title }) => !likely.has(title))];
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next && !killer; next = queue.shift()) {
        if (!(await this.#comesOutRight(next))) killer = next;
      }
    };
    await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, work));
    if (killer) {
      const { title } = killer;
      this.#cases = [killer, ...this.#cases.filter((one) => one !== killer && one.title === title), ...this.#cases.filter((one) => one.title !== title)];
    }
    return killer;
  }

  async #comesOutRight(one: WarmCase): Promise<boolean> {
    const { make, expected } = one.case;
    const { database } = this.#project;
    let state = this.#prepared.get(one);
    if (!state || Date.now() - state.since > KEEP_MS) {
      state = { attempt: make(), since: Date.now() };
      await prepare(database, state.attempt);
      this.#prepared.set(one, state);
    }
    const outcome = await request(database, state.attempt);
    if (outcome === 'allowed') this.#prepared.delete(one);
    return outcome === expected;
  }
}
