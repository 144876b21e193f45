import { listPredicates } from './predicates.ts';
import { type Clause, type Expression, readClauses, subexpressions } from './syntax.ts';

/** The rules with one clause dropped, weakened or made stricter. */
export interface Mutant {
  /** Where and what: `isRound: round <= maxRound() → true`. Unique among the mutants of a file. */
  readonly name: string;
  readonly source: string;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What stands in for a comparison: the bound moved by one on either side, an equality opened to one side, a negation. */
const INSTEAD: Readonly<Record<string, readonly string[]>> = {
  '<': ['<='], '<=': ['<'], '>': ['>='], '>=': ['>'], '==': ['>=', '<=', '!='], '!=': ['=='],
};

/** What an `allow` could say by mistake: more than it does. */
const WIDER: Readonly<Record<string, string>> = { get: 'read', list: 'read', create: 'create, update', delete: 'delete, update' };

/** Every mutant of a rules file, in the order of the file; none twice, and none that reads as the original. */
export function makeMutants(source: string): Mutant[] {
  const clauses = readClauses(source);
  const predicates = new Set(listPredicates(clauses).map(({ expression }) => expression));
  const mutants = new Map<string, Mutant>();
  const names = new Map<string, number>();
  for (const clause of clauses) {
    for (const { start, end, text } of editsOf(clause, predicates, source)) {
      const mutated = source.slice(0, start) + text + source.slice(end);
      if (mutated === source || mutants.has(mutated)) continue;
      const plain = `${clause.name}: ${oneLine(source.slice(start, end))} → ${text === '' ? '(nothing)' : oneLine(text)}`;
      const count = (names.get(plain) ?? 0) + 1;
      names.set(plain, count);
      mutants.set(mutated, { name: count === 1 ? plain : `${plain} (${count})`, source: mutated });
    }
  }
  return [...mutants.values()];
}

function* editsOf(clause: Clause, predicates: ReadonlySet<Expression>, source: string): Generator<Edit> {
  const { operation } = clause;
  const wider = operation && WIDER[operation.text];
  if (operation && wider !== undefined) yield { ...spanOf(operation), text: wider };
  for (const root of [...clause.bindings, clause.body]) {
    if (predicates.has(root)) yield* forced(root);
    for (const expression of subexpressions(root)) {
      if (expression.kind === 'binary' && (expression.operator === '&&' || expression.operator === '||')) {
        for (const operand of [expression.left, expression.right]) {
          // The left side of a chain is the chain before it: its operands come by themselves.
          if (operand.kind === 'binary' && operand.operator === expression.operator) continue;
          yield { ...spanOf(operand), text: expression.operator === '&&' ? 'true' : 'false' };
        }
      }
      yield* editsOfParts(expression, source);
    }
  }
}

function forced(expression: Expression): Edit[] {
  return ['true', 'false'].map((text) => ({ ...spanOf(expression), text }));
}

function* editsOfParts(expression: Expression, source: string): Generator<Edit> {
  switch (expression.kind) {
    case 'binary': {
      const { left, operator, right } = expression;
      const middle = source.slice(left.end, right.start);
      const replaced = (text: string): Edit => ({ start: left.start, end: right.end, text: source.slice(left.start, left.end) + middle.replace(operator, text) + source.slice(right.start, right.end) });
      for (const text of INSTEAD[operator] ?? []) yield replaced(text);
      return;
    }
    case 'not':
      yield { ...spanOf(expression), text: source.slice(expression.operand.start, expression.operand.end) };
      return;
    case 'list':
      for (let dropped = 0; dropped < expression.items.length; dropped += 1) {
        const left = expression.items.filter((_, index) => index !== dropped).map(({ start, end }) => source.slice(start, end));
        yield { ...spanOf(expression), text: `[${left.join(', ')}]` };
      }
      return;
    case 'number':
      yield { ...spanOf(expression), text: String(Number(expression.text) + 1) };
      yield { ...spanOf(expression), text: String(Number(expression.text) - 1) };
      return;
    case 'call':
      if (isCallOf(expression, 'matches')) yield* editsOfPattern(expression.args[0], source);
      else if (isCallOf(expression, 'getAfter')) yield { ...spanOf(expression.callee), text: 'get' };
      return;
    default:
  }
}

/** Ranges of characters narrowed, widened and dropped; a count one more and one less. */
function* editsOfPattern(pattern: Expression | undefined, source: string): Generator<Edit> {
  if (!pattern) return;
  const text = source.slice(pattern.start, pattern.end);
  for (const { 0: found, index } of text.matchAll(/\{\d+\}|\w-\w/g)) {
    const start = pattern.start + index;
    const edit = (instead: string): Edit => ({ ...spanOf(pattern), text: source.slice(pattern.start, start) + instead + source.slice(start + found.length, pattern.end) });
    if (found.startsWith('{')) {
      const count = Number(found.slice(1, -1));
      for (const other of [`{${count - 1}}`, `{${count + 1}}`, `{${count},}`, `{1,${count}}`]) yield edit(other);
      continue;
    }
    const [first = '', , last = ''] = found;
    yield edit('');
    yield edit(`${shifted(first, 1)}-${last}`);
    yield edit(`${first}-${shifted(last, -1)}`);
    if (/\w/.test(shifted(last, 1))) yield edit(`${first}-${shifted(last, 1)}`);
  }
}

function shifted(character: string, by: number): string {
  return String.fromCharCode(character.charCodeAt(0) + by);
}

function isCallOf(expression: Expression, name: string): expression is Expression & { kind: 'call' } {
  if (expression.kind !== 'call') return false;
  const { callee } = expression;
  return (callee.kind === 'member' && callee.name === name) || (callee.kind === 'name' && callee.text === name);
}

function spanOf({ start, end }: { readonly start: number; readonly end: number }): { start: number; end: number } {
  return { start, end };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
