import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What of a request decides whether it is let in. */
export interface Caller {
  url: string;
  headers: Pick<IncomingHttpHeaders, 'host' | 'origin'>;
}

/** A secret of 32 random bytes that fits into an address. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The names of this computer for itself, and so of the near end of an SSH tunnel, at whichever port. */
const OWN_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Why a request is refused, or null. `what` is the page, its socket, or a file the page consists of (the published
 * program, no secret).
 *
 * - Host must name this computer: a foreign name that was made to lead here (DNS rebinding) is refused.
 * - Origin, which browsers send with every socket, must be the page's own: other sites' scripts are refused.
 * - The page and its socket need the token. It stays in the address instead of becoming a cookie: a cookie would be sent
 *   to every other port of this computer too, where other people's programs may listen, while the address is told to
 *   no one (the page refers to nothing outside and sends no referrer).
 */
export function refusal(
  { url, headers }: Caller,
  token: string,
  what: 'page' | 'socket' | 'file',
): string | null {
  const { host, origin } = headers;
  if (!host || !OWN_NAMES.includes(host.replace(/:\d+$/, '').toLowerCase()))
    return 'Finescope answers at the address it printed only: 127.0.0.1, or localhost through an SSH tunnel.';
  if (origin === undefined ? what === 'socket' : origin.toLowerCase() !== `http://${host.toLowerCase()}`)
    return 'Finescope answers its own page only, not those of other sites.';
  if (what !== 'file' && !isSame(tokenOf(url), token))
    return 'Finescope opens with the address it printed when it was started, token included.';
  return null;
}

function tokenOf(url: string): string {
  return new URL(url, 'http://127.0.0.1').searchParams.get('token') ?? '';
}

/** Whether two words are the same, in a time that does not tell where they differ. */
function isSame(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
