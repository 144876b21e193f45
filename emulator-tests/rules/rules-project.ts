import { readFile } from 'node:fs/promises';
import { RulesDatabase } from './firestore-rest.ts';

export const RULES_FILE = new URL('../../firestore.rules', import.meta.url);

/** Of the emulator's coverage report, the parts that count. The values of an expression that no request met are absent. */
interface ReportNode {
  /** `endOffset` is the last character's, and closing brackets are left out of it. */
  readonly sourcePosition: { readonly currentOffset?: number; readonly endOffset?: number };
  readonly values?: readonly { readonly value?: { readonly boolValue?: boolean } }[];
  readonly children?: readonly ReportNode[];
}

/** A project of the emulator: data and rules of its own. */
export class RulesProject {
  readonly database: RulesDatabase;
  readonly #url: string;
  readonly #documents: string;

  constructor(host: string, projectId: string) {
    this.database = new RulesDatabase(host, projectId);
    this.#url = `http://${host}/emulator/v1/projects/${projectId}`;
    this.#documents = `${this.#url}/databases/(default)/documents`;
  }

  /**
   * Takes the rules from then on, and begins a new coverage report.
   *
   * @throws what the emulator says of rules that don't compile
   */
  async load(rules: string): Promise<void> {
    const body = JSON.stringify({ rules: { files: [{ name: 'firestore.rules', content: rules }] } });
    const response = await fetch(`${this.#url}:securityRules`, { method: 'PUT', body });
    if (!response.ok) throw new Error(`the emulator does not take these rules: ${await response.text()}`);
    await response.arrayBuffer();
  }

  async loadRepositorysRules(): Promise<void> {
    await this.load(await readFile(RULES_FILE, 'utf8'));
  }

  async clear(): Promise<void> {
    const response = await fetch(this.#documents, { method: 'DELETE' });
    await response.arrayBuffer();
  }

  /** What the requests since the rules were loaded have shown. The report keeps each of them: read it often, load anew. */
  async readSeen(): Promise<SeenValues> {
    const response = await fetch(`${this.#url}:ruleCoverage`);
    if (!response.ok) throw new Error(`no coverage report: ${await response.text()}`);
    const { report } = (await response.json()) as { readonly report: readonly ReportNode[] };
    const seen = new SeenValues();
    for (const node of report) collect(node, seen);
    return seen;
  }
}

function collect({ sourcePosition, values = [], children = [] }: ReportNode, seen: SeenValues): void {
  const { currentOffset = 0, endOffset = 0 } = sourcePosition;
  for (const { value } of values) {
    if (value?.boolValue !== undefined) seen.add(currentOffset, endOffset + 1, value.boolValue);
  }
  for (const child of children) collect(child, seen);
}

/** Which expressions, by their place in the file, have been true and which false. */
export class SeenValues {
  readonly #values = new Map<string, Set<boolean>>();

  add(start: number, end: number, value: boolean): void {
    const place = `${start}-${end}`;
    const values = this.#values.get(place) ?? new Set();
    this.#values.set(place, values.add(value));
  }

  has(start: number, end: number, value: boolean): boolean {
    return this.#values.get(`${start}-${end}`)?.has(value) ?? false;
  }

  merge(other: SeenValues): void {
    for (const [place, values] of other.#values) this.#values.set(place, new Set([...values, ...(this.#values.get(place) ?? [])]));
  }
}
