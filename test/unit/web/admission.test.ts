import { describe, expect, it } from 'vitest';
import { newToken, refusal } from '../../../src-main/web/admission';

const token = newToken();
const url = `/?token=${token}`;
const host = '127.0.0.1:4000';

describe('a request to the browser host', () => {
  it('has a token of 32 random bytes', () => {
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(newToken()).not.toBe(token);
  });

  it('for the page is let in with the token, from this computer’s names at any port', () => {
    for (const name of ['127.0.0.1:4000', 'localhost:4000', 'LOCALHOST:9', '[::1]:4000', '127.0.0.1'])
      expect([name, refusal({ url, headers: { host: name } }, token, 'page')]).toEqual([name, null]);
  });

  it.each([
    'evil.example',
    'localhost.evil.example:4000',
    '127.0.0.1.evil.example',
    '10.0.0.1:4000',
    '',
    undefined,
  ])('to the host %o is refused', (name) => {
    const headers = name === undefined ? {} : { host: name };
    for (const what of ['page', 'socket', 'file'] as const)
      expect(refusal({ url, headers }, token, what)).toContain('the address it printed only');
  });

  it.each(['http://evil.example', 'http://127.0.0.1:4001', 'https://127.0.0.1:4000', 'null'])(
    'from the origin %s is refused',
    (origin) => {
      expect(refusal({ url, headers: { host, origin } }, token, 'socket')).toContain('its own page only');
      expect(refusal({ url, headers: { host, origin } }, token, 'page')).toContain('its own page only');
    },
  );

  it('for a socket has to tell its origin', () => {
    expect(refusal({ url, headers: { host } }, token, 'socket')).toContain('its own page only');
    expect(refusal({ url, headers: { host, origin: `http://${host}` } }, token, 'socket')).toBeNull();
  });

  it.each(['/', '/?token=', `/?token=${token}x`, `/?token=${token.slice(1)}`, `/?Token=${token}`, '/#token'])(
    'with the address %s is refused, but for the files of the page',
    (address) => {
      expect(refusal({ url: address, headers: { host } }, token, 'page')).toContain('token included');
      expect(refusal({ url: address, headers: { host } }, token, 'file')).toBeNull();
    },
  );
});
