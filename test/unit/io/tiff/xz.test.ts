import { describe, expect, it } from 'vitest';
import { decodeXz } from '../../../../src-main/io/tiff/xz';

// Written by Python's lzma module from the bytes that `expected` and `deltaExpected` compute.
const PLAIN =
  '/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AIHAZFdAAAAUlAzjRrUvSwUQdj1TOUT84fruYgumGLVGWZaPObtP2XbSLsJEb4P28v7eaUmFqED' +
  'Uea3w2Jj9ODPYbLS/2c7oMwXdYk/AKSBAsiL2FzGaZTVDPQ+izlwL5GQw/zxdLhGDTDlIe09gGpcwGu6GdgHVZqJ1VClRNojlQyUxL4E+CQW' +
  '3oU0CwBaXIHM6JkTNxlIOBrrU0xSORAL821zRrpz7S4xiI2M7Y9WoFdsOsAPrEzcgYVy7Oq0OSqFWXuT17rdkXAcp3fV0Is3Awi28t5ZsMg9' +
  'aj5RVHJqKcaAkjLR7VlXi96wnH357Lvtq6aZKkNM2yjxgue92TG5Ei/FuL4GO7psRFlrGOsXmETdYvGQ12mnooWtsV1w+1fK2z0Cn0pz0mLd' +
  'RULHBbe0foQWMUqLrGwlijvcJQsoyj79nP/nKh3ZksuC9vzj433Jr5VeJzXo08dG5XnRvAQ7NxzkS41Po5421gDEgSVy/j0flSZb8IMP12GE' +
  'ciVZl4Oa+TmWInyfNWb6UhewEJpK557Q0wAAAAAAAD9A0/cEPD3+AAGtA4gEAAA1mpMOscRn+wIAAAAABFla';
const DELTA =
  '/Td6WFoAAAFpIt42AgEDAQEhARYcR3hW4AF2ABBdAAAAn72xXpYCM8jpXcKsAAAAR7o2rwABKPcCAAAAQBe3eD4wDYsCAAAAAAFZWg==';
const X86 =
  '/Td6WFoAAATm1rRGAgEEACEBFgANhjUf4AAdAAxdADQZSe6N6VdDgi8AAACz1UAM49KmAAABKB7iJtSHH7bzfQEAAAAABFla';

const bytes = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'));
const expected = [
  ...Array.from({ length: 400 }, (_, i) => (Math.floor((i * i) / 7) + (i % 13)) % 251),
  ...Array.from({ length: 120 }, (_, i) => 97 + (i % 3)),
];
const ramp = Array.from({ length: 125 }, (_, i) => i * 2);
const deltaExpected = [...ramp, ...ramp, ...ramp];

describe('xz', () => {
  it('decodes LZMA2: literals, matches and repeated distances', () => {
    expect([...decodeXz(bytes(PLAIN), expected.length)]).toEqual(expected);
  });

  it('undoes the Delta filter that libtiff adds', () => {
    expect([...decodeXz(bytes(DELTA), deltaExpected.length)]).toEqual(deltaExpected);
  });

  it('gives no more bytes than were asked for', () => {
    expect([...decodeXz(bytes(PLAIN), 33)]).toEqual(expected.slice(0, 33));
  });

  it('names a filter that it does not know', () => {
    expect(() => decodeXz(bytes(X86), 30)).toThrow('an xz filter that is not known (4)');
  });

  it('refuses data cut short, at every length, without hanging', () => {
    const whole = bytes(PLAIN);
    expect(decodeXz(whole.subarray(0, 12), expected.length)).toHaveLength(0);
    for (let length = 13; length < 400; length++) {
      expect(() => decodeXz(whole.subarray(0, length), expected.length)).toThrow();
    }
  });

  it('ends with an answer or an Error when any byte is wrong', () => {
    const whole = bytes(DELTA);
    for (let at = 0; at < whole.length; at++) {
      const wrong = whole.slice();
      wrong[at]! ^= 0x55;
      try {
        expect(decodeXz(wrong, deltaExpected.length).length).toBeLessThanOrEqual(deltaExpected.length);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
    }
  });
});
