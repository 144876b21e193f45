/** Which documents the security rules look up for a request, read from the rules themselves. */

type Operation = 'get' | 'list' | 'write' | 'delete';

/** The paths looked up for one operation on one document (its last part is `*` for a list), each once. */
export type RuleLookups = (path: string, operation: Operation) => readonly string[];

interface Allowance {
  /** ['calls', '{callId}', 'callerCandidates', '{index}'] */
  readonly pattern: readonly string[];
  readonly operations: readonly Operation[];
  /** As they stand in the rules: /databases/$(database)/documents/calls/$(callId) */
  readonly lookups: readonly string[];
}

/**
 * Every operation is taken to reach every lookup that its conditions can reach, through whatever functions: an upper
 * bound, which a condition that fails earlier stays below. A list is evaluated once for the query, not once a document.
 */
export function readRuleLookups(rules: string): RuleLookups {
  const allowances = readAllowances(rules.replaceAll(/\/\/.*$/gm, ''));
  return (path, operation) => {
    const parts = path.split('/');
    const found = allowances.filter(({ pattern, operations }) => operations.includes(operation) && fits(pattern, parts));
    return [...new Set(found.flatMap(({ pattern, lookups }) => lookups.map((lookup) => fill(lookup, pattern, parts))))];
  };
}

function readAllowances(rules: string): readonly Allowance[] {
  const blocks = [...rules.matchAll(/match (\/\S+) \{/g)].map((match) => {
    const start = match.index + match[0].length;
    return { path: match[1] ?? '', start, end: endOfBlock(rules, start) };
  });
  const functions = new Map([...rules.matchAll(/function (\w+)\([^)]*\) \{/g)].map((match) => {
    const start = match.index + match[0].length;
    return [match[1] ?? '', rules.slice(start, endOfBlock(rules, start))] as const;
  }));
  return [...rules.matchAll(/allow ([\w, ]+): if ([^;]+);/g)].map(({ index, 1: operations = '', 2: condition = '' }) => ({
    pattern: blocks.filter(({ start, end }) => start < index && index < end).flatMap(({ path }) => path.split('/')).filter(Boolean).slice(3),
    operations: operations.split(',').map((name) => operationOf(name.trim())),
    lookups: lookupsIn(condition, functions, new Set()),
  }));
}

/** A commit doesn't say whether a document was there: creating and updating are both `write`. */
function operationOf(name: string): Operation {
  if (name === 'get' || name === 'list' || name === 'delete') return name;
  if (name === 'create' || name === 'update') return 'write';
  throw new Error(`the rules allow "${name}": name the operations one by one`);
}

function lookupsIn(text: string, functions: ReadonlyMap<string, string>, seen: Set<string>): readonly string[] {
  const own = [...text.matchAll(/(?<![.\w])(?:get|exists)(?:After)?\((\/\S+)\)/g)].map(([, path = '']) => path);
  const called = [...text.matchAll(/(?<![.\w])(\w+)\(/g)].map(([, name = '']) => name).filter((name) => functions.has(name) && !seen.has(name));
  for (const name of called) seen.add(name);
  return [...own, ...called.flatMap((name) => lookupsIn(functions.get(name) ?? '', functions, seen))];
}

function endOfBlock(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error('a block of the rules has no end');
}

function fits(pattern: readonly string[], parts: readonly string[]): boolean {
  return pattern.length === parts.length && pattern.every((part, index) => part.startsWith('{') || part === parts[index]);
}

function fill(lookup: string, pattern: readonly string[], parts: readonly string[]): string {
  return lookup.replaceAll(/\$\((\w+)\)/g, (whole, name: string) => parts[pattern.indexOf(`{${name}}`)] ?? whole);
}
