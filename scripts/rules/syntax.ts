/**
 * The part of the rules language that firestore.rules is written in, as trees with positions: enough to say which
 * expressions must be seen both true and false, and to change one clause at a time. Whatever it does not know it
 * refuses, so that nothing is passed over in silence.
 */

interface Span {
  /** Offsets into the file; `end` is the first one behind it. */
  readonly start: number;
  readonly end: number;
}

export type Expression = Span & (
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'call'; readonly callee: Expression; readonly args: readonly Expression[] }
  | { readonly kind: 'member'; readonly object: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly object: Expression; readonly bounds: readonly Expression[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'name' | 'number' | 'string' | 'map' | 'path' | 'type'; readonly text: string }
);

/** A function's body, or the condition of an `allow`. */
export interface Clause {
  /** `isRound`, or `callerCandidates list`. */
  readonly name: string;
  readonly isFunction: boolean;
  /** The word before an `allow`'s colon. */
  readonly operation?: Span & { readonly text: string };
  /** What `let` gives names to. */
  readonly bindings: readonly Expression[];
  readonly body: Expression;
}

interface Token extends Span {
  readonly kind: 'word' | 'number' | 'string' | 'mark';
  readonly text: string;
}

const TOKENS = /(\s+|\/\/[^\n]*)|([A-Za-z_]\w*)|(\d+)|('(?:[^'\\]|\\.)*')|(&&|\|\||==|!=|<=|>=|[-+*%<>!=(){}[\].,;:/$])/y;

/** Loosest first; the operators of a level associate to the left. */
const LEVELS: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>=', 'in', 'is'], ['+', '-'], ['*', '%']];

/** @throws SyntaxError at what it does not know */
export function readClauses(source: string): Clause[] {
  return new Reader(source).clauses();
}

class Reader {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(source: string) {
    this.#source = source;
    this.#tokens = tokenize(source);
  }

