/** JSON with places: agrees with the engine on what is JSON, and points at what is not. */
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { JsonError, parseJson } from '#app/snapshot/parse.ts';

const fault = (text: string): JsonError => {
  try {
    parseJson(text);
  } catch (error) {
    expect(error).toBeInstanceOf(JsonError);
    return error as JsonError;
  }
  throw new Error(`this was read: ${text}`);
};

test('every JSON text reads as the engine reads it', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

test('a text with one character changed, added or cut is judged as the engine judges it', () => {
  const spoilt = fc.tuple(
    fc.json(),
    fc.nat(),
    fc.constantFrom(...Array.from('{}[]",:\\0-.eE\n tu'), '', '\u0001'),
  );
  fc.assert(
    fc.property(spoilt, fc.boolean(), ([text, at, char], replace) => {
      const i = at % (text.length + 1);
      const changed = text.slice(0, i) + char + text.slice(replace ? i + 1 : i);
      let valid = true;
      try {
        JSON.parse(changed);
      } catch {
        valid = false;
      }
      if (valid) expect(parseJson(changed)).toEqual(JSON.parse(changed));
      else expect(fault(changed).offset).toBeLessThanOrEqual(changed.length);
    }),
    { numRuns: 5000 },
  );
});

test('a text cut anywhere is told as cut off, not as wrong', () => {
  const text = '{"a": [1.5e3, true, null, "x\\u00e9\\n", {"b": -2}], "c": "\\\\"}';
  for (let end = 0; end < text.length; end++) {
    expect([end, fault(text.slice(0, end)).ended]).toEqual([end, true]);
  }
});

describe('the place and reason', () => {
  test.each([
    ['{"a": 1,}', 'line 1, column 9: expected a name in double quotes, found "}"'],
    ['[1,\n 2,\n]', 'line 3, column 1: expected a value, found "]"'],
    ["{'a': 1}", 'line 1, column 2: expected a name in double quotes or "}", found "\'"'],
    ['{"a" 1}', 'line 1, column 6: expected ":", found "1"'],
    ['{"a": 1 "b": 2}', 'line 1, column 9: expected "," or the closing bracket, found "\\""'],
    ['{"a": NaN}', 'line 1, column 7: expected a value, found "N"'],
    ['{"a": 01}', 'line 1, column 8: expected "," or the closing bracket, found "1"'],
    ['{"a": "C:\\dir"}', 'line 1, column 10: "\\d" is not an escape JSON knows'],
    ['{"a": "x\ny"}', 'line 1, column 9: a line break or control character stands inside a text'],
    ['{}\n{}', 'line 2, column 1: the JSON text is complete, but "{" follows'],
    ['{"a": [1, 2}', 'line 1, column 12: expected "," or the closing bracket, found "}"'],
    ['<html>', 'line 1, column 1: expected a value, found "<"'],
  ])('%j', (text, said) => {
    expect(fault(text).message).toContain(said);
    expect(fault(text).ended).toBe(false);
  });

  test('UTF-16 is named as such, with or without its byte order mark', () => {
    const utf16 = Buffer.from('{"Vpcs": []}', 'utf16le');
    const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]);
    for (const bytes of [utf16, marked, Buffer.from(utf16).swap16()]) {
      expect(fault(bytes.toString('utf8')).message).toContain('this is UTF-16 text');
    }
  });
});
