/**
 * The one reader of JSON and of other values from outside: from the network, the other browser, storage, a setting.
 * Nothing here throws. A failed parse is a value with a name, and a predicate is false for what is not exactly its kind.
 */

/** The members of an object by name. */
export type Fields = Readonly<Record<string, unknown>>;

export const NO_FIELDS: Fields = Object.freeze({});

/** `too-deep`: nested in more than MAX_JSON_DEPTH objects and lists. */
export type JsonProblem = 'too-long' | 'too-deep' | 'not-json' | 'not-an-object';
export type JsonResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: JsonProblem };

/** Nothing that is read here nests deeper than ten. Engines parse any depth, but what walks the result afterwards calls itself at each level. */
export const MAX_JSON_DEPTH = 32;

/** @param maxLength in UTF-16 units */
export function parseJson(text: string, maxLength = Infinity): JsonResult<unknown> {
  if (text.length > maxLength) return { ok: false, problem: 'too-long' };
  if (isTooDeep(text)) return { ok: false, problem: 'too-deep' };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    // Without the cause: a parser quotes what it has read, and that may be secret.
    return { ok: false, problem: 'not-json' };
  }
}

/** The same, for JSON that has to be an object. @param maxLength in UTF-16 units */
export function parseJsonObject(text: string, maxLength = Infinity): JsonResult<Fields> {
  const parsed = parseJson(text, maxLength);
  if (!parsed.ok) return parsed;
  const fields = fieldsOf(parsed.value);
  return fields ? { ok: true, value: fields } : { ok: false, problem: 'not-an-object' };
}

/**
 * The object's own members, without a prototype: a name that comes from outside finds what was sent, or nothing
 * (`constructor`), and a member called `__proto__` is one like any other. Undefined for a list and for what is no object.
 */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { __proto__: null, ...value } : undefined;
}

/** Well-formed Unicode: half of a surrogate pair alone is no character, and becomes another one on its way (WTF-16 to UTF-8). */
export function isText(value: unknown, maxLength = Infinity): value is string {
  return typeof value === 'string' && value.length <= maxLength && value.isWellFormed();
}

/** Neither NaN nor infinite: `1e999` is JSON. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** An integer that a number holds exactly (ECMAScript, Number.isSafeInteger), within bounds that belong to it. */
export function isInteger(value: unknown, from: number, to = Number.MAX_SAFE_INTEGER): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= from && value <= to;
}

export function isOneOf<T extends string>(value: unknown, allowed: readonly T[]): value is T {
  return allowed.some((one) => one === value);
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Array.from('"\\[]{}', (character) => character.charCodeAt(0));

/** Counts brackets outside strings, in one pass; whether they match is for JSON.parse to say. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) isInString = !isInString;
    else if (isInString) at += code === BACKSLASH ? 1 : 0;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) depth++;
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--;
    if (depth > MAX_JSON_DEPTH) return true;
  }
  return false;
}