  clauses(): Clause[] {
    const found: Clause[] = [];
    const blocks: string[] = [];
    while (this.#at < this.#tokens.length) {
      const { text } = this.#next();
      if (text === 'function') found.push(this.#function());
      else if (text === 'allow') found.push(this.#allow(blocks.findLast((name) => name !== '') ?? ''));
      else if (text === 'match') blocks.push(this.#matchedCollection());
      else if (text === 'service') {
        this.#until('{');
        blocks.push('');
      } else if (text === '}') blocks.pop();
      else if (text === 'rules_version') this.#until(';');
      else this.#refuse();
    }
    return found;
  }

  #function(): Clause {
    const name = this.#next().text;
    this.#until('{');
    const bindings: Expression[] = [];
    while (this.#take('let')) {
      this.#until('=');
      bindings.push(this.#expression());
      this.#expect(';');
    }
    this.#expect('return');
    const body = this.#expression();
    this.#expect(';');
    this.#expect('}');
    return { name, isFunction: true, bindings, body };
  }

  #allow(collection: string): Clause {
    const operation = this.#next();
    this.#expect(':');
    this.#expect('if');
    const body = this.#expression();
    this.#expect(';');
    return { name: `${collection} ${operation.text}`, isFunction: false, operation, bindings: [], body };
  }

  /** The last fixed part of the path; the brace that opens the block comes after a space. */
  #matchedCollection(): string {
    let name = '';
    for (let depth = 0; ;) {
      const token = this.#next();
      if (token.text === '{' && this.#source[token.start - 1] !== '/') return name;
      if (token.text === '{') depth += 1;
      else if (token.text === '}') depth -= 1;
      else if (depth === 0 && token.kind === 'word') name = token.text;
    }
  }

  #expression(level = 0): Expression {
    const operators = LEVELS[level];
    if (!operators) return this.#unary();
    let left = this.#expression(level + 1);
    for (;;) {
      const operator = operators.find((one) => this.#take(one));
      if (operator === undefined) return left;
      const right = operator === 'is' ? this.#leaf('type', this.#next()) : this.#expression(level + 1);
      left = { kind: 'binary', operator, left, right, start: left.start, end: right.end };
    }
  }

  #unary(): Expression {
    const { start } = this.#peek();
    if (!this.#take('!')) return this.#postfix();
    const operand = this.#unary();
    return { kind: 'not', operand, start, end: operand.end };
  }

  #postfix(): Expression {
    let object = this.#primary();
    for (;;) {
      if (this.#take('.')) {
        const { text, end } = this.#next();
        object = { kind: 'member', object, name: text, start: object.start, end };
      } else if (this.#take('(')) {
        const args = this.#listUntil(')', ',');
        object = { kind: 'call', callee: object, args, start: object.start, end: this.#lastEnd() };
      } else if (this.#take('[')) {
        const bounds = this.#listUntil(']', ':');
        object = { kind: 'index', object, bounds, start: object.start, end: this.#lastEnd() };
      } else return object;
    }
  }

  #primary(): Expression {
    const token = this.#next();
    if (token.kind === 'word') return this.#leaf('name', token);
    if (token.kind === 'number' || token.kind === 'string') return this.#leaf(token.kind, token);
    const { start } = token;
    if (token.text === '(') {
      const inner = this.#expression();
      this.#expect(')');
      // Its parentheses are its own: so the emulator's report counts them, and a replacement takes them along.
      return { ...inner, start, end: this.#lastEnd() };
    }
    if (token.text === '[') {
      const items = this.#listUntil(']', ',');
      return { kind: 'list', items, start, end: this.#lastEnd() };
    }
    if (token.text === '{' && this.#take('}')) return { kind: 'map', text: '{}', start, end: this.#lastEnd() };
    if (token.text === '/') return this.#path(start);
    return this.#refuse();
  }

  /** A document's path, up to the parenthesis of the call that it is the argument of. */
  #path(start: number): Expression {
    for (let depth = 0; ;) {
      const { text } = this.#peek();
      if (text === ')' && depth === 0) break;
      if (text === '(') depth += 1;
      if (text === ')') depth -= 1;
      this.#at += 1;
    }
    const end = this.#lastEnd();
    return { kind: 'path', text: this.#source.slice(start, end), start, end };
  }

  #listUntil(close: string, separator: string): Expression[] {
    const items: Expression[] = [];
    if (this.#take(close)) return items;
    do items.push(this.#expression());
    while (this.#take(separator));
    this.#expect(close);
    return items;
  }

  #leaf(kind: 'name' | 'number' | 'string' | 'type', { text, start, end }: Token): Expression {
    return { kind, text, start, end };
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? { kind: 'mark', text: 'the end', start: this.#source.length, end: this.#source.length };
  }

  #next(): Token {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    return token ?? this.#refuse();
  }

  #take(text: string): boolean {
    const token = this.#peek();
    if (token.text !== text || token.kind === 'string') return false;
    this.#at += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) {
      this.#at += 1;
      this.#refuse();
    }
  }

  #until(text: string): void {
    while (this.#next().text !== text);
  }

  #lastEnd(): number {
    return this.#tokens[this.#at - 1]?.end ?? 0;
  }

  #refuse(): never {
    const token = this.#tokens[this.#at - 1];
    throw new SyntaxError(`${positionOf(this.#source, token?.start ?? this.#source.length)}: unexpected ${token?.text ?? 'end'}`);
  }
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  TOKENS.lastIndex = 0;
  while (TOKENS.lastIndex < source.length) {
    const start = TOKENS.lastIndex;
    const found = TOKENS.exec(source);
    if (!found) throw new SyntaxError(`${positionOf(source, start)}: unknown character ${source[start] ?? ''}`);
    const [text, space, word, number, string] = found;
    if (space !== undefined) continue;
    const kind = word !== undefined ? 'word' : number !== undefined ? 'number' : string !== undefined ? 'string' : 'mark';
    tokens.push({ kind, text, start, end: start + text.length });
  }
  return tokens;
}

/** As editors count: line:column, from 1. */
export function positionOf(source: string, offset: number): string {
  const before = source.slice(0, offset).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

/** An expression and everything in it, the outer before the inner. */
export function* subexpressions(expression: Expression): Generator<Expression> {
  yield expression;
  for (const part of partsOf(expression)) yield* subexpressions(part);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'binary':
      return [expression.left, expression.right];
    case 'not':
      return [expression.operand];
    case 'call':
      return [expression.callee, ...expression.args];
    case 'member':
      return [expression.object];
    case 'index':
      return [expression.object, ...expression.bounds];
    case 'list':
      return expression.items;
    default:
      return [];
  }
}
