import { describe, expect, it } from 'vitest';
import { fieldsOf, isInteger, isNumber, isOneOf, isText, MAX_JSON_DEPTH, parseJson, parseJsonObject } from './unknown-json.ts';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('JSON from outside', () => {
  it.each(['null', 'true', '-1.5e3', '"a"', '[]', '{}', ' {"a":[1,{"b":"]}"}]} '])('is read: %s', (text) => {
    expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) as unknown });
  });

  it.each(['', 'undefined', 'NaN', '{a:1}', '[1,]', '"', '"\\', ']', '<!doctype html>', '\u0000', '﻿{}'])('that is none is a value with a name: %j', (text) => {
    expect(parseJson(text)).toEqual({ ok: false, problem: 'not-json' });
  });

  it('is read up to the length that its reader allows', () => {
    expect(parseJson('"abc"', 5)).toEqual({ ok: true, value: 'abc' });
    expect(parseJson('"abc"', 4)).toEqual({ ok: false, problem: 'too-long' });
  });

  it('is read up to a depth that whatever walks it can bear', () => {
    expect(parseJson(nested(MAX_JSON_DEPTH)).ok).toBe(true);
    expect(parseJson(nested(MAX_JSON_DEPTH + 1))).toEqual({ ok: false, problem: 'too-deep' });
    expect(parseJson('{"a":'.repeat(1e6))).toEqual({ ok: false, problem: 'too-deep' });
  });

  it('may hold any number of brackets side by side, or in a string', () => {
    const lists = `[${Array(1e4).fill('[]').join(',')}]`;
    const text = JSON.stringify({ text: `"\\${nested(1e4)}\\"`, after: [] });
    expect([parseJson(lists).ok, parseJson(text)]).toEqual([true, { ok: true, value: JSON.parse(text) as unknown }]);
  });

  it('has no member __proto__ that would change what it is', () => {
    const parsed = parseJsonObject('{"__proto__":{"isAdmin":true},"a":1}');
    expect(parsed).toMatchObject({ ok: true, value: { a: 1 } });
    const value = parsed.ok ? parsed.value : {};
    expect([Object.keys(value), 'isAdmin' in value, Object.getPrototypeOf(value)]).toEqual([['__proto__', 'a'], false, null]);
    expect('isAdmin' in {}).toBe(false);
  });

  it.each(['null', '1', '"a"', '[{}]'])('that is no object is told from one: %s', (text) => {
    expect(parseJsonObject(text)).toEqual({ ok: false, problem: 'not-an-object' });
  });

  it('tells why an object is none by the first reason', () => {
    expect([parseJsonObject('{"a":1}', 3), parseJsonObject(nested(99)), parseJsonObject('{')]).toEqual(
      ['too-long', 'too-deep', 'not-json'].map((problem) => ({ ok: false, problem })));
  });
});

describe('members of an object', () => {
  it('are its own: a name that comes from outside finds nothing else', () => {
    const fields = fieldsOf({ a: 1 });
    expect([fields?.['a'], fields?.['constructor'], fields?.['toString'], fields?.['__proto__']]).toEqual([1, undefined, undefined, undefined]);
  });

  it.each([undefined, null, 1, 'a', [], () => {}])('are none of %j', (value) => {
    expect(fieldsOf(value)).toBeUndefined();
  });
});

describe('a value of a kind', () => {
  it('is a text only where it is well-formed Unicode and short enough', () => {
    expect(['', 'a', '😀', '👩‍👧'].every((text) => isText(text))).toBe(true);
    expect(['\ud83d', '\ude00', 'a\ud83db', '\ude00\ud83d', 1, null].some((value) => isText(value))).toBe(false);
    expect([isText('abc', 3), isText('abcd', 3), isText('😀', 1)]).toEqual([true, false, false]);
  });

  it('is read from an escape as from the character', () => {
    const [whole, half] = [parseJson('"\\ud83d\\ude00"'), parseJson('"\\ud83d"')];
    expect([whole.ok && isText(whole.value), half.ok && isText(half.value)]).toEqual([true, false]);
  });

  it('is a number only where it is finite', () => {
    expect([0, -0, 1.5, 5e-324, 1.7e308].every(isNumber)).toBe(true);
    const parsed = parseJson('[1e999,-1e999]');
    expect(parsed).toEqual({ ok: true, value: [Infinity, -Infinity] });
    expect([Infinity, -Infinity, NaN, '1', null, 1n].some(isNumber)).toBe(false);
  });

  it('is an integer only where a number holds it exactly, and within its bounds', () => {
    expect([0, 1, 2 ** 53 - 1].every((value) => isInteger(value, 0))).toBe(true);
    expect([-1, 0.5, 2 ** 53, 1e300, Infinity, NaN, '1', 1n].some((value) => isInteger(value, 0))).toBe(false);
    expect([0, 1, 7, 8].map((value) => isInteger(value, 1, 7))).toEqual([false, true, true, false]);
  });

  it('is one of some names only as itself', () => {
    expect(['a', 'b', 'c', 'constructor', 0, undefined].map((value) => isOneOf(value, ['a', 'b']))).toEqual([true, true, false, false, false, false]);
  });
});
