import { type Clause, type Expression, subexpressions } from './syntax.ts';

const COMPARISONS = ['==', '!=', '<', '<=', '>', '>=', 'in', 'is'];
/** Methods of strings, sets and lists that answer yes or no. */
const ANSWERING = ['matches', 'hasOnly', 'hasAll', 'hasAny'];

/** A boolean expression and the clause that it stands in. */
export interface Predicate {
  readonly clause: Clause;
  readonly expression: Expression;
}

/** Every expression that is true or false: whole conditions, each operand, each comparison and each call of a predicate. */
export function listPredicates(clauses: readonly Clause[]): Predicate[] {
  const isPredicate = predicateTest(clauses);
  return clauses.flatMap((clause) =>
    [...clause.bindings, clause.body].flatMap((root) => [...subexpressions(root)].filter(isPredicate).map((expression) => ({ clause, expression }))),
  );
}

/** Whether a function answers yes or no is decided by its body, which may call another such function. */
function predicateTest(clauses: readonly Clause[]): (expression: Expression) => boolean {
  const functions = new Set<string>();
  const isPredicate = (expression: Expression): boolean => {
    switch (expression.kind) {
      case 'not':
        return true;
      case 'binary':
        return ['&&', '||', ...COMPARISONS].includes(expression.operator);
      case 'call':
        return expression.callee.kind === 'member' ? ANSWERING.includes(expression.callee.name)
          : expression.callee.kind === 'name' && functions.has(expression.callee.text);
      default:
        return false;
    }
  };
  for (let known = -1; known < functions.size;) {
    known = functions.size;
    for (const { name, isFunction, body } of clauses) if (isFunction && isPredicate(body)) functions.add(name);
  }
  return isPredicate;
}
