/** HCL text: whatever is put in comes out of HashiCorp's parser as it was, and nothing in it is evaluated. */
import { parse } from '@cdktf/hcl2json';
import { describe, expect, it } from 'vitest';
import { attr, block, list, map, nested, text } from '#app/writers/parts/hcl.ts';
import { Dice } from '#tests/kit/random-world.ts';

/** What the parser read. Its JSON form is Terraform's, in which `${` and `%{` still evaluate and are doubled. */
const read = async (value: string): Promise<string> => {
  const source = block('locals', [], [attr('x', text(value))]).join('\n');
  const json = (await parse('a.tf', `${source}\n`)) as { locals: { x: string }[] };
  return json.locals[0]!.x;
};

/** Terraform's JSON form of a literal: https://developer.hashicorp.com/terraform/language/syntax/json */
const jsonForm = (value: string): string => value.replace(/([$%])\{/g, '$1$1{');

describe('text', () => {
  it.each([
    'plain',
    'a "quoted" \\ back\\slash',
    'line\nend\r\ttab',
    '${var.x} %{ if true }',
    '$${x} $$${y} %$${z} $%{w} %%{v} $',
    'é 漢字 😀',
    '\u202e\u200b\u2028\u0000\u001b',
  ])('is read back as it was: %j', async (value) => {
    expect(await read(value)).toBe(jsonForm(value));
  });

  it('is read back as it was, whatever stands before a brace', async () => {
    const dice = new Dice(7);
    for (let i = 0; i < 300; i++) {
      const value = Array.from({ length: dice.int(1, 9) }, () =>
        dice.pick(['$', '%', '{', '}', '"', '\\', '\n', 'a', 'u0024']),
      ).join('');
      expect(await read(value)).toBe(jsonForm(value));
    }
  });

  it('replaces half a character, which no text may hold', async () => {
    expect(await read('a\ud800b')).toBe('a\ufffdb');
  });
});

it('lays blocks out as terraform fmt does', () => {
  expect(
    block(
      'resource',
      ['aws_subnet', 'a'],
      [attr('count', '1'), attr('provider', 'aws.b')],
      [],
      [list('one', ['1']), list('two', ['1', '2']), attr('longer_name', 'x'), attr('z', 'y')],
      [
        map('tags', [
          ['Name', text('n')],
          ['peerless:plan', text('p')],
        ]),
      ],
      [nested('lifecycle', [attr('prevent_destroy', 'true')])],
    ).join('\n'),
  ).toBe(`resource "aws_subnet" "a" {
  count    = 1
  provider = aws.b

  one = [1]
  two = [
    1,
    2,
  ]
  longer_name = x
  z           = y

  tags = {
    Name            = "n"
    "peerless:plan" = "p"
  }

  lifecycle {
    prevent_destroy = true
  }
}`);
});
