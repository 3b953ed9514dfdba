/** Words from outside: hidden characters seen, long ones cut, ids found; numbers with their units. */
import { describe, expect, it } from 'vitest';
import { accountWords } from '#renderer/words/accounts.ts';
import { bytesOf } from '#renderer/words/base64.ts';
import { count, dollars, moment } from '#renderer/words/count.ts';
import { idsIn } from '#renderer/words/ids.ts';
import { brief, nameIn, short, visible } from '#renderer/words/visible.ts';

it('an account is named as its organization calls it, and always by its id', () => {
  const opened = { accounts: [{ id: '111122223333', name: 'Payments' }] };
  expect(accountWords(opened, '111122223333')).toBe('Payments (111122223333)');
  expect(accountWords(opened, '444455556666')).toBe('444455556666');
  expect(accountWords(undefined, '111122223333')).toBe('111122223333');
});

describe('visible', () => {
  it('names what turns text around or hides in it', () => {
    expect(visible('pay\u202Eroll')).toBe('pay⟨RLO⟩roll');
    expect(visible('a\u200Bb\u2066c')).toBe('a⟨ZWSP⟩b⟨LRI⟩c');
    expect(visible('one\ntwo\u0000')).toBe('one⏎two⟨U+0000⟩');
  });

  it('leaves every other script alone', () => {
    const names = 'Zürich 東京 عربى 👩‍💻';
    expect(visible(names)).toBe(names);
  });

  it('cuts a 4 kB name, and makes what remains visible', () => {
    const cut = short('\u202E' + 'x'.repeat(4096), 100);
    expect(cut).toHaveLength(100);
    expect(cut.startsWith('⟨RLO⟩')).toBe(true);
    expect(cut.endsWith('…')).toBe(true);
  });
});

describe('ids', () => {
  it('are found in a sentence, hyphens included', () => {
    expect(
      idsIn(['vpc-0a1b2c3d4e5f60718 over tgw-attach-0123456789abcdef0 (x), not vpc-peering']),
    ).toEqual(['vpc-0a1b2c3d4e5f60718', 'tgw-attach-0123456789abcdef0']);
  });

  it('are left out of a brief where the name is said, and kept where it is not', () => {
    expect(brief('core (tgw-rtb-0e884e204a73fdf44) drops it: nat-009a169a9f65ea384 is gone')).toBe(
      'core drops it: nat-009a169a9f65ea384 is gone',
    );
    expect(nameIn('core (vpc-12345678)', 'vpc-12345678')).toBe('core');
    expect(nameIn('vpc-12345678', 'vpc-12345678')).toBe('');
  });
});

describe('numbers', () => {
  it('have their unit and the right number of it', () => {
    expect([count(1, 'peering'), count(2, 'peering'), count(12345, 'mesh', 'meshes')]).toEqual([
      '1 peering',
      '2 peerings',
      '12,345 meshes',
    ]);
    expect([dollars(0.052), dollars(328.5)]).toEqual(['$0.05', '$329']);
    expect(moment('2026-01-05T09:00:00Z')).toBe('2026-01-05 09:00 UTC');
    expect(moment('some day')).toBe('some day');
  });

  it('base64 gives back its bytes', () => {
    expect([...bytesOf(Buffer.from([0, 255, 128, 10]).toString('base64'))]).toEqual([
      0, 255, 128, 10,
    ]);
  });
});
