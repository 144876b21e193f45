/** Acts on the items in their order, so many at a time; each lane takes the next as soon as it is free. */
export async function inParallel<Item, Result>(
  items: readonly Item[], width: number, act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  // One iterator, which the lanes share.
  const queue = items.values();
  const work = async () => {
    for (const item of queue) results.push(await act(item));
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, work));
  return results;
}
