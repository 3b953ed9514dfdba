/** Addresses and prefixes, held against ip-address (an implementation of its own) and the RFCs. */
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { Address4, Address6 } from 'ip-address';
import {
  type Cidr,
  CidrError,
  compareCidr,
  compareIp,
  contains,
  type Family,
  firstHost,
  formatIp,
  halves,
  hasIp,
  type Ip,
  ipAt,
  isPrivate,
  lastIp,
  makeCidr,
  overlaps,
  parseCidr,
  parseIp,
  sizeOf,
  subtract,
} from '#app/base/cidr.ts';

const word = fc.oneof(fc.constantFrom(0, 1, 0xffff, 0xffffffff), fc.nat(0xffffffff));
const ips: fc.Arbitrary<Ip> = fc.oneof(
  word.map((w): Ip => ({ family: 4, words: [w] })),
  fc.tuple(word, word, word, word).map((words): Ip => ({ family: 6, words })),
);
const cidrs: fc.Arbitrary<Cidr> = ips.chain((ip) =>
  fc.nat(ip.family === 4 ? 32 : 128).map((length) => makeCidr(ip, length)),
);
/** Prefixes of one small block, so that nesting and neighbourhood are common. */
const near = (family: Family): fc.Arbitrary<Cidr> =>
  fc
    .tuple(fc.nat(255), fc.integer({ min: 0, max: 8 }))
    .map(([last, bits]) =>
      family === 4
        ? makeCidr({ family, words: [0x0a000000 + last] }, 24 + bits)
        : makeCidr({ family, words: [0x20010db8, 0, 0, last] }, 120 + bits),
    );

const pairs = (family: Family) => fc.tuple(near(family), near(family));

const big = (ip: Ip): bigint => ip.words.reduce((n, w) => (n << 32n) + BigInt(w), 0n);
const theirs = (text: string): Address4 | Address6 =>
  text.includes(':') ? new Address6(text) : new Address4(text);

describe('against ip-address', () => {
  test('an address reads to the same number and prints in the same correct form', () => {
    fc.assert(
      fc.property(ips, (ip) => {
        const text = formatIp(ip);
        expect(theirs(text).bigInt()).toBe(big(ip));
        expect(theirs(text).correctForm()).toBe(text);
        expect(parseIp(text)).toEqual(ip);
      }),
      { numRuns: 2000 },
    );
  });

  test('IPv6 reads the same from its long form, in capitals, and with an IPv4 tail', () => {
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), (words) => {
        const ip: Ip = { family: 6, words };
        const long = Address6.fromBigInt(big(ip)).canonicalForm();
        expect(parseIp(long)).toEqual(ip);
        expect(parseIp(long.toUpperCase())).toEqual(ip);
        const tail = formatIp({ family: 4, words: words.slice(3) });
        expect(parseIp(`${long.split(':').slice(0, 6).join(':')}:${tail}`)).toEqual(ip);
      }),
    );
  });

  test('first and last address of a prefix', () => {
    fc.assert(
      fc.property(cidrs, (cidr) => {
        const other = theirs(cidr.text);
        expect(big(cidr)).toBe(other.startAddress().bigInt());
        expect(big(lastIp(cidr))).toBe(other.endAddress().bigInt());
        expect(sizeOf(cidr)).toBe(Number(big(lastIp(cidr)) - big(cidr) + 1n));
      }),
      { numRuns: 2000 },
    );
  });

  test('membership and containment', () => {
    fc.assert(
      fc.property(fc.oneof(pairs(4), pairs(6)), ([a, b]) => {
        const [x, y] = [theirs(a.text), theirs(b.text)];
        expect(contains(a, b)).toBe(y.isInSubnet(x as never));
        expect(hasIp(a, b)).toBe(theirs(formatIp(b)).isInSubnet(x as never));
      }),
      { numRuns: 1000 },
    );
  });

  test('text is accepted only where ip-address accepts it too', () => {
    const digits = fc.stringMatching(/^[0-9a-f.:/x ]{0,24}$/);
    fc.assert(
      fc.property(
        fc.oneof(
          digits,
          cidrs.map((c) => c.text),
        ),
        (text) => {
          let mine: Cidr | undefined;
          try {
            mine = parseCidr(text);
          } catch (error) {
            expect(error).toBeInstanceOf(CidrError);
          }
          if (mine) expect(theirs(text).startAddress().bigInt()).toBe(big(mine));
        },
      ),
      { numRuns: 5000 },
    );
  });
});

describe('strict reading', () => {
  test.each([
    ['10.0.0.0/33', 'is out of range: an IPv4 prefix length is 0 to 32'],
    ['2001:db8::/129', 'is out of range: an IPv6 prefix length is 0 to 128'],
    ['256.0.0.0/8', 'is out of range: 256 is more than 255'],
    ['010.0.0.0/8', 'leading zero'],
    ['10.0.0.0/08', 'leading zero in its prefix length'],
    ['10.0.0.1/24', 'has host bits set; the network is 10.0.0.0/24'],
    ['2001:db8::1/64', 'has host bits set; the network is 2001:db8::/64'],
    ['10.0.0.0', 'needs a prefix length'],
    ['10.0.0.0/', 'the prefix length is a number'],
    ['10.0.0.0/-1', 'the prefix length is a number'],
    ['10.0.0/8', 'needs four numbers'],
    ['0x0a.0.0.0/8', 'each part is a number'],
    ['1::2::3/64', '"::" may stand once'],
    ['1:2:3:4:5:6:7:8::/64', '"::" stands for nothing'],
    ['fe80::1%eth0/64', 'is not one to four hexadecimal digits'],
    ['1:2:3/64', 'it needs eight groups'],
    ['', 'needs a prefix length'],
  ])('%j is refused: %s', (text, why) => {
    expect(() => parseCidr(text)).toThrow(CidrError);
    expect(() => parseCidr(text)).toThrow(why);
  });

  test('long hostile text is quoted short', () => {
    const shouted = () => parseCidr('x'.repeat(1_000_000));
    expect(shouted).toThrow(CidrError);
    expect((catchError(shouted) as Error).message.length).toBeLessThan(200);
  });
});

