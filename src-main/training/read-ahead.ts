/**
 * Works through `count` things that have to be read, in their order; the next one is read while one is worked on. Throws
 * what reading or working throws.
 */
export async function readAhead<Item>(
  count: number,
  read: (index: number) => Promise<Item>,
  use: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const begin = (index: number): Promise<Item> | null => {
    if (index >= count) return null;
    const reading = read(index);
    reading.catch(() => undefined); // thrown where it is awaited, which may be never
    return reading;
  };
  let next = begin(0);
  for (let index = 0; next !== null; index++) {
    const item: Item = await next;
    next = begin(index + 1);
    await use(item, index);
  }
}