const catchError = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('RFC 5952', () => {
  // https://www.rfc-editor.org/rfc/rfc5952#section-4
  test.each([
    ['2001:0db8::0001', '2001:db8::1'],
    ['2001:db8:0:0:0:0:2:1', '2001:db8::2:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:DB8::A', '2001:db8::a'],
    ['::', '::'],
  ])('%s prints as %s', (text, form) => {
    expect(formatIp(parseIp(text))).toBe(form);
  });
});

describe('laws', () => {
  test('two prefixes overlap exactly when they share an address', () => {
    fc.assert(
      fc.property(near(4), near(4), (a, b) => {
        const shared = big(a) <= big(lastIp(b)) && big(b) <= big(lastIp(a));
        expect(overlaps(a, b)).toBe(shared);
      }),
      { numRuns: 1000 },
    );
  });

  test('families never mix', () => {
    expect(overlaps(parseCidr('0.0.0.0/0'), parseCidr('::/0'))).toBe(false);
    expect(hasIp(parseCidr('::/0'), parseIp('10.0.0.1'))).toBe(false);
  });

  test('the order is by family, value and length, and total', () => {
    fc.assert(
      fc.property(cidrs, cidrs, (a, b) => {
        const key = (c: Cidr): [number, bigint, number] => [c.family, big(c), c.length];
        const [x, y] = [key(a), key(b)];
        const at = [0, 1, 2].find((i) => x[i] !== y[i]);
        const wanted = at === undefined ? 0 : x[at]! < y[at]! ? -1 : 1;
        expect(Math.sign(compareCidr(a, b))).toBe(wanted);
        expect(Math.sign(compareIp(a, b))).toBe(-Math.sign(compareIp(b, a)) + 0);
      }),
    );
  });

  test('halves split a prefix without gap or overlap', () => {
    fc.assert(
      fc.property(cidrs, (cidr) => {
        const parts = halves(cidr);
        if (cidr.length === (cidr.family === 4 ? 32 : 128)) {
          expect(parts).toEqual([]);
          return;
        }
        const [low, high] = parts as [Cidr, Cidr];
        expect(big(low)).toBe(big(cidr));
        expect(big(high)).toBe(big(lastIp(low)) + 1n);
        expect(big(lastIp(high))).toBe(big(lastIp(cidr)));
      }),
    );
  });

  test('what is left after subtracting is exactly the addresses outside the holes', () => {
    fc.assert(
      fc.property(fc.array(near(4), { maxLength: 6 }), (holes) => {
        const outer = parseCidr('10.0.0.0/24');
        const left = subtract(outer, holes);
        for (let i = 0; i < 256; i++) {
          const ip = ipAt(outer, i);
          const inHole = holes.some((hole) => hasIp(hole, ip));
          expect(left.filter((part) => hasIp(part, ip)).length).toBe(inHole ? 0 : 1);
        }
        expect(left).toEqual([...left].sort(compareCidr));
        // The fewest prefixes: no two of them are the halves of one.
        for (let i = 1; i < left.length; i++) {
          const [a, b] = [left[i - 1]!, left[i]!];
          const parent = makeCidr(a, a.length - 1);
          expect(a.length === b.length && contains(parent, b) && big(parent) === big(a)).toBe(
            false,
          );
        }
      }),
    );
  });

  test('an address further on carries over words', () => {
    fc.assert(
      fc.property(cidrs, fc.nat(0x7fffffff), (cidr, offset) => {
        fc.pre(big(cidr) + BigInt(offset) <= big(lastIp(cidr)));
        expect(big(ipAt(cidr, offset))).toBe(big(cidr) + BigInt(offset));
      }),
    );
  });
});

test('the first host of a subnet is its fifth address: AWS keeps the first four', () => {
  // https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
  expect(formatIp(firstHost(parseCidr('10.0.0.0/24')))).toBe('10.0.0.4');
  expect(formatIp(firstHost(parseCidr('10.0.0.16/28')))).toBe('10.0.0.20');
  expect(formatIp(firstHost(parseCidr('2001:db8::/64')))).toBe('2001:db8::4');
});

test.each([
  ['10.255.255.255', true],
  ['11.0.0.0', false],
  ['172.15.255.255', false],
  ['172.31.255.255', true],
  ['192.168.0.1', true],
  ['100.64.0.1', true],
  ['169.254.169.254', true],
  ['8.8.8.8', false],
  ['fd00::1', true],
  ['2600:1f18::1', false],
])('%s is private: %s', (ip, wanted) => {
  expect(isPrivate(parseIp(ip))).toBe(wanted);
});
